import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, meterCsv } from '#domain/voice-meter/meter-csv';
import { voiceMeter } from '#domain/voice-meter/meter';
import { formatCell } from '#domain/voice-meter/measure';
import { factsWith, said, SCENARIO_MEMBERS } from './some-facts';

/** As a spreadsheet reads it. */
function read(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g;
  for (const found of csv.slice(1).matchAll(cells)) {
    if (found[0].startsWith('\r\n')) rows.push([]);
    rows.at(-1)!.push((found[1] ?? found[2] ?? '').replaceAll('""', '"'));
  }
  return rows.filter((row) => row.length > 1);
}

test('MET-21 one line for each figure and each sentence, and the figures are those of the page', () => {
  const meter = voiceMeter(
    factsWith({
      members: SCENARIO_MEMBERS,
      comments: [said('patient-carer', '2026-12-01', ['2026-12-05', 'changed'])]
    })
  );
  const lines = read(meterCsv(meter));
  expect(lines[0]).toEqual(['Number', 'Measure', 'Table', 'Row', 'Column', 'Unit', 'Figure']);
  expect(lines).toContainEqual([
    '1',
    'Response rate',
    'Comments and their answers',
    'Patients and carers',
    'Response rate',
    'percent',
    '100'
  ]);
  for (const { number, name, sentence, tables, missing } of meter.measures) {
    expect(lines).toContainEqual([`${number}`, name, '', '', 'In a sentence', 'words', sentence]);
    const figures = tables.flatMap(({ columns, rows }) => rows.flatMap(() => columns));
    expect(lines.filter(([first]) => first === `${number}`)).toHaveLength(
      2 + missing.length + figures.length
    );
    for (const table of tables)
      for (const { name: row, cells } of table.rows)
        cells.forEach((cell, place) => {
          const { name: column, unit } = table.columns[place]!;
          const line = lines.find(
            (each) => each[2] === table.caption && each[3] === row && each[4] === column
          )!;
          expect(formatCell(typeof cell === 'number' ? Number(line[6]) : line[6]!, unit)).toBe(
            formatCell(cell, unit)
          );
        });
  }
});

test.each([
  '=HYPERLINK("http://evil.example","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '|cmd',
  '%0A=1',
  ' =1+1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '\u00a0=1+1',
  '\ufeff=1+1'
])('MET-21 %j is words for a spreadsheet', (cell) => {
  expect(csvCell(cell).startsWith(`"'`)).toBe(true);
});

test('MET-21 whatever the words, a cell is read back as them and begins no formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      const [cell = ''] = read(`\ufeff${csvCell(words)},1`)[0]!;
      const kept = words.replaceAll('\0', '');
      expect([kept, `'${kept}`]).toContain(cell);
      expect(cell.trimStart()).not.toMatch(/^[=+\-@|%]/);
    })
  );
});
