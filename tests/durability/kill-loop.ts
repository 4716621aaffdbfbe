import { existsSync, readdirSync, rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type * as Y from 'yjs';
import { freePort, startProduct, type Product } from '#tests/builders/product';
import { seeded } from '#tests/builders/seeded';
import { typing } from './numbered-words';
import { typeAtPace, type Typist } from './pace';
import { PlainClient, type Place } from './plain-client';
import { copyOfData, type PreparedData } from './prepared-data';
import { Promises } from './promises';
import { StayingClient } from './staying-client';
import { documentFromRows, inStoppedData } from './stored-log';

const WRITERS = 5;
const READERS = 2;
/** Edits per second, of all together; cycles take turns. */
const RATES = [100, 3000];
/** Cycles in one document; then the next one, so that none becomes too large. */
const CYCLES_EACH = 20;
/** Snapshots all the time, so that kills fall into them; and a busy machine sends nobody away. */
const OFTEN = { SYNC_SNAPSHOT_ROWS: '20', SYNC_SNAPSHOT_EVERY: '1', SYNC_LEASE_ANSWER: '60000' };
/**
 * When a cycle's kill falls. "typing": when the readers have seen so many words. "folding": as the journal turns to a
 * new file, which is when rows begin to go into the tables. "starting": like typing, and again while it recovers.
 */
const MOMENTS = ['typing', 'folding', 'starting'] as const;

interface Cycle {
  readonly number: number;
  readonly moment: (typeof MOMENTS)[number];
  readonly rate: number;
  readonly room: string;
}

export interface KillReport {
  readonly kills: number;
  readonly promised: number;
  readonly broken: readonly string[];
  readonly refused: readonly string[];
}

/** The process is killed again and again while people type; what was promised to anybody must be there afterwards. */
export class KillLoop {
  readonly #promises = new Promises();
  readonly #refused: string[] = [];
  readonly #random: () => number;
  readonly #dataDir: string;
  #staying: StayingClient | undefined;
  #product: Product | undefined;
  #kills = 0;
  /** How long the last start took. Milliseconds. */
  #startTime = 1000;

  private constructor(
    private readonly prepared: PreparedData,
    private readonly port: number,
    seed: number
  ) {
    this.#random = seeded(seed);
    this.#dataDir = copyOfData(prepared);
  }

  static async run(
    prepared: PreparedData,
    { cycles, seed, tell }: { cycles: number; seed: number; tell?: (line: string) => void }
  ): Promise<KillReport> {
    const loop = new KillLoop(prepared, await freePort(), seed);
    try {
      await loop.#start();
      for (let number = 0; number < cycles; number += 1) {
        const line = await loop.#run(loop.#plan(number));
        tell?.(line);
      }
      return await loop.#finish();
    } finally {
      loop.#staying?.close();
      await loop.#product?.stop('SIGKILL');
      rmSync(loop.#dataDir, { recursive: true, force: true });
    }
  }

  #plan(number: number): Cycle {
    const { rooms } = this.prepared;
    const room = rooms[Math.floor(number / CYCLES_EACH) % rooms.length]!;
    const moment = MOMENTS[number % 3]!;
    // The journal turns once so much is written.
    const rate = moment === 'folding' ? Math.max(...RATES) : RATES[number % 2]!;
    return { number, moment, rate, room };
  }

  async #run(cycle: Cycle): Promise<string> {
    const { number, moment, rate, room } = cycle;
    if (this.#staying?.place.room !== room) await this.#moveTo(room);
    const before = this.#promises.count;
    await this.#typeUntilKilled(cycle);
    if (moment === 'starting') await this.#killWhileStarting();
    await this.#start();
    this.#promises.check(room, await this.#load(room));
    const promised = this.#promises.count - before;
    return `${number + 1}: ${moment}, ${rate}/s, ${promised} promised, ${this.#promises.broken.length} lost`;
  }

  /** Folding is what a start does first: what was left behind is in the tables afterwards, and its files are gone. */
  async #start(): Promise<void> {
    const began = performance.now();
    const left = this.#journalFiles();
    const { port } = this;
    this.#product = await startProduct({ dataDir: this.#dataDir, port, environment: OFTEN });
    this.#startTime = performance.now() - began;
    if (this.#journalFiles().some((file) => left.includes(file)))
      throw new Error('The journal that was left behind is still there.');
  }

  async #typeUntilKilled(cycle: Cycle): Promise<void> {
    const typists = await this.#typists(cycle);
    const readers = await this.#readers(cycle);
    const [reader] = readers;
    const stop = typeAtPace(typists, cycle.rate);
    const before = reader!.seen.size;
    const enough = 1 + Math.floor(this.#random() * cycle.rate * 0.6);
    await reader!.until(() => reader!.seen.size >= before + enough);
    if (cycle.moment === 'folding') await this.#journalTurned();
    await this.#kill();
    stop();
    this.#staying!.type(`w${cycle.number}-${WRITERS}-0;`);
    const all = [...typists.map(({ client }) => client), ...readers];
    await this.#promises.addOf(cycle.room, all);
    this.#refused.push(...all.flatMap(({ refusals }) => refusals));
  }

  #typists({ number, room }: Cycle): Promise<Typist[]> {
    const all = Array.from({ length: WRITERS }, async (_, writer) => {
      const client = await PlainClient.open(this.#place(room, writer));
      return { client, edits: typing(await client.askClientId(), number, writer) };
    });
    return Promise.all(all);
  }

  #readers({ room }: Cycle): Promise<PlainClient[]> {
    const all = Array.from({ length: READERS }, (_, index) =>
      PlainClient.open(this.#place(room, WRITERS + index))
    );
    return Promise.all(all);
  }

  #place(room: string, person: number): Place {
    const { cookies } = this.prepared;
    return { url: `http://localhost:${this.port}`, room, cookie: cookies[person % cookies.length]! };
  }

  async #kill(): Promise<void> {
    await this.#product!.stop('SIGKILL');
    this.#kills += 1;
  }

  /** While people type, it turns every few thousand words. */
  #journalTurned(): Promise<void> {
    return new Promise((resolve) => {
      const watcher = watch(this.#journal, () => {
        watcher.close();
        resolve();
      });
    });
  }

  get #journal(): string {
    return join(this.#dataDir, 'database.journal');
  }

  /** Names repeat, numbers of files on the disk with their times do not. */
  #journalFiles(): string[] {
    if (!existsSync(this.#journal)) return [];
    return readdirSync(this.#journal).map((name) => {
      const { ino, birthtimeMs } = statSync(join(this.#journal, name));
      return `${ino} ${birthtimeMs}`;
    });
  }

  /** Once or twice, at any moment of a start. */
  async #killWhileStarting(): Promise<void> {
    for (let left = 1 + Math.floor(this.#random() * 2); left > 0; left -= 1) {
      const after = this.#random() * this.#startTime;
      const spawned = (child: ChildProcess) => void setTimeout(() => child.kill('SIGKILL'), after);
      const options = { dataDir: this.#dataDir, port: this.port, environment: OFTEN, spawned };
      const ready = await startProduct(options).catch(() => undefined);
      await ready?.stop('SIGKILL');
      this.#kills += 1;
    }
  }

  async #load(room: string): Promise<Y.Doc> {
    const witness = await PlainClient.open(this.#place(room, WRITERS + READERS));
    const doc = await witness.wholeDocument();
    await witness.close();
    return doc;
  }

  async #moveTo(room: string): Promise<void> {
    await this.#staysAgree();
    this.#staying = new StayingClient(this.#place(room, 0));
  }

  /** Whoever stayed through all the kills of a document ends with the text that somebody is given who has just come. */
  async #staysAgree(): Promise<void> {
    const staying = this.#staying;
    await staying?.agreesWith(() => this.#load(staying.place.room));
    staying?.close();
    this.#staying = undefined;
  }

  async #finish(): Promise<KillReport> {
    await this.#staysAgree();
    await this.#product!.stop('SIGTERM');
    await inStoppedData(this.#dataDir, async (database) => {
      for (const room of this.#promises.rooms)
        this.#promises.check(room, await documentFromRows(database, room));
    });
    const { count, broken } = this.#promises;
    return { kills: this.#kills, promised: count, broken, refused: this.#refused };
  }
}
