import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { readLog } from '#server/db/documents';
import { startProduct, type Product } from '#tests/builders/product';
import { FullDisk } from './full-disk';
import { typing, wordsInDocument } from './numbered-words';
import { typeOne, type Typist } from './pace';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';
import { StayingClient } from './staying-client';
import { documentFromRows, documentOf, inStoppedData } from './stored-log';

const { cookies, rooms } = inject('preparedData');
const JOURNAL = /database\.journal\//;
const TABLES = /database\/base\//;
const OWN_LOG = /database\/pg_wal\//;
const room = rooms[0]!;

let dataDir: string;
let disk: FullDisk;
let product: Product;
let writer: Typist;
let reader: PlainClient;
let staying: StayingClient;

const placeOf = (person: number) => ({ url: product.url, room, cookie: cookies[person]! });

async function start(environment: Record<string, string> = {}): Promise<void> {
  product = await startProduct({ dataDir, environment: { ...disk.environment, ...environment } });
  const client = await PlainClient.open(placeOf(0));
  writer = { client, edits: typing(await client.askClientId(), 1, 0) };
  reader = await PlainClient.open(placeOf(1));
  await reader.reads();
  staying = new StayingClient(placeOf(2));
}

beforeEach(() => {
  dataDir = copyOfData(inject('preparedData'));
  disk = new FullDisk(dataDir);
});
afterEach(async () => {
  staying.close();
  await product.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const saw = (word: string) => reader.until(() => reader.seen.has(word));

/** After a kill: what is in the tables and in the journal. */
async function stored(): Promise<ReadonlySet<string>> {
  await product.stop('SIGKILL');
  return inStoppedData(dataDir, async (database) => wordsInDocument(await documentFromRows(database, room)));
}

describe('the disk is full', () => {
  it('SYN-164 for an edit: it is not acknowledged, nobody sees it, and it follows by itself when there is space', async () => {
    await start();
    typeOne(writer);
    await writer.client.allSaved();
    disk.fill(JOURNAL);
    typeOne(writer);
    await writer.client.allSaved();
    expect(writer.client.refusals).toEqual(['not-stored']);
    // Opening another document folds what waits, for which there would have to be a new file.
    const other = await PlainClient.open({ ...placeOf(3), room: rooms[1]! });
    await Promise.allSettled([other.wholeDocument()]);
    staying.type('w9-9-1;');
    typeOne(writer);
    await writer.client.allSaved();
    expect([...wordsInDocument(await reader.wholeDocument())]).toEqual(['w1-0-0;']);
    expect([...reader.seen]).toEqual(['w1-0-0;']);

    disk.free();
    await saw('w9-9-1;');
    expect([...(await stored())].sort()).toEqual(['w1-0-0;', 'w9-9-1;']);
  });

  it('SYN-165 for the tables: edits are taken and seen, a snapshot fails, and is kept when there is space', async () => {
    await start({ SYNC_SNAPSHOT_ROWS: '1', SYNC_SNAPSHOT_EVERY: '1' });
    typeOne(writer);
    await saw('w1-0-0;');
    disk.fill(TABLES);
    for (let edit = 1; edit <= 5; edit += 1) {
      typeOne(writer);
      await saw(`w1-0-${edit};`);
    }
    await writer.client.allSaved();
    expect(writer.client.refusals).toEqual([]);
    await vi.waitFor(() => expect(product.output()).toContain('snapshot failed'), 60_000);

    disk.free();
    typeOne(writer);
    await saw('w1-0-6;');
    const newcomer = await PlainClient.open(placeOf(3));
    expect(wordsInDocument(await newcomer.wholeDocument()).size).toBe(7);
    expect((await stored()).size).toBe(7);
    const kept = await inStoppedData(dataDir, ({ db }) => readLog(db, documentOf(room)));
    expect(kept.snapshot).toBeDefined();
  });

  it("SYN-165 for the database's own log: the process says so and ends, also when it is started again, and nothing that was promised is lost", async () => {
    await start();
    typeOne(writer);
    await saw('w1-0-0;');
    disk.fill(OWN_LOG);
    typeOne(writer);
    // A moment later what waits is to be folded, which the database cannot write down.
    expect(await exitOf(product)).toBe(1);
    expect(product.output()).toContain('Concordat stopped: its data folder cannot be written');
    await Promise.all([writer.client.closed, reader.closed]);
    const promised = [...reader.seen, ...writer.client.acknowledged];
    expect(promised).toContain('w1-0-0;');
    await expect(startProduct({ dataDir, environment: disk.environment })).rejects.toThrow(
      'its data folder cannot be written'
    );

    disk.free();
    expect([...(await stored())]).toEqual(expect.arrayContaining(promised));
  });
});

function exitOf({ process }: Product): Promise<number | null> {
  if (process.exitCode !== null) return Promise.resolve(process.exitCode);
  return new Promise((resolve) => process.once('exit', resolve));
}
