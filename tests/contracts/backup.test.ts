import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { DocumentId, Id, PartnershipId, PersonId } from '#domain/ids';
import { appendToRegister } from '#server/commands/append-to-register';
import { NotPutBack, putBack } from '#server/db/backup/put-back';
import { takeBackup } from '#server/db/backup/take-backup';
import { lookWhole } from '#server/db/backup/whole-database';
import type { OpenDatabase } from '#server/db/database';
import { openEmbedded } from '#server/db/embedded';
import { partnership, person } from '#server/db/schema/people';
import { document, documentUpdate } from '#server/db/schema/specifications';

const SLOW = 180_000;
vi.setConfig({ testTimeout: SLOW });
const THEN = new Date('2026-11-24T10:00:00.000Z');
const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

/** A database with a person, a document and a partnership, made once and copied. */
let made: string;
const author = newId<'person'>();
const text = newId<'document'>();
const vale = newId<'partnership'>();
let folder: string;
let database: string;
let file: string;
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'concordat-backup-'));
  const opened = await openEmbedded(join(made, 'database'));
  await fill(opened, author, text, vale);
  await opened.close();
}, SLOW);
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-backup-'));
  database = join(folder, 'database');
  file = join(folder, 'concordat.tar.gz');
  cpSync(join(made, 'database'), database, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function fill({ db }: OpenDatabase, by: PersonId, documentId: DocumentId, id: PartnershipId) {
  await db.insert(person).values({ id: by, email: 'a@test.example', name: 'Ada', createdAt: THEN });
  await db.insert(document).values({ id: documentId, createdAt: THEN });
  const words = { name: 'Vale', purpose: 'One service', localityName: 'Vale', localityDefinition: 'Vale' };
  await db.insert(partnership).values({ id, ...words, createdAt: THEN });
  const randomBytes = (count: number) => new Uint8Array(count);
  const content = {
    partnershipId: id,
    name: 'Vale',
    localityName: 'Vale',
    by: { memberId: newId<'member'>(), name: 'Ada', organisation: 'ICB' }
  };
  await db.transaction((tx) =>
    appendToRegister(tx, { newId, randomBytes } as never, {
      partnershipId: id,
      now: THEN,
      event: { kind: 'partnership-created', content }
    })
  );
}

const row = (...bytes: number[]) => ({ personId: author, sessionHash: null, bytes: new Uint8Array(bytes) });

/** The whole archive, packed. */
async function archived(): Promise<Buffer> {
  const backup = await takeBackup(database);
  const archive = await buffer(backup.archive);
  await backup.done();
  expect(archive.length).toBe(backup.length);
  return gzipSync(archive, { level: 1 });
}

const target = () => join(folder, 'elsewhere', 'database');
const restored = async (bytes: Buffer) => {
  writeFileSync(file, bytes);
  return putBack(file, target(), async ({ db }) => ({
    whole: await lookWhole(db),
    documents: await db.$count(document),
    rows: (await db.select().from(documentUpdate).orderBy(documentUpdate.sequence)).map(
      ({ bytes }) => bytes[0]
    )
  }));
};

it('STO-9 what is written while it is copied is in it whole or not at all, and what was acknowledged before is in it', async () => {
  const opened = await openEmbedded(database);
  const { db, documents } = opened;
  await documents.read(text);
  expect(await documents.append([{ documentId: text, after: 0, rows: [row(1), row(2)] }])).toEqual([
    'stored'
  ]);
  let pairs = 0;
  let going = true;
  const writing = (async () => {
    while (going) {
      await db.transaction(async (tx) => {
        await tx.insert(document).values({ id: newId(), createdAt: THEN });
        await tx.insert(document).values({ id: newId(), createdAt: THEN });
      });
      pairs += 1;
      // The embedded database answers without a turn of the event loop; nothing else would have one.
      await setImmediate();
    }
  })();
  // Edits go on as well: the last number that was acknowledged before the backup began is the least it holds.
  const typing = (async () => {
    for (let after = 2; going; after += 1)
      expect(await documents.append([{ documentId: text, after, rows: [row(after + 1)] }])).toEqual([
        'stored'
      ]);
  })();
  const before = pairs;
  const bytes = await archived().finally(() => (going = false));
  await Promise.all([writing, typing]);
  expect(pairs).toBeGreaterThan(before);
  await opened.close();

  const { whole, documents: held, rows } = await restored(bytes);
  expect(whole).toMatchObject({ people: 1, entries: 1 });
  expect((held - 1) % 2).toBe(0);
  expect(held).toBeGreaterThanOrEqual(1 + 2 * before);
  expect(rows.slice(0, 2)).toEqual([1, 2]);
  expect(rows).toEqual(rows.map((_, index) => (index + 1) % 256));
});

it('STO-9 an edit that was acknowledged a moment ago, and waits in the journal, is in the backup', async () => {
  const opened = await openEmbedded(database);
  await opened.documents.read(text);
  await opened.documents.append([{ documentId: text, after: 0, rows: [row(7)] }]);
  const bytes = await archived();
  await opened.close();
  expect((await restored(bytes)).rows).toEqual([7]);
});

it('STO-13 one backup at a time; when the product ends in the middle it is seen to be cut off, and no copy is left', async () => {
  const opened = await openEmbedded(database);
  const backup = await takeBackup(database);
  const pieces = backup.archive[Symbol.asyncIterator]();
  let come = (await pieces.next()).value!.length;
  await expect(takeBackup(database)).rejects.toThrow('A backup is being made already');
  await opened.close();
  const rest = async () => {
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next())
      come += piece.value.length;
  };
  await rest().catch(() => undefined);
  expect(come).toBeLessThan(backup.length);
  await backup.done();

  const again = await openEmbedded(database);
  expect(existsSync(`${database}.backup`)).toBe(false);
  expect((await restored(await archived())).documents).toBe(1);
  await again.close();
});

it('STO-13 a copy that a killed process left is removed at the next start', async () => {
  mkdirSync(`${database}.backup`);
  await (await openEmbedded(database)).close();
  expect(existsSync(`${database}.backup`)).toBe(false);
});

it('STO-12 a backup that was cut off or changed anywhere is not restored, and nothing is left of it', async () => {
  const whole = await archived();
  const plain = gunzipSync(whole);
  const changed = Buffer.from(whole);
  changed[changed.length >> 1]! ^= 0x10;
  const cases: Record<string, Buffer> = {
    'cut off': whole.subarray(0, whole.length - 9),
    halved: whole.subarray(0, whole.length >> 1),
    changed,
    'cut off before it was packed': gzipSync(plain.subarray(0, plain.length - 1024), { level: 1 }),
    'cut off in a file': gzipSync(plain.subarray(0, 100_000), { level: 1 }),
    empty: Buffer.alloc(0),
    'no archive': gzipSync(Buffer.alloc(4096, 'x')),
    'an empty archive': gzipSync(Buffer.alloc(1024)),
    text: Buffer.from('not a backup')
  };
  for (const [what, bytes] of Object.entries(cases)) {
    await expect(restored(bytes), what).rejects.toThrow(NotPutBack);
    expect(
      readdirSync(join(folder, 'elsewhere')).filter((name) => name !== 'concordat.lock'),
      what
    ).toEqual([]);
  }
  expect((await restored(whole)).documents).toBe(1);
});

it('STO-12 an archive that leads out of its folder, or holds anything but files and folders, is not restored', async () => {
  for (const [path, kind] of [
    ['database/../../out', '0'],
    ['/tmp/concordat-out', '0'],
    ['database/a/./b', '0'],
    ['elsewhere/file', '0'],
    ['database/link', '2'],
    ['database/pipe', '6']
  ] as const) {
    await expect(restored(gzipSync(tarOf(path, kind))), path).rejects.toThrow(NotPutBack);
  }
  expect(existsSync(join(folder, 'out'))).toBe(false);
  expect(existsSync('/tmp/concordat-out')).toBe(false);
});

/** A header as any other program writes it, and the end. */
it('STO-12 an archive that puts two things in one place is not restored, and nothing is left of it', async () => {
  const entry = (path: string, kind: string) => tarOf(path, kind).subarray(0, 512);
  const twice = [
    [entry('database/a', '0'), entry('database/a', '0')],
    [entry('database/a', '0'), entry('database/a/b', '0')],
    [entry('database/a/b', '0'), entry('database/a', '0')],
    [entry('database/a', '0'), entry('database/a/', '5')]
  ];
  for (const entries of twice) {
    const archive = gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
    await expect(restored(archive)).rejects.toThrow(NotPutBack);
    const left = readdirSync(join(folder, 'elsewhere')).filter((name) => name !== 'concordat.lock');
    expect(left).toEqual([]);
  }
});

function tarOf(path: string, kind: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(path, 0);
  block.write('0000600\x000000000\x000000000\x0000000000000\x0000000000000\0        ', 100);
  block.write(`${kind}`, 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([block, Buffer.alloc(1024)]);
}

it('STO-12 where there is data nothing is restored, and what is there stays as it was', async () => {
  const bytes = await archived();
  const there = join(folder, 'elsewhere');
  for (const name of ['database', 'database.journal']) {
    mkdirSync(join(there, name), { recursive: true });
    writeFileSync(join(there, name, 'work'), 'somebody’s');
    await expect(restored(bytes)).rejects.toThrow(`There is data in ${join(there, name)} already`);
    expect(readFileSync(join(there, name, 'work'), 'utf8')).toBe('somebody’s');
    rmSync(join(there, name), { recursive: true });
  }
  mkdirSync(join(there, 'database'));
  expect((await restored(bytes)).documents).toBe(1);
});

it('STO-11 a backup whose register was tampered with, or that lacks edits, is found out before it is put into place', async () => {
  const opened = await openEmbedded(database);
  const { db } = opened;
  await opened.documents.read(text);
  await opened.documents.append([{ documentId: text, after: 0, rows: [row(1), row(2), row(3)] }]);
  await opened.documents.settle();
  expect(await lookWhole(db)).toEqual({ people: 1, documents: 1, edits: 3, entries: 1 });
  await db.execute(sql`alter table document_update disable trigger user`);
  await db.execute(sql`delete from document_update where sequence = 2`);
  expect(await lookWhole(db)).toEqual({ wrong: `Edits of the document ${text} are missing.` });
  await db.execute(sql`update document_update set sequence = 2 where sequence = 3`);
  expect(await lookWhole(db)).toEqual({ wrong: `Edits of the document ${text} are missing.` });
  await db.execute(sql`alter table register_content disable trigger user`);
  await db.execute(sql`update register_content set content = '{"name": "Another"}'`);
  expect(await lookWhole(db)).toMatchObject({
    wrong: expect.stringMatching(/^The register of Vale does not verify/) as string
  });
  const bytes = await archived();
  await opened.close();
  writeFileSync(file, bytes);
  const refusing = putBack(file, target(), async ({ db: put }) => {
    const found = await lookWhole(put);
    if ('wrong' in found) throw new NotPutBack(found.wrong);
  });
  await expect(refusing).rejects.toThrow('does not verify');
  expect(existsSync(target())).toBe(false);
});
