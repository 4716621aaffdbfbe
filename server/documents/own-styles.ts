/**
 * Styles by which our own Word files say what Word has no word for, so that a file that comes back is read as it
 * left: the clause number before a heading or paragraph, the line that says where the file came from, and the header cells of
 * tables, of which Word knows only whole rows.
 */
export const CLAUSE_NUMBER_STYLE = 'ConcordatClauseNumber';
export const EXPORT_NOTE_STYLE = 'ConcordatExportNote';
export const HEADER_CELL_STYLE = 'ConcordatTableHeading';
