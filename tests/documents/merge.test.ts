import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import { clauseIdsOf } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { exportDocx } from '#server/documents/export-docx';
import { mergingAsSeen } from '#server/documents/merge/merged-text';
import { mergeReport } from '#server/documents/merge/merge-report';
import { readDocx } from '#server/documents/read-docx';
import { documentOf, paragraph, replacing } from '#tests/builders/specification';
import { someDocument } from '../schema/diff/some-documents';
import { DRAFT, NEEDS, NIGHT, all, clause, differing, headings, merged, said, under } from './merge-texts';
import { accepted, notRefused } from './read-word';
import { someSpecification } from './some-specification';

const FILE = { title: 'Falls', subtitle: 'Draft', hash: 'a1b2' };

test('IMP-44 what goes out as a Word file and comes back is the same, clause by clause', async () => {
  await fc.assert(
    fc.asyncProperty(someSpecification, async (draft) => {
      const file = accepted(readDocx(await exportDocx(draft, FILE), 'x.docx')).json;
      expect(said(differing(draft, file))).toEqual([]);
      expect(notRefused(mergingAsSeen(draft, file, all(mergeReport(draft, file).rows))).text).toBe(draft);
    }),
    { numRuns: 60, seed: 20270210 }
  );
});

test('IMP-45 all taken, the draft says what the file says; nothing taken, what it said', () => {
  fc.assert(
    fc.property(someDocument, someDocument, (draft, file) => {
      expect(fromTheFirstWords(merged(draft, file, () => true))).toBe(fromTheFirstWords(file));
      expect(merged(draft, file, () => false)).toBe(draft);
    }),
    { numRuns: 150, seed: 20270210 }
  );
});

/** Empty lines above the first words are no difference that anybody is asked about. */
function fromTheFirstWords({ content = [] }: DocumentJson): string {
  const first = content.findIndex((node) => node.type !== 'paragraph' || (node.content ?? []).length > 0);
  return canonicalDocument(documentOf(...content.slice(first === -1 ? content.length : first)));
}

test('IMP-45 whatever is chosen, what comes out is a text of the schema with every clause named once', () => {
  fc.assert(
    fc.property(
      someDocument,
      someDocument,
      fc.array(fc.boolean(), { minLength: 12 }),
      (draft, file, coin) => {
        const text = merged(
          draft,
          file,
          ({ was, now }) => coin[((was ?? 0) * 5 + (now ?? 3)) % coin.length]!
        );
        if (text === draft) return;
        const ids = clauseIdsOf(text);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).not.toContain(null);
      }
    ),
    { numRuns: 150, seed: 20270210 }
  );
});

test('IMP-42 each clause is a part of the page by itself, with one kind of heading, and shows its text as text', () => {
  const draft = documentOf(
    ...clause('a', 'Needs', '1', NEEDS),
    ...under('b', 'Nights', '1.1', NIGHT),
    ...clause('c', 'Costs', '2', 'Much.')
  );
  const file = documentOf(
    ...clause('a', 'Needs now', '1', NEEDS),
    ...under('b', 'Nights', '1.1', 'Write <h2 class="x">.'),
    ...under(null, 'New', '1.2', 'New words.')
  );
  const { rows } = mergeReport(draft, file);
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed', 'missing', 'new']);
  for (const { html } of rows) {
    expect(html.match(/<h\d/g)).toEqual(['<h3']);
    expect(html.match(/<\/h\d/g)).toEqual(['</h3']);
  }
  expect(rows.map(({ html }) => html).join()).toContain('&lt;h2 class=');
});

test('IMP-46 what is taken keeps the draft’s id and what reads the same its look; what is new has no id of another', () => {
  const wide = {
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: [{ type: 'tableCell', attrs: { colwidth: [120] }, content: [paragraph('Cell')] }]
      }
    ]
  };
  const plain = {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('Cell')] }] }]
  };
  const draft = documentOf(...clause('needs', 'Needs', '1', NEEDS), wide);
  const file = documentOf(
    ...clause('needs', 'Needs and wants', '1', NEEDS),
    plain,
    ...clause('needs', 'Copy', '2', 'New.')
  );
  const text = merged(draft, file, () => true);
  expect(clauseIdsOf(text)[0]).toBe('needs');
  expect(clauseIdsOf(text)[1]).toMatch(/^[a-z0-9]{10}$/);
  expect(JSON.stringify(text)).toContain('"colwidth":[120]');
});

test('IMP-47 a new clause comes after the one it follows in the file, and after what stands below that one in the draft only', () => {
  const draft = documentOf(
    ...clause('a', 'Needs', '1', NEEDS),
    ...under('a1', 'Only here', '1.1', 'We wrote this since.'),
    ...clause('b', 'Costs', '2', 'Much.')
  );
  const file = documentOf(
    ...clause('a', 'Needs', '1', NEEDS),
    ...clause(null, 'Response', '2', 'Two hours.'),
    ...under(null, 'At night', '2.1', 'A car.'),
    ...clause('b', 'Costs', '2', 'Much.')
  );
  const kept = merged(draft, file, ({ kind }) => kind === 'new');
  expect(headings(kept)).toEqual(['Needs', 'Only here', 'Response', 'At night', 'Costs']);
  expect(headings(merged(draft, file, () => true))).toEqual(['Needs', 'Response', 'At night', 'Costs']);
});

test('IMP-47 a clause that has moved goes with those that stand below it, by one choice', () => {
  const a = clause(
    'a',
    'Needs',
    '1',
    'Long words stand here so that nobody takes this for the one that has moved.'
  );
  const b = [
    ...clause('b', 'Response', '2', 'Two hours.'),
    ...under('b1', 'At night', '2.1', 'A car comes.')
  ];
  const c = clause(
    'c',
    'Costs',
    '3',
    'Much, and more, and very much more than anybody thought that it would.'
  );
  const [draft, file] = [documentOf(...a, ...b, ...c), documentOf(...a, ...c, ...b)];
  const rows = differing(draft, file);
  expect(rows.map(({ name, movesWith }) => [name, movesWith])).toEqual([
    ['2 Response', null],
    ['2.1 At night', rows[0]!.key]
  ]);
  expect(headings(merged(draft, file, (row) => row.key === rows[0]!.key))).toEqual([
    'Needs',
    'Costs',
    'Response',
    'At night'
  ]);
  expect(headings(merged(draft, file, (row) => row.key === rows[1]!.key))).toEqual(headings(draft));
});

test('IMP-49 a chosen clause that somebody changed is refused by name; one they changed to the same is not', () => {
  const file = replacing('two hours', 'one hour')(replacing('every year', 'twice a year')(DRAFT));
  const chosen = all(differing(DRAFT, file));
  const changed = mergingAsSeen(replacing('Somebody comes', 'A nurse comes')(DRAFT), file, chosen);
  expect(changed).toMatchObject({ code: 'draft-changed' });
  expect(isRefusal(changed) && changed.message).toMatch(/^“2 Response” was changed in the draft meanwhile/);
  const elsewhere = replacing('£1,180,000', '£2,000,000')(DRAFT);
  expect(textOf(notRefused(mergingAsSeen(elsewhere, file, chosen)).text)).toMatch(
    /one hour.*twice a year.*£2,000,000/
  );
  const already = replacing('two hours', 'one hour')(DRAFT);
  expect(notRefused(mergingAsSeen(already, file, chosen)).taken.map(({ name }) => name)).toEqual([
    '3 Carers'
  ]);
});

test('IMP-57 where the file says what it said when it was made, the draft is newer: changed or taken out since', async () => {
  const { json, said: made } = accepted(readDocx(await exportDocx(DRAFT, FILE), 'x.docx'));
  expect(Object.keys(made)).toEqual(['needs', 'response', 'carers', 'costs']);
  const newer = replacing('two hours', 'one hour')(DRAFT);
  const draft = { ...newer, content: newer.content!.slice(0, -2) };
  const file = replacing('every year', 'twice a year')(json);
  const rows = mergeReport(draft, file, made).rows.filter(({ kind }) => kind !== 'same');
  expect(rows.map(({ name, kind, untouched }) => [name, kind, untouched])).toEqual([
    ['2 Response', 'changed', true],
    ['3 Carers', 'changed', false],
    ['4 Costs', 'new', true]
  ]);
});

test('IMP-57 of whatever goes out and comes back every clause is as it was made', async () => {
  await fc.assert(
    fc.asyncProperty(someSpecification, async (draft) => {
      const back = accepted(readDocx(await exportDocx(draft, FILE), 'x.docx'));
      const { rows } = mergeReport(draft, back.json, back.said);
      expect(rows.filter(({ untouched, was }) => !untouched && was !== 0)).toEqual([]);
    }),
    { numRuns: 40, seed: 20270210 }
  );
});

test('IMP-55 a file that has nothing to do with the draft is all new', () => {
  const file = documentOf(...clause(null, 'Parking', '1', 'Where cars go.'));
  const { rows, matched } = mergeReport(DRAFT, file);
  expect(matched).toBe(0);
  expect(rows.filter(({ kind }) => kind === 'new').map(({ name }) => name)).toEqual(['1 Parking']);
  expect(rows.filter(({ kind }) => kind === 'missing')).toHaveLength(4);
  expect(headings(merged(DRAFT, file, ({ kind }) => kind === 'new'))).toHaveLength(5);
});
