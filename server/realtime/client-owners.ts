import type { DocumentId, PersonId } from '#domain/ids';
import type { SyncLimits } from '#protocol/limits';
import type { BoundClient, ClientBindings } from '../db/document-clients';
import type { Scheduler } from './scheduler';

const HOUR = 3_600_000;
/** Yjs client ids are unsigned 32-bit numbers; 0 says "none" in our messages. */
const HIGHEST = 2 ** 32 - 1;

interface OwnersTools {
  readonly clients: ClientBindings;
  readonly scheduler: Scheduler;
  /** From 0 up to 1, as Math.random. */
  readonly random: () => number;
  readonly limits: Pick<SyncLimits, 'clientIdsPerHour'>;
}

/**
 * Whose each client id of a document is. An id is handed out by the server, or bound to whoever shows it first; then it
 * is theirs for ever, so that text under it is known to be theirs.
 */
export class ClientOwners {
  readonly #owners = new Map<number, PersonId>();
  /**
   * Shown in presence, and not bound: by somebody who may only read, or a moment ago. Known to this node alone, as long as the
   * room is open.
   */
  readonly #shown = new Map<number, PersonId>();
  /** When each person's new ids were bound, for the limit. */
  readonly #bound = new Map<PersonId, number[]>();

  constructor(
    private readonly documentId: DocumentId,
    private readonly tools: OwnersTools
  ) {}

  of(clientId: number): PersonId | undefined {
    return this.#owners.get(clientId) ?? this.#shown.get(clientId);
  }

  /** The same, as far as it matters to this person's text: what they have only shown themselves is still to be bound. */
  against(clientId: number, personId: PersonId): PersonId | undefined {
    const shown = this.#shown.get(clientId);
    return this.#owners.get(clientId) ?? (shown === personId ? undefined : shown);
  }

  /** False also for one that was only shown. */
  isBound(clientId: number): boolean {
    return this.#owners.has(clientId);
  }

  /** Reads what other nodes and earlier times have bound. */
  async load(): Promise<void> {
    this.#take(await this.tools.clients.of(this.documentId));
  }

  /** Somebody names their id before they have written: nobody else can take it any more while the room is open. */
  show(clientId: number, personId: PersonId): void {
    if (this.of(clientId) !== undefined || !this.mayBind(personId)) return;
    this.#shown.set(clientId, personId);
    this.#count(personId);
  }

  /** Binds for ever what was shown, and answers of each whether it is its person's: another node may have been quicker. */
  async keep(clients: readonly BoundClient[]): Promise<readonly boolean[]> {
    await this.bind(clients.filter(({ clientId, personId }) => this.#shown.get(clientId) === personId));
    return clients.map(({ clientId, personId }) => (this.of(clientId) ?? personId) === personId);
  }

  /** Binds them for ever. False when another node was quicker with one of them: ask `of` again. */
  async bind(wanted: readonly BoundClient[]): Promise<boolean> {
    const fresh = wanted.filter(({ clientId, personId }) => this.#owners.get(clientId) !== personId);
    if (fresh.length === 0) return true;
    const bound = await this.tools.clients.bind(this.documentId, fresh);
    for (const { clientId, personId } of fresh) if (!this.#shown.has(clientId)) this.#count(personId);
    this.#take(bound);
    return wanted.every(({ clientId, personId }) => this.#owners.get(clientId) === personId);
  }

  /** Whether this person may bind these ids, or any new one, within the hour. */
  mayBind(personId: PersonId, wanted?: readonly number[]): boolean {
    if (wanted?.every((clientId) => this.#shown.get(clientId) === personId)) return true;
    return this.#recent(personId).length < this.tools.limits.clientIdsPerHour;
  }

  /** One that the person had and gave back; undefined when there is none. Text stands under it, perhaps newer than what is here. */
  takeFree(personId: PersonId): Promise<number | undefined> {
    return this.tools.clients.takeFree(this.documentId, personId);
  }

  /** A new id to write under; undefined over the limit. */
  async handOut(personId: PersonId): Promise<number | undefined> {
    if (!this.mayBind(personId)) return undefined;
    const clientId = this.#unused();
    return (await this.bind([{ clientId, personId }])) ? clientId : this.handOut(personId);
  }

  /** The person has written everything they want under it. */
  async giveBack(client: BoundClient): Promise<void> {
    if (this.#owners.get(client.clientId) === client.personId)
      await this.tools.clients.free(this.documentId, client);
  }

  #unused(): number {
    for (;;) {
      const clientId = 1 + Math.floor(this.tools.random() * HIGHEST);
      if (this.of(clientId) === undefined) return clientId;
    }
  }

  #take(clients: readonly BoundClient[]): void {
    for (const { clientId, personId } of clients) {
      this.#owners.set(clientId, personId);
      this.#shown.delete(clientId);
    }
  }

  #count(personId: PersonId): void {
    this.#bound.set(personId, [...this.#recent(personId), this.tools.scheduler.now()]);
  }

  #recent(personId: PersonId): number[] {
    const since = this.tools.scheduler.now() - HOUR;
    return (this.#bound.get(personId) ?? []).filter((moment) => moment > since);
  }
}
