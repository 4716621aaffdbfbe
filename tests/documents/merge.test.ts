import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import { clauseIdsOf, isClause } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { documentFault } from '#schema/schema';
import { exportDocx } from '#server/documents/export-docx';
import { mergingAsSeen, type Taken } from '#server/documents/merge/merged-text';
import { mergeReport, type MergeRow } from '#server/documents/merge/merge-report';
import { readDocx } from '#server/documents/read-docx';
import { documentOf, heading, paragraph, replacing } from '#tests/builders/specification';
import { someDocument } from '../schema/diff/some-documents';
import { accepted, notRefused } from './read-word';
import { someSpecification } from './some-specification';

const FILE = { title: 'Falls', subtitle: 'Draft', hash: 'a1b2' };

const clause = (id: string | null, words: string, number: string, ...text: string[]): DocumentJson[] => [
  { ...heading(1, words), attrs: { level: 1, number, ...(id ? { clause: id } : {}) } },
  ...text.map(paragraph)
];
const under = (id: string | null, words: string, number: string, ...text: string[]): DocumentJson[] => {
  const [head, ...rest] = clause(id, words, number, ...text);
  return [{ ...head!, attrs: { ...head!.attrs, level: 2 } }, ...rest];
};

const NEEDS = 'Falls are common and costly for older people in the vale.';
const NIGHT = 'At night the ambulance service sends a car.';
const DRAFT = documentOf(
  ...clause('needs', 'Population Needs', '1', NEEDS),
  ...clause('response', 'Response', '2', 'Somebody comes within two hours.', NIGHT),
  ...clause('carers', 'Carers', '3', 'Carers are asked every year how they are.'),
  ...clause('costs', 'Costs', '4', 'It costs £1,180,000 a year.')
);

const withoutIds = (json: DocumentJson): DocumentJson => ({
  ...json,
  content: json.content!.map((node) =>
    isClause(node) ? { ...node, attrs: { ...node.attrs, clause: null } } : node
  )
});
const differing = (draft: DocumentJson, file: DocumentJson) =>
  mergeReport(draft, file).rows.filter(({ kind }) => kind !== 'same');
const said = (rows: readonly MergeRow[]) =>
  rows.map(({ name, kind, moved }) => [name, kind, ...(moved ? ['moved'] : [])]);
const all = (rows: readonly MergeRow[]): Taken[] => rows.map(({ key, seen, name }) => ({ key, seen, name }));
const headings = (json: DocumentJson) => json.content!.filter(isClause).map(textOf);

function merged(draft: DocumentJson, file: DocumentJson, take: (row: MergeRow) => boolean): DocumentJson {
  const rows = mergeReport(draft, file).rows.filter(take);
  const { text } = notRefused(mergingAsSeen(draft, file, all(rows)));
  expect(documentFault(text)).toBeNull();
  return text;
}

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

test('IMP-43 renamed, moved and split in LibreOffice, a clause is found by its id', () => {
  const { json: file } = accepted(
    readDocx(readFileSync('tests/fixtures/edited-in-libreoffice.docx'), 'x.docx')
  );
  expect(said(differing(DRAFT, file))).toEqual([
    ['1 Who needs it', 'changed'],
    ['3 Carers', 'moved', 'moved'],
    ['2 Response', 'changed'],
    ['Response at night', 'new']
  ]);
  const text = merged(DRAFT, file, () => true);
  expect(clauseIdsOf(text).slice(0, 3)).toEqual(['needs', 'carers', 'response']);
  expect(clauseIdsOf(text)[4]).toBe('costs');
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

test.each([
  ['renamed and renumbered', clause(null, 'What people need', '7', NEEDS), ['7 What people need', 'changed']],
  [
    'rewritten under its heading',
    clause(null, 'Population Needs', '1', 'Nothing of that.'),
    ['1 Population Needs', 'changed']
  ],
  ['renumbered', clause(null, 'Population Needs', '1.1', NEEDS), ['1.1 Population Needs', 'renumbered']]
])('IMP-43 without ids a clause is found that was %s', (_, content, row) => {
  const rest = DRAFT.content!.slice(2);
  expect(said(differing(DRAFT, withoutIds(documentOf(...content, ...rest))))).toEqual([row]);
});

test('IMP-43 without ids a clause is found that was moved, and of one that was split the larger part', () => {
  const file = documentOf(
    ...clause(null, 'Carers', '1', 'Carers are asked every year how they are.'),
    ...clause(null, 'Population Needs', '2', NEEDS),
    ...clause(null, 'Response', '3', 'Somebody comes within two hours.'),
    ...clause(null, 'After dark', '4', NIGHT),
    ...clause(null, 'Costs', '5', 'It costs £1,180,000 a year.')
  );
  expect(said(differing(DRAFT, file)).map(([name, kind]) => [name, kind])).toEqual([
    ['1 Carers', 'moved'],
    ['2 Population Needs', 'renumbered'],
    ['3 Response', 'changed'],
    ['4 After dark', 'new'],
    ['5 Costs', 'renumbered']
  ]);
});

test.each([
  ['half of the words in common', 'a b c d x y z', [['Beta', 'changed']]],
  [
    'fewer than half',
    'a b c x y z w',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ],
  [
    'half in common of one, and fewer of the two',
    'a b c d w x y z',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ],
  [
    'the same word often in one, once in the other',
    'a a a a b c z',
    [
      ['Alpha', 'missing'],
      ['Beta', 'new']
    ]
  ]
])('IMP-43 by likeness, %s', (_, words, rows) => {
  const draft = documentOf(heading(1, 'Alpha'), paragraph('a b c d e f g'));
  const file = documentOf(heading(1, 'Beta'), paragraph(words));
  expect(said(differing(draft, file)).sort()).toEqual(rows);
});

test('IMP-43 the same heading several times: number and heading tell which is which', () => {
  const draft = documentOf(...clause('a', 'Aims', '1', 'One.'), ...clause('b', 'Aims', '2', 'Two.'));
  const file = documentOf(...clause(null, 'Aims', '2', 'Other words.'), ...clause(null, 'Aims', '1', 'One.'));
  const byId = new Map(mergeReport(draft, file).rows.map(({ was, now }) => [was, now]));
  expect([byId.get(1), byId.get(2)]).toEqual([2, 1]);
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
