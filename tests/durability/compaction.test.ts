import { rmSync } from 'node:fs';
import { afterAll, expect, inject, it } from 'vitest';
import { appendRows } from '#server/db/document-log/append-statement';
import { lastSequence, readLog } from '#server/db/documents';
import { documentClient } from '#server/db/schema/specifications';
import { person } from '#server/db/schema/people';
import { startProduct, type Product } from '#tests/builders/product';
import { typing, wordsInDocument } from './numbered-words';
import { PlainClient } from './plain-client';
import { copyOfData } from './prepared-data';
import { documentFromRows, documentOf, inStoppedData } from './stored-log';

const UPDATES = 50_000;
const AT_ONCE = 5000;
const KILLS = 4;
const HISTORY_CLIENT = 7;

const { cookies, rooms } = inject('preparedData');
const room = rooms[0]!;
const documentId = documentOf(room);
const dataDir = copyOfData(inject('preparedData'));
let product: Product | undefined;

afterAll(async () => {
  await product?.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** As if somebody had typed for weeks and no snapshot had ever been kept. */
async function plantHistory(): Promise<Set<string>> {
  const words = new Set<string>();
  const edits = typing(HISTORY_CLIENT, 0, 0);
  await inStoppedData(dataDir, async ({ db }) => {
    const [somebody] = await db.select({ id: person.id }).from(person).limit(1);
    const personId = somebody!.id;
    await db
      .insert(documentClient)
      .values({ documentId, clientId: HISTORY_CLIENT, personId, boundAt: new Date() });
    for (let made = 0; made < UPDATES; made += AT_ONCE) {
      const typed = Array.from({ length: AT_ONCE }, () => edits.next().value);
      for (const { word } of typed) words.add(word);
      const rows = typed.map(({ update }) => ({ personId, sessionHash: null, bytes: update }));
      const after = await lastSequence(db, documentId);
      await appendRows(db, [{ documentId, after, rows }], { storedAt: new Date(), lockedToo: false });
    }
  });
  return words;
}

/**
 * Somebody opens it and writes a word. The first message of theirs that is dealt with makes a snapshot due; killed so
 * many milliseconds after the server has the document open. Answers the word if it was promised.
 */
async function writeAndKill(run: number, killAfter: number): Promise<ReadonlySet<string>> {
  product = await startProduct({ dataDir });
  const client = await PlainClient.open({ url: product.url, room, cookie: cookies[run]! });
  const { word, update } = typing(HISTORY_CLIENT + run, run, 1).next().value;
  client.send(update, word);
  await client.until(() => client.asked);
  await new Promise((resolve) => setTimeout(resolve, killAfter));
  await product.stop('SIGKILL');
  await client.closed;
  return client.acknowledged;
}

async function loaded(): Promise<ReadonlySet<string>> {
  product = await startProduct({ dataDir });
  const client = await PlainClient.open({ url: product.url, room, cookie: cookies[0]! });
  const words = wordsInDocument(await client.wholeDocument());
  await client.close();
  await product.stop();
  return words;
}

it(
  'SYN-167 a document of 50,000 updates says the same before, during and after its snapshot, whenever the process is killed',
  { timeout: 300_000 },
  async () => {
    const history = await plantHistory();
    const promised = new Set(history);
    for (let run = 1; run <= KILLS; run += 1)
      for (const word of await writeAndKill(run, (run - 1) ** 3 * 8)) promised.add(word);
    const there = await loaded();
    expect([...promised].filter((word) => !there.has(word))).toEqual([]);
    expect(there.size).toBeLessThanOrEqual(UPDATES + KILLS);
    await inStoppedData(dataDir, async ({ db }) => {
      expect(wordsInDocument(await documentFromRows({ db }, room))).toEqual(there);
      const { snapshot, updates } = await readLog(db, documentId);
      expect(snapshot?.sequence).toBeGreaterThan(UPDATES);
      expect(updates.length).toBeLessThanOrEqual(KILLS);
    });
  }
);
