import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { documentUpdate, specification } from '#server/db/schema/specifications';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { readDocx } from '#server/documents/read-docx';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';
import { accepted, outline } from '../documents/read-word';

let world: World;
let editor: TestPerson;
let other: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  other = await world.person('Otto Other', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor'] });
  const partnershipId = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId });
});
afterAll(() => world.close());
const pasted = accepted(readDocx(readFileSync('tests/fixtures/corpus/pasted.docx'), 'pasted.docx'));

beforeEach(async () => {
  const more = { importReport: pasted.report, sourceFileName: 'pasted.docx' };
  id = await specificationWith(world, editor, pasted.json, more);
});

const page = async (by = editor) => done(await by.reads.importedPage(id));

async function draft(): Promise<{ json: DocumentJson; rows: (typeof documentUpdate.$inferSelect)[] }> {
  const { db, drafts } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, id));
  const { ydoc } = await drafts.newest(row!.documentId);
  const rows = await db.select().from(documentUpdate).where(eq(documentUpdate.documentId, row!.documentId));
  return { json: jsonFromDoc(ydoc), rows };
}

/** The fields that a form with these boxes ticked sends. */
const ticked = (kind: 'headings' | 'lists', keys: readonly string[], more: object = {}) => ({
  specificationId: id,
  kind,
  ...Object.fromEntries(keys.map((key) => [`line-${key}`, 'yes'])),
  ...more
});

const keysOf = (found: readonly { readonly key: string }[]) => found.map(({ key }) => key);

test('IMP-36 bold lines and typed bullets are offered on the page after an import; neighbours are one list', async () => {
  const { loose, may, hasHeadings } = await page();
  expect(loose.headings.map(({ lines }) => lines)).toEqual([
    ['Why we are writing this'],
    ['What people said'],
    ['Table 1: what changes, and for whom'],
    ['Open points'],
    ['Wording for section 3.4 (agreed at the tables)'],
    ['What happens next']
  ]);
  expect(loose.lists.map(({ lines }) => lines.length)).toEqual([4]);
  expect({ may, hasHeadings }).toEqual({ may: { edit: true }, hasHeadings: false });
  expect((await page(reader)).may.edit).toBe(false);
});

test('IMP-36 the chosen bold lines become headings on the chosen level, as an edit of the person, and the others stay', async () => {
  const { loose } = await page();
  const before = await draft();
  const [first, , , open] = keysOf(loose.headings);
  const fields = ticked('headings', [first!, open!], { level: '2' });
  expect(done(await other.commands.structureLines(fields))).toEqual({ kind: 'headings', count: 2 });
  const { json, rows } = await draft();
  expect((json.content ?? []).filter(({ type }) => type === 'heading')).toEqual([
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Why we are writing this' }] },
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Open points' }] }
  ]);
  expect(json.content).toHaveLength(before.json.content!.length);
  expect(rows).toHaveLength(2);
  expect(rows.at(-1)).toMatchObject({ personId: other.actor.personId });
  const after = await page();
  expect(keysOf(after.loose.headings)).toEqual(
    keysOf(loose.headings).filter((key) => key !== first && key !== open)
  );
});

test('IMP-36 typed bullets become one list without their signs, and the comments around them stay where they were', async () => {
  const comments = async () =>
    done(await reader.reads.comments(id)).items.map(({ quote, wordsNow, range }) => [
      quote,
      wordsNow,
      range !== null
    ]);
  for (const words of ['the hardest', 'Carers’ main point']) {
    const place = await passage(world, id, words);
    done(await reader.commands.addComment({ specificationId: id, ...place, body: 'Please keep this.' }));
  }
  const before = await comments();
  done(await editor.commands.structureLines(ticked('lists', keysOf((await page()).loose.lists))));
  const lines = outline((await draft()).json);
  const at = lines.findIndex((line) => line.includes('What people said'));
  expect(lines.slice(at + 1, at + 10)).toEqual([
    'bulletList',
    '  listItem',
    '    p “Two hours is a long time at eighty on a cold floor.”',
    '  listItem',
    '    p “I filled in four forms with the same questions.”',
    '  listItem',
    '    p Nobody knew who was in charge – not even the people who were',
    '  listItem',
    '    p One number is no use if I can’t phone'
  ]);
  expect((await page()).loose.lists).toEqual([]);
  expect(await comments()).toEqual(before);
});

test('IMP-36 headings can stand under the heading before them; lines with the same words are told apart', async () => {
  const bold = (text: string): DocumentJson => ({
    type: 'paragraph',
    content: [{ type: 'text', text, marks: [{ type: 'bold' }] }]
  });
  await edit(world, id, editor, () =>
    documentOf(
      heading(1, 'Scope', '1'),
      bold('Note'),
      paragraph('Words.'),
      heading(2, 'Aims', '1.1'),
      bold('Note')
    )
  );
  const { loose, hasHeadings } = await page();
  expect(hasHeadings).toBe(true);
  const [first, second] = keysOf(loose.headings);
  done(await editor.commands.structureLines(ticked('headings', [second!], { level: 'below' })));
  expect(outline((await draft()).json)).toEqual([
    'h1 [1] Scope',
    'p Note',
    'p Words.',
    'h2 [1.1] Aims',
    'h3 Note'
  ]);
  expect(keysOf((await page()).loose.headings)).toEqual([first]);
});

test('IMP-37 without the right, in a closed text, with nothing chosen or with lines that are gone, nothing changes', async () => {
  const keys = keysOf((await page()).loose.headings);
  const before = await draft();
  const fields = ticked('headings', keys, { level: '1' });
  expect(await reader.commands.structureLines(fields)).toMatchObject({ code: 'not-allowed' });
  expect(await stranger.commands.structureLines(fields)).toMatchObject({ code: 'not-found' });
  expect(await nobody(world).commands.structureLines(fields)).toMatchObject({ code: 'signed-out' });
  expect(await editor.commands.structureLines(ticked('headings', []))).toMatchObject({
    code: 'missing-field',
    field: 'lines'
  });
  expect(await editor.commands.structureLines({ ...fields, level: '9' })).toMatchObject({ field: 'level' });
  expect(await editor.commands.structureLines({ ...fields, kind: 'tables' })).toMatchObject({
    field: 'kind'
  });
  const gone = ticked('lists', ['0123456789abcdef']);
  expect(await editor.commands.structureLines(gone)).toMatchObject({ code: 'passage-changed' });
  const secretary = await world.person('Sue', { roles: ['secretary'] });
  done(await secretary.commands.closeText({ specificationId: id }));
  expect(await editor.commands.structureLines(fields)).toMatchObject({ code: 'draft-locked' });
  expect((await page()).may.edit).toBe(false);
  expect(await draft()).toEqual(before);
});
