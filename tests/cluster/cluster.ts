import { startProduct, type Product } from '#tests/builders/product';
import { RoundRobin } from './round-robin';

interface ClusterOptions {
  readonly nodes: number;
  readonly databaseUrl: string;
  /** Without one the nodes hear of each other from the database alone. */
  readonly redisUrl?: string;
  readonly demo?: boolean;
  /** Where people reach it; a free port if none is named. */
  readonly port?: number;
  readonly environment?: Record<string, string>;
}

/** Several built nodes on one database and one Redis, and a proxy in front: what compose.yaml starts, without containers. */
export class Cluster {
  readonly nodes: Product[] = [];

  private constructor(
    private readonly options: ClusterOptions,
    private readonly proxy: RoundRobin
  ) {}

  /** All nodes at the same time. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options, await RoundRobin.start(options.port));
    const starting = Array.from({ length: options.nodes }, () => cluster.#node());
    const settled = await Promise.allSettled(starting);
    for (const each of settled) if (each.status === 'fulfilled') cluster.nodes.push(each.value);
    cluster.#serveAll();
    const failed = settled.find((each) => each.status === 'rejected');
    if (!failed) return cluster;
    await cluster.close();
    throw failed.reason;
  }

  /** Where people reach it: the proxy. Also the Origin of every request, whichever node it is sent to. */
  get url(): string {
    return `http://localhost:${this.proxy.port}`;
  }

  /** Kills a node without warning, or stops it as an operator would; the others go on. */
  async stop(index: number, signal: NodeJS.Signals): Promise<void> {
    await this.nodes[index]!.stop(signal);
  }

  /** Starts a new node in the place of one that has ended. */
  async replace(index: number): Promise<void> {
    await this.nodes[index]!.remove();
    this.nodes[index] = await this.#node();
    this.#serveAll();
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
    await this.proxy.close();
  }

  #node(): Promise<Product> {
    const { databaseUrl, redisUrl, demo = true, environment } = this.options;
    const bus = redisUrl && { REDIS_URL: redisUrl };
    return startProduct({
      demo,
      environment: { DATABASE_URL: databaseUrl, ...bus, ORIGIN: this.url, ...environment }
    });
  }

  #serveAll(): void {
    this.proxy.serve(this.nodes.map((node) => Number(new URL(node.url).port)));
  }
}
