import type { Room } from '../servers/server';
import type { FrameMemory, Span } from './frame-memory';
import { LightSocket } from './light-socket';
import { emptyStep2, heardKind, refusalIn, step1, syncContent, toWire } from './room-messages';

/** What a listener reports about other people's edits; `edit` is the number of the writer's edit. */
export type OnEdit = (writer: number, edit: number, now: number) => void;

const EMPTY_VECTOR = new Uint8Array([0]);

/** One connected client that has no document: it notes how far it has each writer's edits. */
export class Listener {
  /** Per writer: the edits 0 to this, without it, have come. */
  readonly seen: Uint32Array;
  /** The updates themselves, for those who are asked at the end what document they have. */
  kept: Uint8Array[] | undefined;
  /** Why an edit of this client was not taken, as the server said it. */
  refused: string | undefined;
  onEdit: OnEdit = () => undefined;
  onPresence: ((frame: Buffer, start: number, now: number) => void) | undefined;
  readonly #cursor = { at: 0 };
  #wakeJoined: () => void = () => undefined;

  private constructor(
    readonly socket: LightSocket,
    private readonly room: Room,
    private readonly memory: FrameMemory,
    writers: number,
    /** Its own number among the writers, or -1. */
    readonly own: number
  ) {
    this.seen = new Uint32Array(writers);
    socket.onFrame = (frame, now) => this.#hear(frame, now);
  }

  /** Resolves when the server has answered with the document, or at once where servers do not answer. */
  static async join(
    room: Room,
    who: { client: number; own: number; writers: number; memory: FrameMemory }
  ): Promise<Listener> {
    const socket = await LightSocket.open(room.address(who.client));
    const listener = new Listener(socket, room, who.memory, who.writers, who.own);
    for (const message of room.greeting) socket.send(toWire(room, message));
    if (!room.answers) return listener;
    const joined = new Promise<void>((resolve) => (listener.#wakeJoined = resolve));
    socket.send(step1(room, EMPTY_VECTOR));
    await Promise.race([joined, socket.closed]);
    if (socket.closedWith !== undefined) throw new Error(`A client was closed with ${socket.closedWith}.`);
    return listener;
  }

  get open(): boolean {
    return this.socket.closedWith === undefined;
  }

  #hear(frame: Buffer, now: number): void {
    const start = this.room.prefix.length;
    switch (heardKind(frame, start)) {
      case 'update':
      case 'step2':
        for (const span of this.memory.spans(frame, start, this.#cursor)) this.#note(span, now);
        this.kept?.push(syncContent(frame, start).slice());
        return this.#wakeJoined();
      case 'asks':
        if (this.room.answers) this.socket.send(emptyStep2(this.room));
        return;
      case 'presence':
        return this.onPresence?.(frame, start, now);
      case 'refused':
        this.refused ??= refusalIn(frame, start);
        return;
      case 'other':
        return;
    }
  }

  /** An edit that comes without its predecessor is no use to anybody yet, so it does not count. */
  #note({ writer, from, to }: Span, now: number): void {
    const seen = this.seen[writer]!;
    if (writer === this.own || from > seen) return;
    for (let edit = seen; edit < to; edit += 1) this.onEdit(writer, edit, now);
    if (to > seen) this.seen[writer] = to;
  }
}
