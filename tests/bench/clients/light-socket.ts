import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Where a socket goes and what its upgrade request says besides. */
export interface Address {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `frame` is valid only during the call: it points into what was read from the wire. */
export type OnFrame = (frame: Buffer, now: number) => void;

const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * A WebSocket client that does as little as the protocol allows. With an ordinary library a hundred clients in one
 * process are busy long before the server is, and the figure would be the library's.
 */
export class LightSocket {
  onFrame: OnFrame = () => undefined;
  /** The code it was closed with; 1006 when the line was cut. Undefined while it is open. */
  closedWith: number | undefined;
  #rest: Buffer | undefined;
  #wakeClosed: () => void = () => undefined;
  readonly closed: Promise<void>;

  private constructor(private readonly wire: Socket) {
    this.closed = new Promise((resolve) => (this.#wakeClosed = resolve));
    wire.on('error', () => undefined);
    wire.on('close', () => this.#end(1006));
  }

  static open(address: Address): Promise<LightSocket> {
    return new Promise((resolve, reject) => {
      const wire = connect({ host: '127.0.0.1', port: address.port, noDelay: true });
      const socket = new LightSocket(wire);
      let head = Buffer.alloc(0);
      const read = (chunk: Buffer) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf(HEADERS_END);
        if (end < 0) return;
        wire.off('data', read);
        const status = head.toString('latin1', 9, 12);
        if (status !== '101')
          return reject(new Error(`The upgrade of ${address.path} was answered ${status}.`));
        wire.on('data', (data) => socket.#read(data));
        resolve(socket);
        const left = head.subarray(end + HEADERS_END.length);
        // The caller hangs its listener on first.
        if (left.length > 0) queueMicrotask(() => socket.#read(left));
      };
      wire.on('data', read);
      wire.once('error', reject);
      wire.once('close', () => reject(new Error(`The upgrade of ${address.path} was cut.`)));
      wire.write(upgradeRequest(address));
    });
  }

  /** Several of these between `cork` and `uncork` leave in one piece. */
  send(framed: Uint8Array): void {
    this.wire.write(framed);
  }

  cork(): void {
    this.wire.cork();
  }

  uncork(): void {
    this.wire.uncork();
  }

  /** Resolves when what was sent has left this process. */
  async drained(): Promise<void> {
    if (this.wire.writableNeedDrain && !this.wire.destroyed) {
      await Promise.race([new Promise((resolve) => this.wire.once('drain', resolve)), this.closed]);
    }
  }

  close(): void {
    if (this.closedWith === undefined) this.wire.end(framed(Buffer.from([0x03, 0xe8]), CLOSE));
    this.wire.destroySoon();
  }

  #read(chunk: Buffer): void {
    const now = performance.now();
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    for (let end = frameEnd(data, at); end > 0; end = frameEnd(data, at)) {
      this.#take(data[at]!, data.subarray(payloadStart(data, at), end), now);
      at = end;
    }
    this.#rest = at < data.length ? data.subarray(at) : undefined;
  }

  #take(first: number, payload: Buffer, now: number): void {
    const kind = first & 0x0f;
    if (kind === BINARY && first & 0x80) this.onFrame(payload, now);
    else if (kind === PING) this.send(framed(payload, PONG));
    else if (kind === CLOSE) this.#end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
    else if (kind !== PONG) throw new Error(`A frame of kind ${first} is not understood here.`);
  }

  #end(code: number): void {
    this.closedWith ??= code;
    this.wire.destroySoon();
    this.#wakeClosed();
  }
}

function upgradeRequest({ port, path, headers }: Address): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Where the payload of the frame at `at` starts. Servers do not mask. */
function payloadStart(data: Buffer, at: number): number {
  const short = data[at + 1]! & 0x7f;
  return at + (short < 126 ? 2 : short === 126 ? 4 : 10);
}

/** Where the frame at `at` ends, or -1 when it is not all there yet. */
function frameEnd(data: Buffer, at: number): number {
  if (data.length < at + 2) return -1;
  const start = payloadStart(data, at);
  if (data.length < start) return -1;
  const short = data[at + 1]! & 0x7f;
  const length =
    short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
  return data.length < start + length ? -1 : start + length;
}

/** A payload as a client sends it. The mask is zero, so that nothing has to be masked; every server accepts it. */
export function framed(payload: Uint8Array, kind = BINARY): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = 0x80 | kind;
  frame[1] = 0x80 | (head === 2 ? length : head === 4 ? 126 : 127);
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(payload, head + 4);
  return frame;
}
