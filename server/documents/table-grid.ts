import { integerAttribute, type DocumentJson } from '#schema/document-json';

/**
 * The rows of a table with every place filled: a cell where it begins, null where one reaches that began to the left or above.
 * A rowspan that reaches below the last row is left as it is.
 */
export function gridOf(table: DocumentJson): (DocumentJson | null)[][] {
  const rows = table.content ?? [];
  const grid: (DocumentJson | null | undefined)[][] = rows.map(() => []);
  rows.forEach((row, index) => {
    let column = 0;
    for (const cell of row.content ?? []) {
      while (grid[index]?.[column] !== undefined) column += 1;
      const { columns, rows: down } = spansOf(cell);
      for (let y = index; y < Math.min(rows.length, index + down); y += 1)
        for (let x = column; x < column + columns; x += 1) grid[y]![x] = null;
      grid[index]![column] = cell;
      column += columns;
    }
  });
  return grid.map((row) => Array.from(row, (cell) => cell ?? null));
}

export function spansOf(cell: DocumentJson): { readonly columns: number; readonly rows: number } {
  const limits = { min: 1, max: 1000, otherwise: 1 };
  return {
    columns: integerAttribute(cell, 'colspan', limits),
    rows: integerAttribute(cell, 'rowspan', limits)
  };
}

/**
 * How many rows at the top hold header cells only: programs repeat these on every page. In a table of header cells alone none is
 * the header of anything.
 */
export function headRowsOf(table: DocumentJson): number {
  const body = (table.content ?? []).findIndex((row) =>
    (row.content ?? []).some(({ type }) => type !== 'tableHeader')
  );
  return Math.max(0, body);
}
