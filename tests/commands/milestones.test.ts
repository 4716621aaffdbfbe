import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { occasionLabel } from '#domain/version-occasion';
import { canonicalDocument } from '#schema/canonical';
import { editDraft } from '#server/commands/edit-draft';
import { JournaledLog } from '#server/db/document-log/journaled-log';
import { specification, specificationVersion } from '#server/db/schema/specifications';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { openTestDatabase } from '#tests/builders/test-database';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { HEADING_STYLES, styled, wordFile } from '#tests/documents/word-file';

const TEXT = documentOf(heading(1, 'Scope', '1'), paragraph('Somebody comes within two hours.'));

let world: World;
let lead: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lea Lead', { roles: ['lead'] });
});
afterAll(() => world.close());

function stored(id: SpecificationId, at = world) {
  const { db } = at.runtime.tools;
  return db
    .select()
    .from(specificationVersion)
    .where(eq(specificationVersion.specificationId, id))
    .orderBy(specificationVersion.number);
}

async function labels(id: SpecificationId) {
  const { versions } = done(await lead.reads.versions(id));
  return versions.map(({ number, label, automatic }) => `${number} ${automatic ? 'automatic ' : ''}${label}`);
}

async function proposed(versionId: string, reference: string) {
  return done(await lead.commands.proposeDecision(decisionFields({ versionId } as Boards, { reference })));
}

describe('versions at milestones', () => {
  test('VER-30 a Word file that is imported is the first version', async () => {
    const bytes = new Uint8Array(wordFile({ styles: HEADING_STYLES, body: styled('Heading1', 'Scope') }));
    const file = new File([bytes], 'falls.docx');
    const { id } = done(await lead.commands.importSpecification({ file, title: 'Falls' }));
    expect(await labels(id)).toEqual(['1 automatic As it came from the Word file falls.docx']);
    const [version] = await stored(id);
    expect(version).toMatchObject({ occasion: 'imported', frozenBy: lead.memberId, logSequence: 1 });
    const page = done(await lead.reads.version(id, '1'));
    expect([page.automatic, page.draftIsNewer]).toEqual([true, false]);
    const [entry] = done(await lead.reads.register()).items;
    expect(entry).toMatchObject({ kind: 'version-frozen' });
  });

  test('VER-30 a text that is closed for editing is frozen, and one on which a decision is proposed', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const first = done(await lead.commands.freezeVersion({ specificationId: id, label: 'First' }));
    await edit(world, id, lead, replacing('two hours', 'four hours'));
    await proposed(first.id, 'JCC-9');
    await edit(world, id, lead, replacing('four hours', 'one hour'));
    done(await lead.commands.closeText({ specificationId: id }));
    expect(await labels(id)).toEqual([
      '3 automatic When the text was closed for editing',
      '2 automatic When decision JCC-9 was proposed',
      '1 First'
    ]);
    expect(
      (await stored(id)).map(({ canonical }) => /(two|four) hours|one hour/.exec(canonical)?.[0])
    ).toEqual(['two hours', 'four hours', 'one hour']);
  });

  test('VER-31 the same text is not frozen again by itself', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const first = done(await lead.commands.freezeVersion({ specificationId: id, label: 'First' }));
    await proposed(first.id, 'JCC-10');
    done(await lead.commands.closeText({ specificationId: id }));
    done(await lead.commands.closeText({ specificationId: id }));
    expect(await labels(id)).toEqual(['1 First']);
  });

  test('VER-31 an empty text can be closed, and has no version', async () => {
    const id = await specificationWith(world, lead, documentOf(paragraph('')));
    expect(done(await lead.commands.closeText({ specificationId: id }))).toEqual({ closed: true });
    expect(await stored(id)).toEqual([]);
  });

  test('VER-30 the label says why, within the length of a label', () => {
    expect(occasionLabel({ kind: 'restored', number: 3 })).toBe('Before version 3 was brought back');
    const long = occasionLabel({ kind: 'merged', fileName: `${'é'.repeat(200)}.docx` });
    expect(long).toMatch(/^Before changes came in from the Word file é+…$/);
    expect(long.length).toBeLessThanOrEqual(120);
  });
});

// The journal belongs to the embedded database.
test.skipIf(process.env.CONCORDAT_TEST_ENGINE === 'postgres')(
  'VER-32 a text that is closed while people write: its version is the text as it stays, to the last stored word',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'concordat-journal-'));
    const base = await openTestDatabase();
    const documents = await JournaledLog.open(base.db, folder, () => new Date());
    const close = async () => {
      await documents.close();
      await base.close();
    };
    const busy = await buildWorld({ database: { ...base, documents, close } });
    try {
      const helen = await busy.person('Helen Marsh', { roles: ['lead'] });
      const id = await specificationWith(busy, helen, TEXT);
      const { tools } = busy.runtime;
      let closing: Promise<unknown> = Promise.resolve();
      const writing = (async () => {
        for (let count = 1; ; count += 1) {
          const more = paragraph(`Sentence ${count}.`);
          const made = await editDraft(id, (text) => documentOf(...text.content!, more), {
            actor: helen.actor,
            tools
          });
          if ('refused' in made) return made.code;
          if (count === 3) closing = helen.commands.closeText({ specificationId: id });
        }
      })();
      expect(await writing).toBe('draft-locked');
      expect(await closing).toEqual({ closed: true });
      const [row] = await tools.db.select().from(specification).where(eq(specification.id, id));
      const { ydoc, sequence } = await tools.drafts.newest(row!.documentId);
      const [version] = await stored(id, busy);
      expect(version!.canonical).toBe(canonicalDocument(jsonFromDoc(ydoc)));
      expect(version!.canonical).toContain('Sentence 3.');
      expect(version!.logSequence).toBe(sequence);
    } finally {
      await busy.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
);
