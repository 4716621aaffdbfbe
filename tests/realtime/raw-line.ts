import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { ORIGIN } from './sync-world';

/** One WebSocket frame as bytes, lawful or not. The mask is zero, so that the content stands as it is. */
export function frame(
  payload: Uint8Array,
  { opcode = 2, last = true, masked = true }: { opcode?: number; last?: boolean; masked?: boolean } = {}
): Buffer {
  const mask = masked ? 0x80 : 0;
  const head = [(last ? 0x80 : 0) | opcode];
  if (payload.length < 126) head.push(mask | payload.length);
  else if (payload.length < 65_536) head.push(mask | 126, payload.length >> 8, payload.length & 255);
  else head.push(mask | 127, 0, 0, 0, 0, ...bytesOf(payload.length));
  return Buffer.concat([Buffer.from(head), Buffer.alloc(masked ? 4 : 0), payload]);
}

function bytesOf(length: number): number[] {
  return [length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255];
}

/** A TCP line that speaks HTTP and WebSocket by hand, and does only what a test tells it to: no pong, no closing. */
export class RawLine {
  readonly socket: Socket;
  /** When our side is told that the server's has ended. */
  readonly ended: Promise<void>;
  #heard = Buffer.alloc(0);
  #waits: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (data: Buffer) => {
      this.#heard = Buffer.concat([this.#heard, data]);
      for (const wake of this.#waits.splice(0)) wake();
    });
    this.socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.socket.once('end', resolve).once('close', () => resolve()));
  }

  /** Sends an upgrade request; `more` are header lines. */
  ask(path: string, more: readonly string[]): this {
    const key = randomBytes(16).toString('base64');
    const lines = [
      `GET ${path} HTTP/1.1`,
      'host: localhost',
      ...more,
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `sec-websocket-key: ${key}`
    ];
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return this;
  }

  static async open(port: number, room: string, cookie: string): Promise<RawLine> {
    const line = new RawLine(port).ask(`/sync/${room}`, [`origin: ${ORIGIN}`, `cookie: ${cookie}`]);
    const status = await line.status();
    if (status !== 101) throw new Error(`The upgrade was answered ${status}.`);
    return line;
  }

  /** The status of the answer; 0 when the line ended without one. */
  async status(): Promise<number> {
    const head = await this.answerHead();
    return Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
  }

  /** The answer's first lines, as they came. */
  async answerHead(): Promise<string> {
    let over = false;
    void this.ended.then(() => {
      over = true;
      for (const wake of this.#waits.splice(0)) wake();
    });
    for (;;) {
      const end = this.#heard.indexOf('\r\n\r\n');
      if (end >= 0 || over) return this.#heard.subarray(0, end < 0 ? undefined : end + 4).toString();
      await new Promise<void>((wake) => this.#waits.push(wake));
    }
  }

  /** The code of the close frame that came before the line ended; undefined when none did. */
  async closeCode(): Promise<number | undefined> {
    await this.ended;
    let at = this.#heard.indexOf('\r\n\r\n') + 4;
    while (at + 2 <= this.#heard.length) {
      const opcode = this.#heard[at]! & 15;
      const short = this.#heard[at + 1]! & 127;
      const [length, skip] =
        short < 126
          ? [short, 2]
          : short === 126
            ? [this.#heard.readUInt16BE(at + 2), 4]
            : [Number(this.#heard.readBigUInt64BE(at + 2)), 10];
      if (opcode === 8) return this.#heard.readUInt16BE(at + skip);
      at += skip + length;
    }
    return undefined;
  }

  destroy(): void {
    this.socket.destroy();
  }
}
