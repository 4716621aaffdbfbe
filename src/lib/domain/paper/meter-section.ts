import { formatCell, type Measure, type MeterTable } from '../voice-meter/measure';
import { list, subheading, table, words, type PaperBlock } from './blocks';
import type { PaperFacts } from './facts';

/** The same measures, sentences and figures as on the page of the voice meter. */
export function heard({ meter }: PaperFacts): PaperBlock[] {
  return [
    words(
      'Ten measures of whether people were heard and what it changed. They are worked out from what is recorded. Groups with fewer than five members are counted together with others.'
    ),
    ...meter.measures.flatMap(measureBlocks)
  ];
}

function measureBlocks({ number, name, definition, sentence, tables, missing }: Measure): PaperBlock[] {
  return [
    subheading(`Measure ${number}: ${name.toLowerCase()}`),
    words(sentence),
    ...tables.map(tableOf),
    words(`What is counted: ${definition}`),
    ...list(missing.map((what) => `Not worked out yet: ${what}`))
  ];
}

function tableOf({ rowName, columns, rows }: MeterTable): PaperBlock {
  return table(
    [rowName, ...columns.map((column) => column.name)],
    rows.map(({ name, cells }) => [
      name,
      ...cells.map((cell, index) => formatCell(cell, columns[index]!.unit))
    ])
  );
}
