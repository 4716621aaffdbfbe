import type { Logger } from 'pino';
import type { PartnershipId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { CLOSE } from '#protocol/close-codes';
import type { SyncLimits } from '#protocol/limits';
import { encodePresenceFrame } from '#protocol/messages';
import type { Sessions } from '../auth/sessions';
import { rightsOf } from './admission';
import type { Connection, Identity } from './connection';

interface Options {
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly limits: SyncLimits;
}

/** A y-websocket client hears no pings: it hangs up when 30 s pass without a message. */
const SIGN_OF_LIFE = encodePresenceFrame([]);

/**
 * Every open socket, and whether its person may still be there: at once when a session ends, and as a lease that is
 * renewed from the database, so that a right which was lost unnoticed is lost here soon too.
 */
export class RightsWatch {
  readonly #places = new Map<Connection, PartnershipId>();
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(private readonly options: Options) {
    const { lease, heartbeat } = options.limits;
    this.#timers = [
      setInterval(() => void this.recheck(), lease),
      setInterval(() => this.#beat(), heartbeat)
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get connections(): readonly Connection[] {
    return [...this.#places.keys()];
  }

  add(connection: Connection, partnershipId: PartnershipId): void {
    this.#places.set(connection, partnershipId);
    void connection.closed().then(() => this.#places.delete(connection));
  }

  /** Whether a session, or a person over all their sessions, has as many sockets as they may have. */
  isFull({ personId, sessionHash }: Identity): boolean {
    const theirs = this.connections.filter(({ open, identity }) => open && identity.personId === personId);
    const ofSession = theirs.filter(({ identity }) => identity.sessionHash === sessionHash);
    const { socketsPerPerson, socketsPerSession } = this.options.limits;
    return theirs.length >= socketsPerPerson || ofSession.length >= socketsPerSession;
  }

  endSession(sessionHash: string): void {
    for (const connection of this.#of(sessionHash)) connection.revoke(CLOSE.sessionEnded, 'session ended');
  }

  /** Asks again for everybody. Never rejects: who cannot be checked is closed. */
  async recheck(): Promise<void> {
    const hashes = new Set(this.connections.map(({ identity }) => identity.sessionHash));
    await Promise.all([...hashes].map((hash) => this.recheckSession(hash)));
  }

  async recheckSession(sessionHash: string): Promise<void> {
    try {
      const actor = await this.#inTime(this.options.sessions.actorOfHash(sessionHash));
      for (const connection of this.#of(sessionHash)) this.#apply(actor, connection);
    } catch (fault) {
      this.options.log.error({ fault }, 'rights could not be checked');
      for (const connection of this.#of(sessionHash)) connection.revoke(CLOSE.unavailable, 'try again later');
    }
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #of(sessionHash: string): Connection[] {
    return this.connections.filter(({ open, identity }) => open && identity.sessionHash === sessionHash);
  }

  #apply(actor: Actor, connection: Connection): void {
    if (actor.kind === 'nobody') return connection.revoke(CLOSE.sessionEnded, 'session ended');
    const rights = rightsOf(actor, this.#places.get(connection)!);
    if (!rights) return connection.revoke(CLOSE.notAllowed, 'not allowed');
    connection.mayEdit = rights.mayEdit;
  }

  /** A lease that is not answered in time has run out. */
  async #inTime(answer: Promise<Actor>): Promise<Actor> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('No answer in time.')), this.options.limits.leaseAnswer);
    });
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
  }

  #beat(): void {
    for (const connection of this.connections) connection.beat(SIGN_OF_LIFE);
  }
}
