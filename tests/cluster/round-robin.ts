import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Stands in front of several nodes as a reverse proxy would, and gives each new connection to the next one. Nobody
 * stays with a node. A node that does not answer is passed over.
 */
export class RoundRobin {
  readonly #sockets = new Set<Socket>();
  #next = 0;

  private constructor(
    private readonly server: Server,
    private ports: readonly number[]
  ) {
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** On a free port, unless one is named. */
  static async start(port = 0): Promise<RoundRobin> {
    const proxy = new RoundRobin(createServer({ pauseOnConnect: true }), []);
    await new Promise<void>((resolve) => proxy.server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Whom new connections go to. */
  serve(ports: readonly number[]): void {
    this.ports = ports;
  }

  /** Cuts every connection there is; new ones are taken as before. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#keep(socket);
    const first = this.#next++;
    this.#pass(
      socket,
      this.ports.map((_, index) => this.ports[(first + index) % this.ports.length]!)
    );
  }

  #pass(socket: Socket, [port, ...others]: readonly number[]): void {
    if (port === undefined) return void socket.destroy();
    const node = connect(port, '127.0.0.1');
    const elsewhere = () => this.#pass(socket, others);
    node.once('error', elsewhere);
    node.once('connect', () => {
      node.off('error', elsewhere);
      this.#keep(node);
      node.once('close', () => socket.destroy());
      socket.once('close', () => node.destroy());
      socket.pipe(node).pipe(socket);
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
