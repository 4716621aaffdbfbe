import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#domain/refusal';
import { registerContent, registerEntry } from '#server/db/schema/decisions';
import { document, documentUpdate, specification } from '#server/db/schema/specifications';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { textOf } from '#schema/document-json';
import { done } from '#tests/builders/decisions';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const FALLS = readFileSync('tests/fixtures/falls-service-specification.docx');

let world: World;
let editor: TestPerson;
let reader: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor'] });
});
afterAll(() => world.close());

function wordFile(bytes: Uint8Array = FALLS, name = 'falls.docx'): File {
  return new File([new Uint8Array(bytes)], name);
}

/** Everything that an import could have left behind. */
async function counts(): Promise<number[]> {
  const { db } = world.runtime.tools;
  return Promise.all(
    [specification, document, documentUpdate, registerEntry].map((table) => db.$count(table))
  );
}

async function refusedUnchanged(fields: Record<string, unknown>, who = editor): Promise<Refusal> {
  const before = await counts();
  const answer = await who.commands.importSpecification(fields);
  expect(await counts()).toEqual(before);
  if (!isRefusal(answer)) throw new Error('It was not refused.');
  return answer;
}

describe('importing a Word file', () => {
  test('SPC-40 it starts a specification whose draft is the text of the file, with a report and a room', async () => {
    const imported = done(await editor.commands.importSpecification({ title: '', file: wordFile() }));
    const { db, drafts } = world.runtime.tools;
    const [row] = await db.select().from(specification).where(eq(specification.id, imported.id));
    expect(row).toMatchObject({ origin: 'word-file', sourceFileName: 'falls.docx', title: imported.title });
    expect(imported.title.toLowerCase()).toContain('falls');
    expect(imported.room).toBe(`draft-${row!.documentId}`);
    expect(imported.report.kept.headings).toBeGreaterThan(5);
    expect(imported.report.kept.tables).toBe(2);
    expect(row!.importReport).toEqual(imported.report);
    const { ydoc } = await drafts.newest(row!.documentId);
    expect(textOf(jsonFromDoc(ydoc)).length).toBeGreaterThan(3000);
    const page = done(await reader.reads.specificationPage(imported.id));
    expect(page.imported?.fileName).toBe('falls.docx');
  });

  test('SPC-41 the register names the file and its SHA-256', async () => {
    const { id } = done(await editor.commands.importSpecification({ title: 'My title', file: wordFile() }));
    const { db } = world.runtime.tools;
    const rows = await db
      .select({ content: registerContent.content })
      .from(registerEntry)
      .innerJoin(registerContent, eq(registerContent.sequence, registerEntry.sequence))
      .where(eq(registerEntry.kind, 'specification-imported'));
    const fileHash = createHash('sha256').update(FALLS).digest('hex');
    expect(rows.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ specificationId: id, title: 'My title', fileName: 'falls.docx', fileHash })
    );
  });

  test('SPC-42 a typed title and service number come before those of the file', async () => {
    const fields = { title: ' Falls, out of hours ', serviceNumber: 'WV/1', file: wordFile() };
    const { id } = done(await editor.commands.importSpecification(fields));
    const [row] = await world.runtime.tools.db.select().from(specification).where(eq(specification.id, id));
    expect(row).toMatchObject({ title: 'Falls, out of hours', serviceNumber: 'WV/1' });
  });

  test('SPC-43 no file, an empty one, one over 20 MB and one that is not Word are refused at the field; nothing is stored', async () => {
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    expect(await refusedUnchanged({})).toMatchObject({ code: 'file-missing', field: 'file' });
    expect(await refusedUnchanged({ file: 'text' })).toMatchObject({ code: 'file-missing', field: 'file' });
    expect(await refusedUnchanged({ file: wordFile(new Uint8Array(), '') })).toMatchObject({
      code: 'file-missing'
    });
    const empty = await refusedUnchanged({ file: wordFile(new Uint8Array()) });
    expect(empty).toMatchObject({ code: 'file-empty', field: 'file' });
    expect(await refusedUnchanged({ file: wordFile(large) })).toMatchObject({
      code: 'file-too-large',
      field: 'file'
    });
    const text = new TextEncoder().encode('Just some words, no Word.');
    expect(await refusedUnchanged({ file: wordFile(text) })).toMatchObject({
      code: 'file-not-docx',
      field: 'file'
    });
    const cut = FALLS.subarray(0, FALLS.length / 2);
    expect(await refusedUnchanged({ file: wordFile(cut) })).toMatchObject({ field: 'file' });
  });

  test('SPC-44 without the right it is refused before the file is read, and nothing is stored', async () => {
    const unread = Object.assign(wordFile(), {
      arrayBuffer: () => Promise.reject(new Error('The file was read.'))
    });
    expect(await refusedUnchanged({ file: unread }, reader)).toMatchObject({ code: 'not-allowed' });
    expect(await nobody(world).commands.importSpecification({ file: unread })).toMatchObject({
      code: 'signed-out'
    });
  });

  test('SPC-45 a title that is too long or names a person is refused at the title, and nothing is stored', async () => {
    const long = { title: 'x'.repeat(201), file: wordFile() };
    expect(await refusedUnchanged(long)).toMatchObject({ code: 'too-long', field: 'title' });
    const personal = { title: 'Mrs Smith, 943 476 5919', file: wordFile() };
    expect(await refusedUnchanged(personal)).toMatchObject({ code: 'personal-data', field: 'title' });
  });

  test('SPC-46 the file name is kept without folders and control characters', async () => {
    const file = wordFile(FALLS, 'C:\\Users\\Helen\\falls\u0007 spec.docx');
    const { id } = done(await editor.commands.importSpecification({ file }));
    const [row] = await world.runtime.tools.db.select().from(specification).where(eq(specification.id, id));
    expect(row?.sourceFileName).toBe('falls spec.docx');
  });

  test('SPC-50 a long file name and a title made of it are cut between characters', async () => {
    const emoji = String.fromCodePoint(0x1f691);
    const file = wordFile(FALLS, `${emoji.repeat(120)}.docx`);
    const { id } = done(await editor.commands.importSpecification({ file }));
    const [row] = await world.runtime.tools.db.select().from(specification).where(eq(specification.id, id));
    expect(row?.sourceFileName).toBe(`${emoji.repeat(97)}.docx`);
  });

  test('SPC-51 a file name that holds an NHS number is refused at the file, and nothing is stored', async () => {
    const file = wordFile(FALLS, 'Smith 943 476 5919.docx');
    const refused = await refusedUnchanged({ title: 'Falls', file });
    expect(refused).toMatchObject({ code: 'personal-data', field: 'file' });
    expect(refused.message).toMatch(/^Rename the file: /);
  });
});

describe('exporting', () => {
  test('SPC-47 the draft and each frozen version come as Word, HTML and JSON, named after the title', async () => {
    const { id } = done(
      await editor.commands.importSpecification({ title: 'Falls: März & co', file: wordFile() })
    );
    done(await editor.commands.freezeVersion({ specificationId: id, label: 'One' }));
    for (const version of [null, '1']) {
      const name = version === null ? 'falls-marz-co-draft' : 'falls-marz-co-version-1';
      const [docx, html, json] = await Promise.all(
        ['docx', 'html', 'json'].map(async (format) =>
          done(await reader.reads.specificationExport(id, { format, version }))
        )
      );
      expect([docx?.fileName, html?.fileName, json?.fileName]).toEqual(
        ['docx', 'html', 'json'].map((end) => `${name}.${end}`)
      );
      expect(
        Buffer.from(docx!.body as Uint8Array)
          .subarray(0, 2)
          .toString()
      ).toBe('PK');
      expect(html!.body).toContain('Falls: März &amp; co');
      expect(JSON.parse(json!.body as string)).toMatchObject({ type: 'doc' });
    }
  });

  test('SPC-48 an unknown format, an unknown version and somebody from outside are refused', async () => {
    const { id } = done(await editor.commands.createSpecification({ title: 'Plain' }));
    const stranger = await world.person('Sam', {
      roles: ['lead'],
      partnershipId: await world.partnership('Other')
    });
    const ask = { format: 'html', version: null };
    expect(await reader.reads.specificationExport(id, { format: 'exe', version: null })).toMatchObject({
      code: 'invalid-input',
      field: 'format'
    });
    expect(await reader.reads.specificationExport(id, { format: 'html', version: '1' })).toMatchObject({
      code: 'not-found'
    });
    expect(await stranger.reads.specificationExport(id, ask)).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).reads.specificationExport(id, ask)).toMatchObject({ code: 'signed-out' });
  });
});
