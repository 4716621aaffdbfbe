import type { Row } from './result';

/** Rows as lines of text, one block per figure. */
export function tableOf(rows: readonly Row[]): string {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  return figures.map((figure) => blockOf(rows.filter((row) => row.figure === figure))).join('\n');
}

function blockOf(rows: readonly Row[]): string {
  const [first] = rows;
  const head = `  ${first!.figure}${first!.unit === 'yes=1' ? ' (1 = yes)' : `, ${first!.unit}`}`;
  return [head, ...rows.map(lineOf)].join('\n');
}

function lineOf({ server, value, ratio, target, verdict }: Row): string {
  const cells = [
    `    ${server.padEnd(22)}`,
    rounded(value).padStart(11),
    (ratio === undefined ? '' : `${rounded(ratio)} × relay`).padStart(16),
    target === undefined ? '' : `   ${target.padEnd(24)} ${verdict}`
  ];
  return cells.join('').trimEnd();
}

/** Three figures that count; whole numbers above a hundred. */
function rounded(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}
