import type { VoiceMeter } from './meter';
import type { Cell, Measure } from './measure';

const HEAD = ['Number', 'Measure', 'Table', 'Row', 'Column', 'Unit', 'Figure'];

/** One line for each figure, and for each sentence that stands on the page. */
export function meterCsv({ measures }: VoiceMeter): string {
  const lines = [HEAD, ...measures.flatMap(linesOf)];
  // Spreadsheets take UTF-8 for certain only when the file begins with this mark.
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function linesOf({ number, name, definition, sentence, tables, missing }: Measure): Cell[][] {
  const words = (column: string, text: string): Cell[] => [number, name, '', '', column, 'words', text];
  return [
    words('What is counted', definition),
    words('In a sentence', sentence),
    ...tables.flatMap(({ caption, columns, rows }) =>
      rows.flatMap((row) =>
        columns.map((column, index): Cell[] => {
          const cell = row.cells[index] ?? '';
          const unit = typeof cell === 'number' ? column.unit : 'words';
          return [number, name, caption, row.name, column.name, unit, cell];
        })
      )
    ),
    ...missing.map((text) => words('Cannot be worked out yet', text))
  ];
}

/**
 * A number as it is, words in quotation marks. Words that a spreadsheet would take for a formula get an apostrophe in front, which it
 * does not show: a title could have been written to be one. Spaces before it do not hide it.
 */
export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const harmless =
    /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return `"${harmless.replaceAll('"', '""').replaceAll('\0', '')}"`;
}
