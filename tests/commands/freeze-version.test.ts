import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { SpecificationId } from '#domain/ids';
import { canonicalDocument } from '#schema/canonical';
import { BODY } from '#schema/schema';
import { appendUpdates } from '#server/db/documents';
import { registerContent, registerEntry } from '#server/db/schema/decisions';
import { specification, specificationVersion } from '#server/db/schema/specifications';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { done } from '#tests/builders/decisions';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let editor: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor'], group: 'patient-carer' });
  stranger = await world.person('Sam Stranger', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  specificationId = done(await editor.commands.createSpecification({ title: 'Falls and frailty' })).id;
});

function versions() {
  const { db } = world.runtime.tools;
  return db
    .select()
    .from(specificationVersion)
    .where(eq(specificationVersion.specificationId, specificationId));
}

async function entriesAbout(kind: string) {
  const { db } = world.runtime.tools;
  const rows = await db
    .select({ content: registerContent.content })
    .from(registerEntry)
    .innerJoin(registerContent, eq(registerContent.sequence, registerEntry.sequence))
    .where(eq(registerEntry.kind, kind));
  return rows.map(({ content }) => content).filter((content) => content?.specificationId === specificationId);
}

async function draft() {
  const { db, drafts } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, specificationId));
  return { documentId: row!.documentId, ...(await drafts.within(db, row!.documentId)) };
}

/** Commits an edit of the draft, as the sync server does. */
async function edit(change: (body: Y.XmlFragment) => void): Promise<void> {
  const { documentId, ydoc } = await draft();
  const before = Y.encodeStateVector(ydoc);
  ydoc.transact(() => change(ydoc.getXmlFragment(BODY)));
  const { personId } = editor.actor;
  const bytes = Y.encodeStateAsUpdate(ydoc, before);
  await appendUpdates(
    world.runtime.tools.db,
    documentId,
    [{ personId, sessionHash: null, bytes }],
    world.clock.now
  );
}

function addParagraph(words: string): Promise<void> {
  return edit((body) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    body.push([paragraph]);
  });
}

describe('freezing', () => {
  test('SPC-39 a draft of which part is damaged is read and saved but not frozen', async () => {
    await addParagraph('Sentence that can be read.');
    await edit((body) => {
      const element = new Y.XmlElement<Record<string, bigint>>('paragraph');
      element.setAttribute('number', 3n);
      body.push([element as unknown as Y.XmlElement, new Y.XmlHook('hook') as never]);
    });
    const answer = await editor.commands.freezeVersion({ specificationId });
    expect(answer).toMatchObject({ refused: true, code: 'text-damaged' });
    expect(await versions()).toEqual([]);
    expect(await entriesAbout('version-frozen')).toEqual([]);
    const page = done(await reader.reads.specificationPage(specificationId));
    expect(page.html).toContain('Sentence that can be read.');
    for (const format of ['docx', 'html', 'json']) {
      done(await reader.reads.specificationExport(specificationId, { format, version: null }));
    }
  });

  test('SPC-30 a version is the canonical text of the committed draft, with its SHA-256, numbered from 1', async () => {
    await addParagraph('Sentence that counts.');
    const first = done(await editor.commands.freezeVersion({ specificationId, label: 'For the boards' }));
    await addParagraph('Sentence that came later.');
    const second = done(await editor.commands.freezeVersion({ specificationId }));
    const stored = await versions();
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(stored.map(({ label }) => label)).toEqual(['For the boards', '']);
    for (const { canonical, hash } of stored) {
      expect(createHash('sha256').update(canonical, 'utf8').digest('hex')).toBe(hash);
    }
    const { ydoc, sequence } = await draft();
    expect(stored[1]).toMatchObject({
      canonical: canonicalDocument(jsonFromDoc(ydoc)),
      logSequence: sequence
    });
    expect(stored[0]!.canonical).not.toContain('came later');
  });

  test('SPC-30 a frozen version reads the same after the draft was edited', async () => {
    const { number, hash } = done(await editor.commands.freezeVersion({ specificationId }));
    const before = done(await reader.reads.version(specificationId, String(number)));
    await addParagraph('Added afterwards.');
    const after = done(await reader.reads.version(specificationId, String(number)));
    expect(after.html).toBe(before.html);
    expect([before.hash, after.hash]).toEqual([hash, hash]);
    expect([before.draftIsNewer, after.draftIsNewer]).toEqual([false, true]);
  });

  test('SPC-31 it is recorded in the register with its number, label and hash', async () => {
    const { id, number, hash } = done(
      await editor.commands.freezeVersion({ specificationId, label: 'First' })
    );
    expect(await entriesAbout('version-frozen')).toEqual([
      expect.objectContaining({ versionId: id, number, label: 'First', hash, title: 'Falls and frailty' })
    ]);
  });

  test('SPC-32 the same text may be frozen again, and the answer says which version it equals', async () => {
    const first = done(await editor.commands.freezeVersion({ specificationId }));
    const second = done(await editor.commands.freezeVersion({ specificationId }));
    expect(first.sameTextAs).toBeNull();
    expect(second).toMatchObject({ number: 2, sameTextAs: 1, hash: first.hash });
  });

  test('SPC-33 a draft without words is refused and nothing is stored', async () => {
    await edit((body) => body.delete(0, body.length));
    const answer = await editor.commands.freezeVersion({ specificationId });
    expect(answer).toMatchObject({ refused: true, code: 'nothing-to-freeze' });
    expect(await versions()).toEqual([]);
    expect(await entriesAbout('version-frozen')).toEqual([]);
  });

  test('SPC-34 without the right it is refused; from outside the partnership it is not found; nothing changes', async () => {
    expect(await reader.commands.freezeVersion({ specificationId })).toMatchObject({ code: 'not-allowed' });
    expect(await stranger.commands.freezeVersion({ specificationId })).toMatchObject({ code: 'not-found' });
    expect(await editor.commands.freezeVersion({ specificationId: randomUUID() })).toMatchObject({
      code: 'not-found'
    });
    expect(await editor.commands.freezeVersion({ specificationId: 'x' })).toMatchObject({
      code: 'not-found'
    });
    expect(await versions()).toEqual([]);
  });

  test('SPC-35 a label that is too long or names a person is refused and nothing changes', async () => {
    const long = await editor.commands.freezeVersion({ specificationId, label: 'x'.repeat(121) });
    const personal = await editor.commands.freezeVersion({ specificationId, label: 'Patient 943 476 5919' });
    expect(long).toMatchObject({ code: 'too-long', field: 'label' });
    expect(personal).toMatchObject({ code: 'personal-data', field: 'label' });
    expect(await versions()).toEqual([]);
  });

  test('SPC-36 two people who freeze at once get two numbers', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => editor.commands.freezeVersion({ specificationId }))
    );
    expect(answers.map((answer) => done(answer).number).sort()).toEqual([1, 2, 3]);
  });

  test('SPC-30 the database refuses to change or to remove a frozen version', async () => {
    done(await editor.commands.freezeVersion({ specificationId }));
    const { db } = world.runtime.tools;
    const mine = eq(specificationVersion.specificationId, specificationId);
    await expect(db.update(specificationVersion).set({ label: 'x' }).where(mine)).rejects.toThrow();
    await expect(db.delete(specificationVersion).where(mine)).rejects.toThrow();
    expect((await versions()).map(({ label }) => label)).toEqual(['']);
  });
});

describe('reading versions', () => {
  test('SPC-37 only a number in its one written form names a version', async () => {
    done(await editor.commands.freezeVersion({ specificationId }));
    for (const number of ['0', '2', '01', '1.0', '-1', '1e0', 'x', '']) {
      expect(await reader.reads.version(specificationId, number)).toMatchObject({ code: 'not-found' });
    }
  });

  test('SPC-37 members see the list with who froze what; strangers see nothing', async () => {
    done(await editor.commands.freezeVersion({ specificationId, label: 'One' }));
    const list = done(await reader.reads.versions(specificationId));
    expect(list.versions).toMatchObject([{ number: 1, label: 'One', frozenBy: 'Erin Editor' }]);
    expect(list.may).toEqual({ freeze: false, close: false });
    expect(await stranger.reads.versions(specificationId)).toMatchObject({ code: 'not-found' });
    expect(await stranger.reads.version(specificationId, '1')).toMatchObject({ code: 'not-found' });
  });

  test('SPC-38 who may edit gets the room and their own name; who may not is told so', async () => {
    const mine = done(await editor.reads.specificationEdit(specificationId, { withText: true }));
    expect(mine.may).toMatchObject({ edit: true, comment: true, answer: true, freeze: true });
    expect(mine.person).toEqual({ memberId: editor.memberId, name: 'Erin Editor', group: 'commissioner' });
    expect(mine.html).toContain('<h2');
    const theirs = done(await reader.reads.specificationEdit(specificationId, { withText: false }));
    expect([theirs.may.edit, theirs.html]).toEqual([false, null]);
    expect(await stranger.reads.specificationEdit(specificationId, { withText: true })).toMatchObject({
      code: 'not-found'
    });
    expect(await stranger.reads.editAccess(specificationId)).toMatchObject({ code: 'not-found' });
    expect(await reader.reads.editAccess(specificationId)).toEqual({
      memberId: reader.memberId,
      name: 'Rita Reader',
      edit: false
    });
  });
});
