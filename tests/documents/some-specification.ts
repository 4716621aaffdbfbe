import fc from 'fast-check';
import { withClauseIds } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { documentOf, heading, paragraph } from '#tests/builders/specification';

const words = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,9}$/);
const block = fc.oneof(
  words.map(paragraph),
  words.map((text): DocumentJson => ({
    type: 'bulletList',
    content: [{ type: 'listItem', content: [paragraph(text)] }]
  }))
);
const row = (...cells: (readonly ['tableHeader' | 'tableCell', string])[]): DocumentJson => ({
  type: 'tableRow',
  content: cells.map(([type, text]) => ({ type, content: [paragraph(text)] }))
});
const table = fc.tuple(words, words, fc.boolean()).map(([name, text, head]): DocumentJson => ({
  type: 'table',
  content: [
    ...(head ? [row(['tableHeader', name], ['tableHeader', text])] : []),
    row(['tableHeader', name], ['tableCell', text]),
    row(['tableHeader', ''], ['tableCell', text])
  ]
}));
const section = fc
  .tuple(
    words,
    fc.constantFrom(1, 2, 3),
    fc.array(words.map(paragraph), { maxLength: 3 }),
    fc.option(fc.oneof(block, table))
  )
  .map(([title, level, text, last]) => [heading(level, title), ...text, ...(last ? [last] : [])]);
/** Specifications as our Word files carry them: headings on three levels, paragraphs, lists and tables. */
export const someSpecification = fc
  .array(section, { minLength: 1, maxLength: 8 })
  .map((sections) => withClauseIds(documentOf(...sections.flat())));
