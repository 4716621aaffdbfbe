import type { DocumentId, PersonId } from '#domain/ids';
import type { BoundClient, ClientBindings } from '#server/db/document-clients';
import type {
  Append,
  Appended,
  DocumentLog,
  StoredLog,
  StoredUpdate
} from '#server/db/document-log/document-log';
import type { Dice } from './dice';
import type { ProcessScheduler, VirtualClock } from './virtual-clock';

/** A failure that the simulation made: any other one is a bug. */
export class MadeFailure extends Error {
  readonly code = 'MADE';
}

/** How the database is doing; one for all processes, changed while a scenario runs. */
export interface Weather {
  /** Nothing is answered but failures. */
  outage: boolean;
  /** Longest time of one statement, in milliseconds. */
  slowness: number;
  appendFails: number;
  /** What was stored is reported as failed: the line to the database was lost at that moment. */
  answerLost: number;
  readFails: number;
}

interface Tools {
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly weather: Weather;
  /** Whose process this is. */
  readonly process: ProcessScheduler;
  /** A process died while a commit was under way; `durable`: it was carried out all the same. */
  onCut?(durable: boolean): void;
}

const never = new Promise<never>(() => {});

/** Every question takes a while, may fail, and is never answered to a process that has died meanwhile. */
class Line {
  constructor(private readonly tools: Tools) {}

  async ask<T>(question: () => Promise<T>, fails: number): Promise<T> {
    const { weather, dice, process } = this.tools;
    const willFail = dice.chance(fails);
    await this.wait();
    if (!process.alive) return never;
    if (weather.outage || willFail) throw new MadeFailure('no answer');
    const answer = await question();
    await this.wait();
    return process.alive ? answer : never;
  }

  wait(): Promise<void> {
    const { clock, dice, weather } = this.tools;
    return clock.delay(dice.chance(0.5) ? dice.below(3) : dice.below(weather.slowness + 1));
  }
}

/** A log that takes its time, fails, and is cut off from a process that dies. */
export class FailingLog implements DocumentLog {
  readonly #line: Line;

  constructor(
    private readonly log: DocumentLog,
    private readonly tools: Tools
  ) {
    this.#line = new Line(tools);
  }

  read(documentId: DocumentId, after?: number): Promise<StoredLog> {
    return this.#line.ask(() => this.log.read(documentId, after), this.tools.weather.readFails);
  }

  async append(appends: readonly Append[]): Promise<readonly Appended[]> {
    const { weather, dice, process, onCut } = this.tools;
    const fails = dice.chance(weather.appendFails);
    const answerIsLost = dice.chance(weather.answerLost);
    const durableAfterDeath = dice.chance(0.5);
    await this.#line.wait();
    if (!process.alive) {
      onCut?.(durableAfterDeath);
      if (durableAfterDeath) await this.log.append(appends);
      return never;
    }
    if (fails || weather.outage) throw new MadeFailure('not stored');
    const answers = await this.log.append(appends);
    await this.#line.wait();
    if (!process.alive) {
      onCut?.(true);
      return never;
    }
    if (answerIsLost) throw new MadeFailure('stored, and the answer was lost');
    return answers;
  }

  keepSnapshot(documentId: DocumentId, snapshot: StoredUpdate): Promise<void> {
    return this.#line.ask(() => this.log.keepSnapshot(documentId, snapshot), this.tools.weather.appendFails);
  }

  async closing(): Promise<readonly []> {
    return [];
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {}
}

export class FailingClients implements ClientBindings {
  readonly #line: Line;

  constructor(
    private readonly clients: ClientBindings,
    private readonly tools: Tools
  ) {
    this.#line = new Line(tools);
  }

  of(documentId: DocumentId): Promise<readonly BoundClient[]> {
    return this.#ask(() => this.clients.of(documentId));
  }

  bind(documentId: DocumentId, wanted: readonly BoundClient[]): Promise<readonly BoundClient[]> {
    return this.#ask(() => this.clients.bind(documentId, wanted));
  }

  takeFree(documentId: DocumentId, personId: PersonId): Promise<number | undefined> {
    return this.#ask(() => this.clients.takeFree(documentId, personId));
  }

  async free(documentId: DocumentId, client: BoundClient): Promise<void> {
    await this.#ask(() => this.clients.free(documentId, client));
  }

  #ask<T>(question: () => Promise<T>): Promise<T> {
    return this.#line.ask(question, this.tools.weather.readFails);
  }
}
