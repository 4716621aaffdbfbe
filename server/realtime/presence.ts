import type { PersonId } from '#domain/ids';
import type { SyncLimits } from '#protocol/limits';
import { presenceFrameOf } from '#protocol/messages';
import { encodePresenceEntry, type PresenceEntry } from '#protocol/presence-entries';
import type { Metrics } from '../metrics';
import type { NodeId } from './bus';
import { ChangeAnnouncer } from './change-announcer';
import type { Connection } from './connection';
import { stampedState } from './presence-state';
import { realScheduler, type Scheduler } from './scheduler';
import { wireFrame } from './wire-frame';

/** What presence asks of the room it belongs to. */
export interface PresenceRoom {
  /** To whom a client id is bound in this document; undefined when nobody has it. */
  readonly ownerOf?: (clientId: number) => PersonId | undefined;
  /** A connection speaks for this client id from now on: an id that nobody has is to be bound to its person. */
  readonly onClaim?: (connection: Connection, clientId: number) => void;
  /** People who are connected here have moved; for other nodes, each of which stamps a clock of its own. */
  readonly onMoved?: (entries: readonly PresenceEntry[]) => void;
  readonly metrics?: Metrics;
  readonly scheduler?: Scheduler;
}

interface Shown {
  /** Who speaks for it here, or the node where they are connected. */
  readonly owner: Connection | NodeId;
  readonly clientId: number;
  state: string;
  /** From when on it may be passed on again; see `#isDue`. */
  nextTurn: number;
}

const GONE = 'null';
const HIGHEST_CLIENT = 2 ** 32 - 1;

/**
 * Who is in a room and where their carets are. Never stored. A connection speaks for one client id; stock clients
 * pass on what they hear of others, so other ids are dropped in silence. What changes in one turn of the event loop
 * is one frame; a client that moves faster than its share waits its turn and is then shown where it is by then.
 */
export class Presence {
  readonly #shown = new Map<number, Shown>();
  readonly #ownIds = new Map<Connection, number>();
  readonly #speakers = new Map<number, Connection>();
  /** Whose newest state has not been passed on yet. */
  readonly #waiting = new Map<number, Shown>();
  readonly #tellers = new Map<Connection, ChangeAnnouncer>();
  #clock = 0;
  readonly #scheduler: Scheduler;
  /** It is passed on in the next turn. */
  #turn: object | undefined;
  #stopTimer: (() => void) | undefined;
  #wakesFor = Infinity;

  constructor(
    private readonly listeners: ReadonlySet<Connection>,
    private readonly limits: SyncLimits,
    private readonly room: PresenceRoom = {}
  ) {
    this.#scheduler = room.scheduler ?? realScheduler;
  }

  /** Clients that are shown or about to be shown as gone. */
  get size(): number {
    return new Set([...this.#shown.keys(), ...this.#waiting.keys()]).size;
  }

  receive(from: Connection, entries: readonly PresenceEntry[]): void {
    for (const { clientId, state } of entries) this.#receiveOne(from, clientId, state);
  }

  /** Everybody else's present state; for who has just come and for who asks, as often as carets are shown. */
  tell(to: Connection): void {
    const teller = this.#tellers.get(to) ?? this.#teller(to);
    teller.changed();
  }

  #teller(to: Connection): ChangeAnnouncer {
    const teller = new ChangeAnnouncer(() => this.#tellNow(to), this.limits.presenceEvery, this.#scheduler);
    this.#tellers.set(to, teller);
    return teller;
  }

  #tellNow(to: Connection): void {
    const others = [...this.#shown.values()].filter(({ owner }) => owner !== to);
    if (others.length === 0) return;
    const frame = wireFrame(presenceFrameOf(others.map((each) => this.#entry(each))));
    to.write(frame);
    this.room.metrics?.presenceSent(1, frame.length);
  }

  leave(connection: Connection): void {
    this.#tellers.get(connection)?.close();
    this.#tellers.delete(connection);
    this.#silence(connection);
  }

  /** Everybody who is connected here. */
  own(): readonly PresenceEntry[] {
    return ownOf([...this.#shown.values()]);
  }

  /** What another node says of its people. Nobody there speaks for an id that somebody here speaks for. */
  heard(node: NodeId, entries: readonly PresenceEntry[]): void {
    for (const { clientId, state } of entries) {
      const before = this.#shown.get(clientId);
      if (this.#speakers.has(clientId) || (state === GONE && before?.owner !== node)) continue;
      if (before || this.#shown.size < this.limits.presenceClients) this.#show(node, clientId, state);
    }
  }

  /** Shows everybody of that node as gone. */
  forget(node: NodeId): void {
    for (const { owner, clientId } of [...this.#shown.values()])
      if (owner === node) this.#show(node, clientId, GONE);
  }

  close(): void {
    for (const teller of this.#tellers.values()) teller.close();
    this.#stopWaiting();
  }

  /** What it spoke for is shown as gone. */
  #silence(connection: Connection): void {
    const clientId = this.#ownIds.get(connection);
    if (clientId === undefined) return;
    this.#ownIds.delete(connection);
    this.#speakers.delete(clientId);
    this.#show(connection, clientId, GONE);
  }

  #stopWaiting(): void {
    this.#stopTimer?.();
    this.#turn = undefined;
    this.#stopTimer = undefined;
    this.#wakesFor = Infinity;
  }

  /** Whose id it is is asked first: it costs nothing, and what is said of others need not be read. */
  #receiveOne(from: Connection, clientId: number, state: string): void {
    const isOwn = this.#ownIds.get(from) === clientId;
    if (!isOwn && !this.#mayClaim(from, clientId)) return;
    const stamped = stampedState(state, from.identity, this.limits.presenceState);
    if (stamped === undefined) return;
    if (!isOwn && stamped === null) return;
    if (!isOwn) this.#claim(from, clientId);
    this.#show(from, clientId, stamped ?? GONE);
  }

  /**
   * Nobody speaks for an id that is bound to somebody else. After a cut line the same browser comes back before its
   * old socket is seen to be dead, so an id may be taken over within one session, and only there.
   */
  #mayClaim(from: Connection, clientId: number): boolean {
    if (clientId > HIGHEST_CLIENT) return false;
    const { personId, sessionHash } = from.identity;
    const bound = this.room.ownerOf?.(clientId);
    if (bound !== undefined && bound !== personId) return false;
    const speaker = this.#speakers.get(clientId);
    const own = this.#ownIds.get(from);
    // An editor that is given another id says that it has gone and comes back under that one; all else is hearsay.
    if (own !== undefined) return !this.#shown.has(own) && bound === personId && !speaker;
    if (speaker) return speaker.identity.sessionHash === sessionHash;
    return this.#ownIds.size < this.limits.presenceClients;
  }

  #claim(from: Connection, clientId: number): void {
    this.#silence(from);
    const speaker = this.#speakers.get(clientId);
    if (speaker) this.#ownIds.delete(speaker);
    this.#ownIds.set(from, clientId);
    this.#speakers.set(clientId, from);
    this.room.onClaim?.(from, clientId);
  }

  #show(owner: Shown['owner'], clientId: number, state: string): void {
    const before = this.#waiting.get(clientId) ?? this.#shown.get(clientId);
    const shown = { owner, clientId, state, nextTurn: before?.nextTurn ?? 0 };
    if (state === GONE) this.#shown.delete(clientId);
    else this.#shown.set(clientId, shown);
    this.#waiting.set(clientId, shown);
    if (this.#isDue(shown, this.#scheduler.now())) this.#passOnSoon();
    else this.#waitFor(shown);
  }

  #passOnSoon(): void {
    if (this.#turn) return;
    const turn = (this.#turn = {});
    void this.#scheduler.turn().then(() => this.#turn === turn && this.#passOn());
  }

  /** Its share is one frame in `presenceEvery`; after a rest it may be a few ahead, or every late caret stayed late. */
  #isDue({ nextTurn }: Shown, now: number): boolean {
    return now >= nextTurn - this.#ahead;
  }

  get #ahead(): number {
    return (this.limits.presenceBurst - 1) * this.limits.presenceEvery;
  }

  /** Unless something sooner is waited for. */
  #waitFor({ nextTurn }: Shown): void {
    if (nextTurn >= this.#wakesFor) return;
    this.#stopTimer?.();
    this.#wakesFor = nextTurn;
    const wait = Math.ceil(nextTurn - this.#ahead - this.#scheduler.now());
    this.#stopTimer = this.#scheduler.after(Math.max(1, wait), () => this.#passOn());
  }

  /** What is due goes out in one frame; for the rest, the next moment is waited for at which one of them is due. */
  #passOn(): void {
    this.#stopWaiting();
    const now = this.#scheduler.now();
    const due = [...this.#waiting.values()].filter((each) => this.#isDue(each, now));
    for (const each of due) {
      this.#waiting.delete(each.clientId);
      each.nextTurn = Math.max(now, each.nextTurn) + this.limits.presenceEvery;
    }
    if (due.length > 0) this.#send(due);
    const own = ownOf(due);
    if (own.length > 0) this.room.onMoved?.(own);
    for (const each of this.#waiting.values()) this.#waitFor(each);
  }

  /**
   * One frame for everybody who did not move, and one without their own entry for each who did: a client would take
   * back its caret to where the echo says it was.
   */
  #send(moved: readonly Shown[]): void {
    const entries = moved.map((each) => this.#entry(each));
    const forAll = wireFrame(presenceFrameOf(entries));
    const movers = new Set<unknown>(moved.map(({ owner }) => owner));
    let bytes = 0;
    let frames = 0;
    for (const listener of this.listeners) {
      const others = movers.has(listener)
        ? entries.filter((_, at) => moved[at]!.owner !== listener)
        : entries;
      if (others.length === 0) continue;
      const frame = others === entries ? forAll : wireFrame(presenceFrameOf(others));
      listener.write(frame);
      frames += 1;
      bytes += frame.length;
    }
    this.room.metrics?.presenceSent(frames, bytes);
  }

  /**
   * The clock is ours: the time, never the same twice. It goes on rising after a client left and came back and
   * after a restart, which the clients' own clocks do not, and no client can push it ahead.
   */
  #entry({ clientId, state }: Shown): Uint8Array {
    this.#clock = Math.max(this.#clock + 1, Date.now());
    return encodePresenceEntry({ clientId, state, clock: this.#clock });
  }
}

function ownOf(shown: readonly Shown[]): PresenceEntry[] {
  return shown
    .filter(({ owner }) => typeof owner !== 'string')
    .map(({ clientId, state }) => ({ clientId, state, clock: 0 }));
}
