import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import { Keyboard } from '../load/keyboard';
import type { Latencies } from '../load/latencies';
import type { Room } from '../servers/server';
import { baseOf } from './base-text';
import { FrameMemory } from './frame-memory';
import { Listener } from './listener';
import { openWhenComplete } from './reader';
import { update } from './room-messages';

export interface CrowdSize {
  readonly clients: number;
  /** The first so many clients type. */
  readonly writers: number;
  /** The last so many keep what they get, to compare documents at the end. */
  readonly keepers?: number;
  /** The first client's number at the server, where several crowds share sessions. */
  readonly firstClient?: number;
}

interface Writer {
  readonly keyboard: Keyboard;
  readonly typed: Uint8Array[];
  readonly frames: Buffer[];
  readonly sentAt: number[];
}

/** Everybody in one room: those who type and those who read. */
export class Crowd {
  /** Edits that reached a client other than their writer. */
  delivered = 0;
  sent = 0;
  /** Undefined: nothing is timed. */
  latencies: Latencies | undefined;

  private constructor(
    readonly room: Room,
    private readonly base: Uint8Array,
    readonly listeners: readonly Listener[],
    private readonly writers: readonly Writer[]
  ) {
    for (const listener of listeners) {
      listener.onEdit = (writer, edit, now) => {
        this.delivered += 1;
        this.latencies?.add(now - (this.writers[writer]!.sentAt[edit] ?? now));
      };
    }
  }

  static async gather(room: Room, size: CrowdSize): Promise<Crowd> {
    const base = await baseOf(room);
    const first = size.firstClient ?? 0;
    const writers = Array.from({ length: size.writers }, (_, place) => ({
      keyboard: new Keyboard(base, place),
      typed: [],
      frames: [],
      sentAt: []
    }));
    const memory = new FrameMemory(
      new Map(writers.map(({ keyboard }, number) => [keyboard.clientId, number]))
    );
    const listeners = await Promise.all(
      Array.from({ length: size.clients }, (_, number) =>
        Listener.join(room, {
          client: first + number,
          own: number < size.writers ? number : -1,
          writers: size.writers,
          memory
        })
      )
    );
    for (const listener of size.keepers ? listeners.slice(-size.keepers) : []) listener.kept = [];
    return new Crowd(room, base, listeners, writers);
  }

  get writerCount(): number {
    return this.writers.length;
  }

  /** Makes the edits ahead of time, so that making them is no part of what is measured. */
  prepare(editsPerWriter: number): void {
    for (const { keyboard, typed, frames } of this.writers) {
      const more = keyboard.type(editsPerWriter);
      typed.push(...more);
      frames.push(...more.map((each) => update(this.room, each)));
    }
  }

  /** The writer's next `count` edits leave, in one piece. */
  send(writer: number, count: number): void {
    const { frames, sentAt } = this.writers[writer]!;
    const { socket } = this.listeners[writer]!;
    const now = performance.now();
    socket.cork();
    for (let left = count; left > 0; left -= 1) {
      socket.send(frames[sentAt.length]!);
      sentAt.push(now);
    }
    socket.uncork();
    this.sent += count;
  }

  /** Deliveries when everybody has everything. */
  get expected(): number {
    return this.sent * (this.listeners.length - 1);
  }

  /** What went wrong for a client that did nothing wrong, or undefined. */
  get fault(): string | undefined {
    const refused = this.listeners.find((listener) => listener.refused !== undefined);
    if (refused) return `an edit was refused: ${refused.refused}`;
    const closed = this.listeners.find(({ open }) => !open);
    return closed && `a client was closed with ${closed.socket.closedWith}`;
  }

  /** The most edits of each writer that anybody else has seen. */
  seenByOthers(): number[] {
    return this.writers.map((_, writer) => Math.max(...this.listeners.map(({ seen }) => seen[writer]!)));
  }

  sentBy(writer: number): { clientId: number; edits: number } {
    const { keyboard, sentAt } = this.writers[writer]!;
    return { clientId: keyboard.clientId, edits: sentAt.length };
  }

  /** Whether the keepers and, where the server answers, a new client have one and the same complete document. */
  async converged(): Promise<boolean> {
    const docs = this.listeners.flatMap(({ kept, own }) =>
      kept ? [documentOf(this.base, [...this.#typedBy(own), ...kept])] : []
    );
    const complete = (doc: Y.Doc) =>
      this.writers.every((_, writer) => {
        const { clientId, edits } = this.sentBy(writer);
        return edits === 0 || Y.getState(doc.store, clientId) === edits;
      });
    if (this.room.answers) {
      const fresh = await openWhenComplete(this.room, complete, 10_000);
      if (!fresh) return false;
      docs.push(fresh);
    }
    return docs.every(complete) && new Set(docs.map(textOf)).size === 1;
  }

  /** Nobody is sent what they wrote themselves. */
  #typedBy(writer: number): readonly Uint8Array[] {
    const { typed = [], sentAt = [] } = this.writers[writer] ?? {};
    return typed.slice(0, sentAt.length);
  }

  leave(): void {
    for (const { socket } of this.listeners) socket.close();
  }
}

function documentOf(base: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    Y.applyUpdate(doc, base);
    for (const each of updates) Y.applyUpdate(doc, each);
  });
  return doc;
}

function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment(BODY).toString();
}
