import type { DocumentId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import { encodeClientId, encodeSync, type ClientMessage } from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import type { LogHint } from './bus';
import type { Connection } from './connection';
import { Delivery } from './delivery';
import type { Edit, Outcome } from './live-document';
import { Presence } from './presence';
import { RoomDocument, type RoomTools, type Stored } from './room-document';
import type { RoomEvents } from './room-events';
import { RoomQueue, type ArrivedEdit, type Keep, type SingleJob, type Work } from './room-queue';
import { changeText, type ChangedText, type TextChange } from './text-change';

const NONE = { clientId: 0, missed: [] };

/**
 * One document and the people who have it open. Everything that touches the document waits in one queue and is
 * done strictly one after the other: what waits together is gated, committed together, and only then delivered and
 * acknowledged. A reader is therefore never shown anything that is not in the log.
 */
export class Room {
  readonly presence: Presence;
  readonly #connections = new Set<Connection>();
  /** Those who were brought the text: from then on they are sent every row. */
  readonly #readers = new Set<Connection>();
  readonly #document: RoomDocument;
  readonly #delivery: Delivery;
  /** State vectors of the questions that wait, at most one per connection. */
  readonly #asked = new Map<Connection, Uint8Array>();
  readonly #askTimers = new Map<Connection, () => void>();
  readonly #queue: RoomQueue;
  #work: Promise<void> | undefined;

  constructor(
    documentId: DocumentId,
    private readonly tools: RoomTools,
    private readonly events: RoomEvents
  ) {
    this.#queue = new RoomQueue(tools.limits.batch);
    this.#document = new RoomDocument(documentId, tools);
    this.#delivery = new Delivery(documentId, this.#readers, tools, (from) => this.#askLater(from));
    const { owners } = this.#document;
    this.presence = new Presence(this.#connections, tools.limits, {
      ownerOf: (clientId) => owners.of(clientId),
      onClaim: (from, clientId) => this.#claimed(from, clientId),
      onMoved: (entries) => events.moved(entries),
      metrics: tools.metrics,
      scheduler: tools.scheduler
    });
  }

  /** True when it may leave memory: nobody is here, and nothing waits or is being committed. */
  get idle(): boolean {
    return this.#connections.size === 0 && !this.#work;
  }

  /** The newest row that everybody here has been sent. */
  get sequence(): number {
    return this.#document.sequence;
  }

  join(connection: Connection): void {
    this.#connections.add(connection);
    this.#enqueue({ kind: 'ask', from: connection });
    this.presence.tell(connection);
    connection.listen({
      message: (message) => this.#receive(connection, message),
      gone: () => this.#leave(connection)
    });
    // It may have ended before anybody listened.
    if (!connection.open) this.#leave(connection);
  }

  /** Another node says that the log has gone on. */
  heard(hint: LogHint): void {
    this.#enqueue({ kind: 'heard', hint });
  }

  /** Changes the text in a person's name; in turn with everything that has arrived before. Never rejects. */
  change(change: Omit<TextChange, 'resolve'>): Promise<ChangedText | Refusal> {
    return new Promise((resolve) => this.#enqueue({ kind: 'change', change: { ...change, resolve } }));
  }

  /** Resolves when everything that had arrived is dealt with. */
  async settled(): Promise<void> {
    while (this.#work) await this.#work;
  }

  /** Keeps a snapshot when that is worth its while; before it leaves memory. */
  async rest(): Promise<void> {
    if (this.idle && this.#document.snapshotDue(true)) this.#enqueue({ kind: 'snapshot' });
    await this.settled();
  }

  close(): void {
    for (const stop of this.#askTimers.values()) stop();
    this.presence.close();
    this.#document.close();
  }

  #receive(from: Connection, message: ClientMessage): void {
    switch (message.kind) {
      case 'step1':
        return this.#question(from, message.stateVector);
      case 'step2':
      case 'update':
        // Who writes without having asked for the text reads from here on; y-websocket always asks first.
        if (!this.#asked.has(from)) this.#readers.add(from);
        from.addWaiting(message.update.length);
        return this.#enqueue({ kind: 'edit', from, update: message.update, at: this.tools.scheduler.now() });
      case 'presence':
        return this.presence.receive(from, message.entries);
      case 'ask-presence':
        return this.presence.tell(from);
      case 'ask-client-id':
        return this.#enqueue({ kind: 'hand-out', from, schemaVersion: message.schemaVersion });
      case 'release-client-id':
        return this.#enqueue({ kind: 'give-back', from, clientId: message.clientId });
    }
  }

  #question(from: Connection, stateVector: Uint8Array): void {
    const waits = this.#asked.has(from);
    this.#asked.set(from, stateVector);
    if (!waits) this.#enqueue({ kind: 'answer', from });
  }

  #claimed(from: Connection, clientId: number): void {
    const { owners } = this.#document;
    owners.show(clientId, from.identity.personId);
    if (from.mayEdit && !owners.isBound(clientId)) this.#enqueue({ kind: 'keep', from, clientId });
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection);
    this.#readers.delete(connection);
    this.#asked.delete(connection);
    this.#askTimers.get(connection)?.();
    this.#askTimers.delete(connection);
    this.presence.leave(connection);
    if (this.idle) this.events.quiet();
  }

  #enqueue(job: Parameters<RoomQueue['push']>[0]): void {
    this.#queue.push(job);
    this.#work ??= this.#workThrough().finally(() => {
      this.#work = undefined;
      if (this.idle) this.events.quiet();
    });
  }

  async #workThrough(): Promise<void> {
    const { pace, scheduler } = this.tools;
    // One turn of the event loop first: what arrives together is done together.
    if (this.#queue.next !== 'edit') await scheduler.turn();
    for (let next = this.#queue.next; next; next = this.#queue.next) {
      if (next === 'edit') await pace.taking();
      while (next === 'edit' && this.#queue.next === 'heard') await this.#do(this.#queue.take());
      await this.#do(this.#queue.take());
    }
  }

  #do(work: Work): Promise<void> {
    if (work.kind === 'edits') return this.#store(work.edits);
    if (work.kind === 'keeps') return this.#keep(work.keeps);
    return this.#handle(work);
  }

  async #store(edits: readonly ArrivedEdit[]): Promise<void> {
    const before = this.#document.sequence;
    const asked = edits.filter(({ from }) => !from.revoked && !from.floods());
    const { outcomes, ...stored } = await this.#document.store(asked);
    this.#show(stored, edits[0]!.at);
    const byEdit = new Map<Edit, Outcome>(asked.map((edit, index) => [edit, outcomes[index]!]));
    this.#delivery.report(edits, byEdit, this.#document.sequence);
    if (this.#document.sequence > before) this.events.changed();
    // Made now, kept beside the work: nobody waits for a slow disk.
    if (this.#document.snapshotDue(false)) void this.#document.keepSnapshot();
  }

  /** `arrived`: when the oldest edit in the rows came. */
  #show({ missed, rows }: Pick<Stored, 'missed' | 'rows'>, arrived: number): void {
    this.#hear(missed);
    this.#delivery.rows(rows, arrived);
    if (rows.length > 0) this.#tellOthers(rows.map(({ row }) => row.bytes));
  }

  #tellOthers(rows: readonly Uint8Array[]): void {
    const last = this.#document.sequence;
    this.events.stored({
      kind: 'log',
      documentId: this.#document.id,
      after: last - rows.length,
      last,
      rows
    });
  }

  #hear(updates: readonly Uint8Array[]): void {
    this.#delivery.updates(updates);
    if (updates.length > 0) this.events.changed();
  }

  /** The client's answer carries everything that is missing, so nothing it typed is lost by a refusal. */
  #askLater(from: Connection): void {
    if (!from.open || this.#askTimers.has(from)) return;
    const ask = () => {
      this.#askTimers.delete(from);
      this.#enqueue({ kind: 'ask', from });
    };
    this.#askTimers.set(from, this.tools.scheduler.after(this.tools.limits.askAgain, ask));
  }

  async #handle(job: SingleJob): Promise<void> {
    if (job.kind === 'snapshot') return this.#document.keepSnapshot();
    const from = 'from' in job ? job.from : undefined;
    // Frames that have come meanwhile are read first: of many questions, only the newest is answered.
    if (job.kind === 'answer' || job.kind === 'ask') await this.tools.scheduler.turn();
    if (from && !from.open && job.kind !== 'give-back') return;
    try {
      this.#hear(await this.#document.catchUp());
      await this.#answer(job);
    } catch (fault) {
      this.tools.events.readFailed(fault, { document: this.#document.id });
      if (job.kind === 'change') return job.change.resolve(refuse('not-stored'));
      // Who was asked for what they have may stay and go on writing: they are asked again until it can be taken.
      if (job.kind === 'ask') return this.#askLater(job.from);
      from?.close(CLOSE.unavailable, 'try again later');
    }
  }

  /** In one go: when a workshop begins, everybody's caret appears at once. Whose id is another's by now is shown no more. */
  async #keep(keeps: readonly Keep[]): Promise<void> {
    const here = keeps.filter(({ from }) => from.open);
    if (here.length === 0) return;
    try {
      this.#hear(await this.#document.catchUp());
      const theirs = await this.#document.owners.keep(
        here.map(({ clientId, from }) => ({ clientId, personId: from.identity.personId }))
      );
      here.forEach(({ from }, index) => (theirs[index] ? undefined : this.presence.leave(from)));
    } catch (fault) {
      this.tools.events.readFailed(fault, { document: this.#document.id });
      for (const { from } of here) from.close(CLOSE.unavailable, 'try again later');
    }
  }

  async #answer(job: Exclude<SingleJob, { kind: 'snapshot' }>): Promise<void> {
    switch (job.kind) {
      case 'ask':
        // Who waits for the text gets it first: to say what is here, all of it has to be read.
        if (this.#asked.has(job.from)) return this.#enqueue(job);
        return job.from.send(encodeSync('step1', this.#document.stateVector()));
      case 'answer':
        return this.#bring(job.from);
      case 'hand-out':
        return this.#handOut(job.from, job.schemaVersion);
      case 'give-back': {
        const { personId } = job.from.identity;
        return this.#document.owners.giveBack({ clientId: job.clientId, personId });
      }
      case 'change':
        return this.#change(job.change);
      case 'heard':
        return this.#hear(await this.#document.heard(job.hint));
    }
  }

  /**
   * No row before the text: a copy is then at every moment the log up to some row, and what its owner wrote. It may go
   * over to a node that is behind and still lacks nothing that it builds on.
   */
  #bring(to: Connection): void {
    const stateVector = this.#asked.get(to);
    this.#asked.delete(to);
    const lacked = stateVector && this.#document.lackedBy(stateVector);
    if (!lacked) return to.close(CLOSE.malformed, 'malformed');
    to.send(encodeSync('step2', lacked));
    if (to.open) this.#readers.add(to);
  }

  async #handOut(to: Connection, schemaVersion: number): Promise<void> {
    const current = schemaVersion === SCHEMA_VERSION;
    if (!current) to.bar();
    const { clientId = 0, missed } = to.mayEdit ? await this.#document.handOut(to.identity.personId) : NONE;
    this.#hear(missed);
    if (!current) to.tellRefused(refuse('reload-needed'));
    to.send(encodeClientId(clientId));
  }

  async #change(change: TextChange): Promise<void> {
    const arrived = this.tools.scheduler.now();
    const { answer, ...stored } = await changeText(this.#document, change);
    this.#show(stored, arrived);
    if (stored.rows.length > 0) this.events.changed();
    change.resolve(answer);
  }
}
