import { createSecretKey, randomUUID } from 'node:crypto';
import type { DocumentId, Id } from '#domain/ids';
import type { Bus, Hint, NodeId } from '#server/realtime/bus';
import { decodeMessage, encodeMessage } from '#server/realtime/bus-messages';

/** From 0 to 1: how likely each is, for every message and every node it is on its way to. */
interface Weather {
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
}

const KEY = createSecretKey(new Uint8Array(32));

/** A line between nodes in one process that loses, doubles, delays and reorders messages, as a seed decides. */
export class LossyNetwork {
  readonly #buses: LossyBus[] = [];
  weather: Weather = { lost: 0, doubled: 0, late: 0 };
  /** Nothing passes. */
  cut = false;
  /** Until it resolves nobody begins to hear of another document. */
  attendingFrom: Promise<void> = Promise.resolve();
  /** What the weather has done so far. */
  readonly done = { passed: 0, lost: 0, doubled: 0, late: 0 };
  readonly #carried: { to: LossyBus; bytes: Uint8Array }[] = [];

  constructor(readonly random: () => number) {}

  bus(): Bus {
    const bus = new LossyBus(this);
    this.#buses.push(bus);
    return bus;
  }

  /** The line stands again, and every node notices. */
  mend(): void {
    this.cut = false;
    for (const bus of this.#buses) bus.back();
  }

  /** Everything that ever passed arrives once more, in any order. */
  replay(): void {
    const order = this.#carried.map((message) => ({ message, at: this.random() }));
    for (const { message } of order.sort((one, other) => one.at - other.at)) message.to.take(message.bytes);
  }

  carry(from: LossyBus, bytes: Uint8Array): void {
    for (const to of this.#buses) if (to !== from) this.#carryTo(to, bytes);
  }

  #carryTo(to: LossyBus, bytes: Uint8Array): void {
    if (this.cut || this.random() < this.weather.lost) {
      this.done.lost += 1;
      return;
    }
    if (this.random() < this.weather.doubled) {
      this.done.doubled += 1;
      this.#deliver(to, bytes);
    }
    this.#deliver(to, bytes);
  }

  #deliver(to: LossyBus, bytes: Uint8Array): void {
    this.done.passed += 1;
    this.#carried.push({ to, bytes });
    if (this.random() >= this.weather.late) return void setImmediate(() => to.take(bytes));
    this.done.late += 1;
    setTimeout(() => to.take(bytes), this.random() * 30);
  }
}

class LossyBus implements Bus {
  readonly node = randomUUID() as Id<'node'> as NodeId;
  readonly #listeners: ((hint: Hint) => void)[] = [];
  readonly #reconnected: (() => void)[] = [];
  readonly #attending: ((documentId: DocumentId) => void)[] = [];
  readonly #wanted = new Set<DocumentId>();
  readonly #open = new Set<DocumentId>();
  #closed = false;

  constructor(private readonly network: LossyNetwork) {}

  get connected(): boolean {
    return !this.#closed && !this.network.cut;
  }

  publish(hint: Hint): void {
    if (!this.#closed) this.network.carry(this, encodeMessage({ node: this.node, hint }, KEY));
  }

  listen(listener: (hint: Hint) => void): void {
    this.#listeners.push(listener);
  }

  attend(documentId: DocumentId): void {
    this.#wanted.add(documentId);
    void this.network.attendingFrom.then(() => {
      if (!this.#wanted.has(documentId)) return;
      this.#open.add(documentId);
      for (const listener of this.#attending) listener(documentId);
    });
  }

  leave(documentId: DocumentId): void {
    this.#wanted.delete(documentId);
    this.#open.delete(documentId);
  }

  onAttending(listener: (documentId: DocumentId) => void): void {
    this.#attending.push(listener);
  }

  onReconnect(listener: () => void): void {
    this.#reconnected.push(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  back(): void {
    this.publish({ kind: 'back', node: this.node });
    for (const listener of this.#reconnected) listener();
  }

  take(bytes: Uint8Array): void {
    const message = decodeMessage(bytes, KEY);
    if (this.#closed || !message) return;
    const { hint } = message;
    if ('documentId' in hint && !this.#open.has(hint.documentId)) return;
    for (const listener of this.#listeners) listener(hint);
  }
}
