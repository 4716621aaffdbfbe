import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import { clausesIn } from '#schema/diff/clauses';
import { restoredClause, restoredText } from '#schema/diff/restored';
import type { DocumentJson } from '#schema/document-json';
import { editedDocument } from './some-documents';

const paragraph = (text: string): DocumentJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const cell = (text: string, looks = {}): DocumentJson => ({
  type: 'tableCell',
  attrs: looks,
  content: [paragraph(text)]
});
const table = (...cells: DocumentJson[]): DocumentJson => ({
  type: 'table',
  content: [{ type: 'tableRow', content: cells }]
});

test('VER-20 a restored text says what the version says, whatever the draft said', () => {
  fc.assert(
    fc.property(editedDocument, ([version, draft]) => {
      expect(canonicalDocument(restoredText(draft, version))).toBe(canonicalDocument(version));
    }),
    { numRuns: 200 }
  );
});

test('VER-21 what reads the same is left as the draft has it, and around a changed word the looks stay', () => {
  const wide = { colwidth: [240], align: 'right' };
  const draft: DocumentJson = {
    type: 'doc',
    content: [paragraph('As it was'), table(cell('46%', wide), cell('ICB', wide)), paragraph('New')]
  };
  const version: DocumentJson = {
    type: 'doc',
    content: [paragraph('As it was'), table(cell('48%'), cell('ICB')), paragraph('Old')]
  };
  const { content } = restoredText(draft, version);
  expect(content![0]).toBe(draft.content![0]);
  expect(content![1]).toEqual(table(cell('48%', wide), cell('ICB', wide)));
  expect(content![2]).toEqual(paragraph('Old'));
});

test('VER-22 restoring any one clause makes that clause what it was and leaves all others', () => {
  const all = (json: DocumentJson) =>
    clausesIn(json).map(({ heading, blocks }) =>
      canonicalDocument({ type: 'doc', content: heading ? [heading, ...blocks] : [...blocks] })
    );
  fc.assert(
    fc.property(editedDocument, fc.nat(), ([version, draft], roll) => {
      const wanted = all(version);
      const index = roll % wanted.length;
      const restored = all(restoredClause(draft, version, index)!);
      expect(restored).toContain(wanted[index]);
      const before = all(draft);
      const changed = restored.filter((clause, place) => clause !== before[place]).length;
      // Either one clause stands for another one, or one more stands among them.
      if (restored.length === before.length) expect(changed).toBeLessThanOrEqual(1);
      else expect(restored.filter((clause) => !before.includes(clause)).length).toBeLessThanOrEqual(1);
      expect(restored.length - before.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 }
  );
});

test('VER-22 a clause that the version does not have cannot be restored', () => {
  const text = { type: 'doc', content: [paragraph('Only this')] };
  expect(restoredClause(text, text, 0)).toEqual(text);
  expect(restoredClause(text, text, 1)).toBeNull();
});

const heading = (text: string, clause: string | null): DocumentJson => ({
  type: 'heading',
  attrs: { level: 1, clause },
  content: [{ type: 'text', text }]
});
const idsIn = ({ content = [] }: DocumentJson) =>
  content.filter(({ type }) => type === 'heading').map(({ attrs }) => attrs!.clause);

test('VER-29 clauses keep their ids when a version comes back that was frozen without any', () => {
  const draft: DocumentJson = {
    type: 'doc',
    content: [
      heading('What people need', 'needs'),
      paragraph('Falls are common and costly in the vale.'),
      heading('Response times', 'response'),
      paragraph('Somebody comes within four hours, day and night.'),
      heading('New here', 'new')
    ]
  };
  const version: DocumentJson = {
    type: 'doc',
    content: [
      heading('Purpose', null),
      paragraph('Why we are here.'),
      heading('Needs', null),
      paragraph('Falls are common and costly in the vale.'),
      heading('Response', null),
      paragraph('Somebody comes within two hours, day and night.')
    ]
  };
  expect(idsIn(restoredText(draft, version))).toEqual([null, 'needs', 'response']);
  expect(idsIn(restoredClause(draft, version, 2)!)).toEqual(['needs', 'response', 'new']);
  expect(idsIn(restoredClause(draft, version, 3)!)).toEqual(['needs', 'response', 'new']);
});

test('VER-29 the id of a version comes back with its clause', () => {
  const draft: DocumentJson = {
    type: 'doc',
    content: [heading('Needs today', 'typed-again'), paragraph('Falls.')]
  };
  const version: DocumentJson = { type: 'doc', content: [heading('Needs', 'needs'), paragraph('Falls.')] };
  expect(idsIn(restoredText(draft, version))).toEqual(['needs']);
  expect(idsIn(restoredClause(draft, version, 1)!)).toEqual(['needs']);
});
