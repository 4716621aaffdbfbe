import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { OpenDatabase } from '#server/db/database';
import type { Appended, DocumentLog } from '#server/db/document-log/document-log';
import { openPostgres } from '#server/db/postgres';
import { updateMadeBy } from '#server/documents/update-made-by';
import { documentUpdate } from '#server/db/schema/specifications';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { databaseForTests } from '#tests/cluster/own-postgres';
import { seeded } from '#tests/builders/seeded';
import { emptyDraft, TestNode } from '#tests/cluster/two-nodes';
import { RawClient } from './raw-client';
import { updateOf, words, write } from './sync-world';

type Asking = DocumentLog['append'];

/** Five as anybody else, of which the last asks for the turn, and one in it. */
const MOST_TRIES = 6;
const EDITS = 60;

/** What a node asks of its log, and what it is answered. One document. */
class Watched {
  readonly answers: Appended[] = [];
  #wake: () => void = () => undefined;

  around(ask: Asking): Asking {
    return async (appends) => {
      const answers = await ask(appends);
      this.answers.push(...answers);
      this.#wake();
      return answers;
    };
  }

  nextAnswer(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** How often in a row it was overtaken, at most. */
  get longestWait(): number {
    const runs = this.answers
      .filter((answer) => answer !== 'not-yet')
      .join(' ')
      .split('stored');
    return Math.max(...runs.map((run) => run.split('overtaken').length - 1));
  }
}

/** Somebody who adds paragraphs to what they have, whatever others write. */
class Writer {
  readonly #doc = new Y.Doc();
  readonly said: string[] = [];
  #acknowledged = 0;

  constructor(
    readonly client: RawClient,
    private readonly name: string
  ) {}

  write(): void {
    const words = `${this.name} ${this.said.length}.`;
    this.said.push(words);
    this.client.sendUpdate(updateOf(this.#doc, (doc) => write(doc, words)));
  }

  /** Everything is stored, and nothing of it was refused on the way. */
  async stored(): Promise<void> {
    while (this.#acknowledged < this.said.length)
      this.#acknowledged = (await this.client.next('saved')).received;
    expect(this.client.all('refused')).toEqual([]);
  }
}

const database = await databaseForTests();
if (!database) console.warn('Left out: overtaking needs PostgreSQL (set TEST_DATABASE_URL, or install it).');

describe.skipIf(!database)('two nodes that write in one document', () => {
  let opened: OpenDatabase;
  let world: World;
  let people: readonly [TestPerson, TestPerson];
  let draft: Awaited<ReturnType<typeof emptyDraft>>;
  const open: { close(): unknown }[] = [];
  const nodes: TestNode[] = [];

  beforeAll(async () => {
    opened = await openPostgres(database!.url);
    world = await buildWorld({ database: opened });
    people = [
      await world.person('Helen Marsh', { roles: ['editor'] }),
      await world.person('Tom Adeyemi', { roles: ['editor'] })
    ];
  });
  beforeEach(async () => {
    const { partnershipId } = world;
    draft = await emptyDraft(opened.db, { partnershipId, memberId: people[0].memberId });
  });
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  afterAll(async () => {
    await world?.close();
    await database?.drop();
  });

  /** Two nodes with somebody who writes on each; every `around` stands before what its node asks of the log. */
  async function twoWriters(...all: readonly ((ask: Asking) => Asking)[]): Promise<Writer[]> {
    const network = new LossyNetwork(seeded(1));
    const writers: Writer[] = [];
    nodes.length = 0;
    for (const [index, around] of all.entries()) {
      const node = await TestNode.start(opened.db, network.bus(), { wrapLog: (log) => asking(log, around) });
      open.push(node);
      nodes.push(node);
      const client = await RawClient.open(node, people[index]!, draft.room);
      open.push(client);
      await client.wholeDocument();
      writers.push(new Writer(client, people[index]!.email));
    }
    return writers;
  }

  /** From its first row, without gaps, and every row follows on from those before it. */
  async function wholeLog(): Promise<string> {
    const doc = new Y.Doc();
    const rows = await opened.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, draft.documentId))
      .orderBy(asc(documentUpdate.sequence));
    rows.forEach(({ sequence, bytes }, index) => {
      expect(sequence).toBe(index + 1);
      Y.applyUpdate(doc, bytes);
      expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBeNull();
    });
    return words(doc);
  }

  async function allIsThere(writers: readonly Writer[]): Promise<void> {
    for (const writer of writers) await writer.stored();
    const text = await wholeLog();
    for (const { said } of writers) for (const words of said) expect(text).toContain(words);
    for (const { client } of writers)
      await vi.waitFor(async () => expect(words(await client.wholeDocument())).toBe(text));
  }

  it('CLU-19 a node that another one overtakes at every try gets its turn', async () => {
    const [busy, slow] = [new Watched(), new Watched()];
    const writers = await twoWriters(
      (ask) => busy.around(ask),
      (ask) =>
        slow.around(async (appends) => {
          // Between the reading and the appending the other node always has the time for one more.
          const answered = busy.nextAnswer();
          writers[0]!.write();
          await answered;
          return ask(appends);
        })
    );
    writers[1]!.write();
    await writers[1]!.stored();
    expect(slow.answers.at(-1)).toBe('stored');
    expect(slow.answers).toHaveLength(MOST_TRIES);
    expect(busy.answers).toContain('not-yet');
    await allIsThere(writers);
  });

  it('CLU-19 a right that goes while an edit is overtaken is asked for again, and nothing of it is stored', async () => {
    const [busy, slow] = [new Watched(), new Watched()];
    let mayEdit = true;
    const writers = await twoWriters(
      (ask) => busy.around(ask),
      (ask) =>
        slow.around(async (appends) => {
          const answered = busy.nextAnswer();
          writers[0]!.write();
          await answered;
          mayEdit = false;
          return ask(appends);
        })
    );
    const { personId, sessionHash } = people[1].actor;
    const author = {
      identity: { personId, sessionHash },
      get mayEdit() {
        return mayEdit;
      }
    };
    const added = (copy: Y.Doc) => updateMadeBy(copy, () => write(copy, 'Too late.'));
    const { changeText } = nodes[1]!.runtime.tools;
    expect(await changeText(draft, { parts: [{ author, write: added }] })).toMatchObject({ refused: true });
    expect(slow.answers).toEqual(['overtaken']);
    await allIsThere(writers);
    expect(await wholeLog()).not.toContain('Too late.');
  });

  it('CLU-19 two nodes that write as fast as they can are both stored, within so many tries each', async () => {
    const watched = [new Watched(), new Watched()] as const;
    const writers = await twoWriters(...watched.map((each) => (ask: Asking) => each.around(ask)));
    const type = async (writer: Writer) => {
      for (let edit = 0; edit < EDITS; edit += 1) {
        writer.write();
        await writer.stored();
      }
    };
    await Promise.all(writers.map(type));
    for (const { longestWait } of watched) expect(longestWait).toBeLessThanOrEqual(MOST_TRIES);
    await allIsThere(writers);
  });
});

function asking(log: DocumentLog, around: (ask: Asking) => Asking): DocumentLog {
  return {
    read: (documentId, after) => log.read(documentId, after),
    append: around((appends) => log.append(appends)),
    keepSnapshot: (documentId, snapshot) => log.keepSnapshot(documentId, snapshot),
    closing: (documentId) => log.closing(documentId),
    settle: () => log.settle(),
    close: () => log.close()
  };
}
