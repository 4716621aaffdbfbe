import type { Logger } from 'pino';
import type { DocumentId } from '#domain/ids';
import type { PresenceEntry } from '#protocol/presence-entries';
import type { Topic } from '#protocol/topics';
import type { Bus, Hint, LogHint, NodeId } from './bus';
import { ChangeAnnouncer } from './change-announcer';

/** What hints act on: the rooms of this node. */
export interface RoomsHere {
  /** Every document that is open here, and the newest row that its people have been sent. */
  readonly openDocuments: ReadonlyMap<DocumentId, number>;
  heard(hint: LogHint): void;
  /** Undefined when the document is not open here. */
  presenceIn(documentId: DocumentId): PresenceHere | undefined;
  endSession(sessionHash: string): void;
  recheck(): Promise<void>;
}

/** Who is in a room, wherever they are connected. */
export interface PresenceHere {
  /** Those who are connected to this node. */
  own(): readonly PresenceEntry[];
  heard(node: NodeId, entries: readonly PresenceEntry[]): void;
  /** Shows everybody of that node as gone. */
  forget(node: NodeId): void;
}

/** The open pages of this node. */
export interface PagesHere {
  announce(topics: readonly Topic[]): void;
  /** Tells every page that what it watches may have changed. */
  refreshAll(): void;
  endSession(sessionHash: string): void;
  recheck(): Promise<void>;
}

interface Options {
  readonly bus: Bus;
  readonly rooms: RoomsHere;
  readonly pages: PagesHere;
  /** The newest row of each of these documents, from the database. */
  readonly lastSequences: (ids: readonly DocumentId[]) => Promise<ReadonlyMap<DocumentId, number>>;
  readonly log: Logger;
  readonly times?: Partial<OtherNodesTimes>;
}

/** Milliseconds. */
const TIMES = {
  /** How often the database is asked whether an open document has gone on: what a lost hint costs at most. */
  poll: 2_000,
  /** How often this node says that it is there. */
  alive: 10_000,
  /** Who has said nothing for so long is taken for dead, and its people's carets are taken away. */
  silent: 35_000,
  /** Asking again for everybody's rights, and telling every page, happens at most once in this time. */
  askAfresh: 1_000
};

export type OtherNodesTimes = typeof TIMES;

/**
 * What other nodes say, done here. Nothing that counts hangs on it: documents are compared with the database
 * regularly, rights are a lease, and after every gap in the line everything is asked afresh.
 */
export class OtherNodes {
  readonly #times: OtherNodesTimes;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #lastHeard = new Map<NodeId, number>();
  readonly #rights: ChangeAnnouncer;
  readonly #refresh: ChangeAnnouncer;
  #polling: Promise<void> | undefined;
  #failed = false;
  #closed = false;

  constructor(private readonly options: Options) {
    this.#times = { ...TIMES, ...options.times };
    const { poll, alive, silent, askAfresh } = this.#times;
    this.#rights = new ChangeAnnouncer(() => this.#askRights(), askAfresh);
    this.#refresh = new ChangeAnnouncer(() => options.pages.refreshAll(), askAfresh);
    options.bus.listen((hint) => this.#hear(hint));
    options.bus.onReconnect(() => this.#askAfresh());
    options.bus.onAttending((documentId) => this.#attending(documentId));
    this.#timers = [
      setInterval(() => void this.poll(), poll),
      setInterval(() => options.bus.publish({ kind: 'alive', node: options.bus.node }), alive),
      setInterval(() => this.#forgetSilent(), silent / 7)
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** Compares every open document with the log, in one question; one at a time. Never rejects. */
  poll(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  /** Takes this node's people out of the others' rooms, and listens no more. The bus stays open. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const documentId of this.options.rooms.openDocuments.keys()) {
      this.#say(documentId, (entry) => ({ ...entry, state: 'null' }));
    }
    this.#rights.close();
    this.#refresh.close();
    await this.#polling;
  }

  #hear(hint: Hint): void {
    if (this.#closed) return;
    if ('node' in hint) this.#lastHeard.set(hint.node, performance.now());
    const { rooms, pages } = this.options;
    switch (hint.kind) {
      case 'log':
        return rooms.heard(hint);
      case 'presence':
        return rooms.presenceIn(hint.documentId)?.heard(hint.node, hint.entries);
      case 'ask-presence':
        return this.#say(hint.documentId);
      case 'alive':
        return;
      case 'back':
        return this.#askAfresh();
      case 'topics':
        return pages.announce(hint.topics);
      case 'session-ended':
        pages.endSession(hint.sessionHash);
        return rooms.endSession(hint.sessionHash);
      case 'rights-changed':
        return this.#rights.changed();
    }
  }

  /** From here on hints keep up with what the log and the others say now. */
  #attending(documentId: DocumentId): void {
    const { bus, rooms } = this.options;
    if (this.#closed || !rooms.presenceIn(documentId)) return;
    this.#say(documentId);
    bus.publish({ kind: 'ask-presence', documentId });
    void this.#compare([documentId]);
  }

  /** Hints may have been missed, in either direction. */
  #askAfresh(): void {
    if (this.#closed) return;
    const { bus, rooms } = this.options;
    this.#rights.changed();
    this.#refresh.changed();
    void this.poll();
    for (const documentId of rooms.openDocuments.keys()) {
      this.#say(documentId);
      bus.publish({ kind: 'ask-presence', documentId });
    }
  }

  #say(documentId: DocumentId, as = (entry: PresenceEntry) => entry): void {
    const { bus, rooms } = this.options;
    const entries = (rooms.presenceIn(documentId)?.own() ?? []).map(as);
    if (entries.length > 0) bus.publish({ kind: 'presence', documentId, node: bus.node, entries });
  }

  #askRights(): void {
    // Neither rejects: who cannot be checked is closed.
    void this.options.rooms.recheck();
    void this.options.pages.recheck();
  }

  async #poll(): Promise<void> {
    const open = [...this.options.rooms.openDocuments.keys()];
    if (open.length > 0) await this.#compare(open);
  }

  /** Never rejects. */
  async #compare(documentIds: readonly DocumentId[]): Promise<void> {
    const { rooms, lastSequences, log } = this.options;
    const open = rooms.openDocuments;
    try {
      for (const [documentId, last] of await lastSequences(documentIds)) {
        const here = open.get(documentId);
        const isNew = here !== undefined && last > here;
        if (isNew) rooms.heard({ kind: 'log', documentId, after: last, last, rows: [] });
      }
      this.#failed = false;
    } catch (fault) {
      if (!this.#failed) log.error({ err: fault }, 'the logs of the open documents could not be compared');
      this.#failed = true;
    }
  }

  #forgetSilent(): void {
    const { rooms } = this.options;
    for (const [node, heard] of this.#lastHeard) {
      if (performance.now() - heard < this.#times.silent) continue;
      this.#lastHeard.delete(node);
      for (const id of rooms.openDocuments.keys()) rooms.presenceIn(id)?.forget(node);
    }
  }
}
