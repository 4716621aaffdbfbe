import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line in between, which can go silent without ending. */
export class SilentLine {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];

  private constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      this.#sockets.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      near.pipe(far);
      far.pipe(near);
    });
  }

  static async open(to: number): Promise<SilentLine> {
    const line = new SilentLine(to);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sync`;
  }

  goSilent(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
