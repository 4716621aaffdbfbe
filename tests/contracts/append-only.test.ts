import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { appendUpdates, readLog } from '#server/db/documents';
import { openPostgres } from '#server/db/postgres';
import { documentUpdate, specification, specificationVersion } from '#server/db/schema/specifications';
import { registerEntry } from '#server/db/schema/decisions';
import { emptyPostgres } from '#tests/builders/test-database';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

/** Runs on the engine this test run is for: in memory, or PostgreSQL with CONCORDAT_TEST_ENGINE=postgres. */
let world: World;
let lead: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lead', { roles: ['lead'] });
  const made = await lead.commands.createSpecification({ title: 'Falls', serviceNumber: '' });
  if (isRefusal(made)) throw new Error(made.code);
  const frozen = await lead.commands.freezeVersion({ specificationId: made.id, label: 'one' });
  if (isRefusal(frozen)) throw new Error(frozen.code);
});
afterAll(() => world.close());

const GUARDED = ['register_entry', 'register_content', 'specification_version', 'document_update'] as const;

async function refusedBy(statement: string): Promise<string> {
  const attempt = world.runtime.tools.db.execute(sql.raw(statement));
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason
  );
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : 'it went through';
}

describe('append-only tables', () => {
  for (const table of GUARDED) {
    it(`STO-4 ${table} refuses update, delete and truncate`, async () => {
      const rows = async () =>
        JSON.stringify(await world.runtime.tools.db.execute(sql.raw(`select * from ${table}`)));
      const before = await rows();
      const [column] = {
        register_entry: ['kind'],
        register_content: ['content'],
        specification_version: ['label'],
        document_update: ['person_id']
      }[table];
      expect(await refusedBy(`update ${table} set ${column} = ${column}`)).toMatch(/append-only/);
      expect(await refusedBy(`delete from ${table}`)).toMatch(/append-only/);
      expect(await refusedBy(`truncate ${table} cascade`)).toMatch(/append-only/);
      expect(await rows()).toBe(before);
      expect(before).toContain('_');
    });
  }

  it('STO-4 the tables the guards watch are not empty in this test', async () => {
    const { db } = world.runtime.tools;
    for (const table of [registerEntry, specificationVersion, documentUpdate]) {
      expect(await db.$count(table)).toBeGreaterThan(0);
    }
  });
});

it('STO-6 parallel appends to one document take consecutive numbers', async () => {
  const { db } = world.runtime.tools;
  const [row] = await db.select().from(specification);
  const update = { personId: lead.actor.personId, sessionHash: null, bytes: new Uint8Array([0, 0]) };
  const append = () =>
    db.transaction((tx) => appendUpdates(tx, row!.documentId, [update, update], new Date()));
  await Promise.all(Array.from({ length: 10 }, append));
  const { updates } = await readLog(db, row!.documentId);
  expect(updates.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 1)
  );
});

describe.skipIf(!process.env.TEST_DATABASE_URL)('on PostgreSQL (set TEST_DATABASE_URL)', () => {
  it('STO-5 four processes may migrate one empty database at once', async () => {
    const { url, drop } = await emptyPostgres();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url)));
    expect(await opened[0]!.db.$count(specification)).toBe(0);
    await Promise.all(opened.map(({ close }) => close()));
    await drop();
  });
});
