import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentId, Id, PersonId } from '#domain/ids';
import type { OpenDatabase } from '#server/db/database';
import { readLog } from '#server/db/documents';
import { DatabaseLog } from '#server/db/document-log/database-log';
import type { Appended, DocumentLog, LogRow } from '#server/db/document-log/document-log';
import { JournaledLog } from '#server/db/document-log/journaled-log';
import { document, documentUpdate } from '#server/db/schema/specifications';
import { openTestDatabase } from '#tests/builders/test-database';

const THEN = new Date('2026-11-24T10:00:00.000Z');
const RACES = 50;
const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

let database: OpenDatabase;
let folder: string;
let log: DocumentLog;
let id: DocumentId;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const row = (): LogRow => ({
  personId: newId<'person'>() as PersonId,
  sessionHash: null,
  bytes: new Uint8Array([1])
});
const append = async (after: number): Promise<Appended> =>
  (await log.append([{ documentId: id, after, rows: [row()] }]))[0]!;

/** What the commands do, as far as the log is concerned. */
function setClosed(closedAt: Date | null, spoiled?: Error): Promise<void> {
  return database.db.transaction(async (tx) => {
    if (closedAt) await log.closing(id);
    await tx.update(document).set({ lockedAt: closedAt }).where(eq(document.id, id));
    if (spoiled) throw spoiled;
  });
}

async function newDocument(): Promise<void> {
  id = newId<'document'>();
  await database.db.insert(document).values({ id, createdAt: THEN });
  await log.read(id);
}

async function rowsInTables(): Promise<number> {
  await log.settle();
  const rows = await database.db.select().from(documentUpdate).where(eq(documentUpdate.documentId, id));
  return rows.length;
}

const tables = async () => new DatabaseLog(database.db, () => THEN);
const journal = () => JournaledLog.open(database.db, folder, () => THEN);
// The journal belongs to the embedded database: there a question waits for the transaction that is under way.
const LOGS: [string, () => Promise<DocumentLog>][] =
  process.env.CONCORDAT_TEST_ENGINE === 'postgres'
    ? [['DatabaseLog', tables]]
    : [
        ['DatabaseLog', tables],
        ['JournaledLog', journal]
      ];

describe.each(LOGS)('%s', (_name, open) => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'concordat-journal-'));
    log = await open();
    await newDocument();
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('SYN-158 whatever is answered as stored stands before the closing, and nothing after it', async () => {
    for (let race = 0; race < RACES; race += 1) {
      await newDocument();
      let stored = 0;
      let closed = false;
      const typing = (async () => {
        for (;;) {
          await setImmediate();
          const late = closed;
          const answer = await append(stored);
          if (late) expect(answer).toBe('locked');
          if (answer === 'locked') return;
          expect(answer).toBe('stored');
          stored += 1;
        }
      })();
      await setImmediate();
      await setClosed(THEN);
      closed = true;
      const atTheEnd = await rowsInTables();
      await typing;
      expect(await rowsInTables()).toBe(atTheEnd);
      expect(stored).toBe(atTheEnd);
      expect((await readLog(database.db, id)).locked).toBe(true);
    }
  });

  it('SYN-158 whoever closes a text has every row that stands in it, also those that are not in the tables yet', async () => {
    for (let after = 0; after < 5; after += 1) expect(await append(after)).toBe('stored');
    const sequences = await database.db.transaction(async (tx) => {
      const rest = await log.closing(id);
      const { updates } = await readLog(tx, id);
      return new Set([...updates, ...rest].map(({ sequence }) => sequence));
    });
    expect([...sequences]).toEqual([1, 2, 3, 4, 5]);
  });

  it('SYN-158 a closing that fails closes nothing', async () => {
    expect(await append(0)).toBe('stored');
    await expect(setClosed(THEN, new Error('no'))).rejects.toThrow('no');
    expect(await append(1)).toBe('stored');
    expect(await rowsInTables()).toBe(2);
  });

  it('SYN-158 opened again, it goes on where it stood', async () => {
    expect(await append(0)).toBe('stored');
    await setClosed(THEN);
    expect(await append(1)).toBe('locked');
    expect(await append(1)).toBe('locked');
    await setClosed(null);
    expect(await append(1)).toBe('stored');
    expect(await rowsInTables()).toBe(2);
  });

  it('PLN-3 texts that are closed in one transaction take nothing from its commit on, none of them', async () => {
    const ids = [id];
    await newDocument();
    ids.push(id);
    await database.db.transaction(async (tx) => {
      await Promise.all(ids.map((each) => log.closing(each)));
      for (const each of ids) await tx.update(document).set({ lockedAt: THEN }).where(eq(document.id, each));
    });
    for (const each of ids) {
      const [answer] = await log.append([{ documentId: each, after: 0, rows: [row()] }]);
      expect(answer).toBe('locked');
    }
  });
});
