import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { textOf, type DocumentJson } from '#schema/document-json';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { BODY, documentSchema } from '#schema/schema';
import { specificationText } from '#server/cli/demo/specification-text';
import { clausesOf } from '#server/documents/clauses';
import { clauseOutline, clauseText, outlinedClause } from '#server/documents/clause-outline';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { uncheckedDraft } from '#server/documents/read-draft';
import { clauseHeading, documentOf, heading, paragraph } from '#tests/builders/specification';

function draftOf(json: DocumentJson): Y.Doc {
  const ydoc = new Y.Doc();
  prosemirrorJSONToYXmlFragment(documentSchema, json, ydoc.getXmlFragment(BODY));
  return ydoc;
}

const TEXTS = [
  startedFrom(NHS_TEMPLATE, { title: 'Falls', serviceNumber: '' }),
  specificationText(),
  documentOf(
    paragraph('Before.'),
    { type: 'heading', attrs: { level: 1 } },
    heading(2, 'One'),
    heading(1, 'Two'),
    paragraph('')
  )
];

it('CLA-32 the outline finds the clauses of the text itself, from each heading up to the next', () => {
  for (const json of TEXTS) {
    const outline = clauseOutline(json);
    const listed = clausesOf(json).filter(({ top }) => top);
    expect(outline.map(({ id, heading: words, level }) => [id, words, level])).toEqual(
      listed.map(({ clause, text, level }) => [clause, text, level])
    );
    expect(outline.map(({ from }) => from + 1)).toEqual(listed.map(({ from }) => from));
    const ends = outline.map(({ to }) => to);
    expect(ends).toEqual([
      ...outline.slice(1).map(({ from }) => from),
      documentSchema.nodeFromJSON(json).content.size
    ]);
    expect(
      outline
        .map((clause) => clauseText(json, clause))
        .map(textOf)
        .join('')
    ).toBe(textOf(json).slice(textOf(json).indexOf(outline[0]!.heading)));
  }
});

it('CLA-7 the name of a clause in an address finds the one that has it on the page, and nothing else', () => {
  const json = documentOf(
    heading(1, 'Needs'),
    { type: 'blockquote', content: [heading(2, 'A heading that is quoted')] },
    clauseHeading('scope', 'Scope', '2'),
    heading(1, 'Money')
  );
  const found = (name: string) => outlinedClause(json, name)?.heading;
  expect(clausesOf(json).map(({ id }) => [id, found(id)])).toEqual([
    ['clause-1', 'Needs'],
    ['clause-2', undefined],
    ['clause-scope', 'Scope'],
    ['clause-4', 'Money']
  ]);
  expect(found('clause-3')).toBe('Scope');
  for (const name of ['clause-null', 'clause-', 'clause-0', 'clause-5', 'scope', 'clause-Scope', ''])
    expect(found(name), name).toBeUndefined();
});

it('CLA-62 the outline of a draft that is read without checks is the same', () => {
  for (const json of TEXTS) {
    const ydoc = draftOf(json);
    expect(clauseOutline(uncheckedDraft(ydoc))).toEqual(clauseOutline(jsonFromDoc(ydoc)));
  }
});

it('CLA-33 hints of the template and header cells are no words, changed hints and words in tables are', () => {
  const hint = 'What the service is for, in a few sentences.';
  const cell = (type: string, words: string): DocumentJson => ({ type, content: [paragraph(words)] });
  const table = (...rows: DocumentJson[][]): DocumentJson => ({
    type: 'table',
    content: rows.map((content) => ({ type: 'tableRow', content }))
  });
  const head = [cell('tableHeader', 'Outcome'), cell('tableHeader', 'Target')];
  const written = (...under: DocumentJson[]) =>
    clauseOutline(documentOf(heading(1, 'Scope'), ...under))[0]!.hasWords;
  expect(written(paragraph(hint))).toBe(false);
  expect(written(paragraph(`${hint} Falls.`))).toBe(true);
  expect(written(table([cell('tableCell', '46%')]))).toBe(true);
  expect(written(table(head, [cell('tableCell', ''), cell('tableCell', ' ')]))).toBe(false);
  expect(written(table([cell('tableHeader', 'Outcome'), cell('tableCell', '')]))).toBe(false);
  expect(written(table(head, [cell('tableCell', ''), cell('tableCell', '46%')]))).toBe(true);
  expect(written(table(head))).toBe(true);
  expect(written(paragraph(' '), { type: 'horizontalRule' })).toBe(false);
});
