import type { WebSocket } from 'ws';
import type { Dice } from './dice';
import { messagesIn } from './wire-frames';
import type { VirtualClock } from './virtual-clock';

/** Closed without a word from the other side. */
export const LOST = 1006;
const CLOSE_TIMEOUT = 1000;

/** What the person's side of a line tells. */
export interface LineEnd {
  opened(): void;
  message(message: Uint8Array): void;
  closed(code: number): void;
}

/** What is under way in one direction: in order, and late. */
class Direction {
  #freeAt = 0;
  #stalledUntil = 0;
  #cut = false;
  bytes = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly dice: Dice,
    private readonly slowest: number
  ) {}

  send(bytes: number, arrive: () => void): void {
    const late = this.dice.chance(0.8) ? this.dice.below(5) : this.dice.below(this.slowest + 1);
    this.#freeAt = Math.max(this.#freeAt, this.clock.now + late, this.#stalledUntil);
    this.bytes += bytes;
    this.clock.after(this.#freeAt - this.clock.now, () => {
      this.bytes -= bytes;
      if (!this.#cut) arrive();
    });
  }

  stall(milliseconds: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.clock.now + milliseconds);
  }

  cut(): void {
    this.#cut = true;
  }
}

type Listener = (...args: never[]) => void;

/** What `Connection` uses of a socket of `ws`, at the server's end of a line. */
class ServerSocket {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  isPaused = false;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #unread: Uint8Array[] = [];

  constructor(private readonly line: Line) {}

  get bufferedAmount(): number {
    return this.line.down.bytes;
  }

  /** Frames made by `wireFrame` go past `ws`. */
  readonly _socket = { write: (frames: Buffer) => this.line.sendDown(messagesIn(frames)) };

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  once(event: string, listener: Listener): void {
    this.on(event, listener);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.line.clock.after(0, () => this.#read());
  }

  send(message: Uint8Array): void {
    if (this.readyState === this.OPEN) this.line.sendDown([message]);
  }

  ping(): void {
    this.line.ping();
  }

  close(code: number): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 2;
    this.line.hangUpAtServer(code);
  }

  terminate(): void {
    this.line.break(0, 0);
  }

  arrived(message: Uint8Array): void {
    this.#unread.push(message);
    this.#read();
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]));
  }

  ended(code: number): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.emit('close', code);
  }

  #read(): void {
    while (!this.isPaused && this.#unread.length > 0 && this.readyState !== this.CLOSED)
      this.emit('message', Buffer.from(this.#unread.shift()!), true);
  }
}

export interface LineWatch {
  /** A message goes out to the person. */
  sent(line: Line, message: Uint8Array): void;
  /** A message of the person reaches the server. */
  arrived(line: Line, message: Uint8Array): void;
}

/** One connection between a person and a node: what arrives comes in order, late, or not at all. */
export class Line {
  readonly up: Direction;
  readonly down: Direction;
  readonly #socket = new ServerSocket(this);
  #end: LineEnd | undefined;
  #broken = false;
  /** It was cut, so an edit that arrived may be without those before it. */
  wasCut = false;

  constructor(
    readonly clock: VirtualClock,
    dice: Dice,
    slowest: number,
    end: LineEnd,
    private readonly watch: LineWatch
  ) {
    this.up = new Direction(clock, dice, slowest);
    this.down = new Direction(clock, dice, slowest);
    this.#end = end;
  }

  get socket(): WebSocket {
    return this.#socket as unknown as WebSocket;
  }

  /** The server has agreed; the person learns of it a little later. */
  open(): void {
    this.down.send(0, () => this.#end?.opened());
  }

  send(message: Uint8Array): void {
    if (this.#broken || !this.#end) return;
    this.up.send(message.length, () => {
      this.watch.arrived(this, message);
      this.#socket.arrived(message);
    });
  }

  /** By the person. */
  hangUp(): void {
    this.#end = undefined;
    this.up.send(0, () => this.#socket.ended(1000));
  }

  hangUpAtServer(code: number): void {
    this.down.send(0, () => {
      this.#tellEnd(code);
      this.up.send(0, () => this.#socket.ended(code));
    });
    // A peer that does not answer is cut off.
    this.clock.after(CLOSE_TIMEOUT, () => this.#socket.ended(LOST));
  }

  sendDown(messages: readonly Uint8Array[]): void {
    for (const message of messages) {
      this.watch.sent(this, message);
      if (!this.#broken) this.down.send(message.length, () => this.#end?.message(message));
    }
  }

  ping(): void {
    if (this.#broken) return;
    this.down.send(0, () => this.up.send(0, () => this.#socket.emit('pong')));
  }

  /** It goes dead, and nobody is told before they find out by themselves. */
  silence(): void {
    this.#broken = true;
    this.wasCut = true;
    this.up.cut();
    this.down.cut();
  }

  /** It goes dead, and each side is told after so many milliseconds. */
  break(serverKnowsAfter: number, personKnowsAfter: number): void {
    this.silence();
    this.clock.after(serverKnowsAfter, () => this.#socket.ended(LOST));
    this.clock.after(personKnowsAfter, () => this.#tellEnd(LOST));
  }

  #tellEnd(code: number): void {
    const end = this.#end;
    this.#end = undefined;
    end?.closed(code);
  }
}
