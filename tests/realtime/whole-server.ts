import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { WebSocket } from 'ws';
import { isRefusal } from '#domain/refusal';
import { LIVE_LIMITS, SYNC_LIMITS, type LiveLimits, type SyncLimits } from '#protocol/limits';
import { decodeChanged, encodeWatch } from '#protocol/live-messages';
import { roomName } from '#protocol/rooms';
import { topicName, type Topic } from '#protocol/topics';
import type { Config } from '#server/config';
import { specification } from '#server/db/schema/specifications';
import { routeUpgrade } from '#server/serve';
import { buildWorld, TEST_ORIGIN, type TestPerson, type World } from '#tests/builders/world';

interface Choice {
  readonly config?: Partial<Config>;
  readonly sync?: Partial<SyncLimits>;
  readonly live?: Partial<LiveLimits>;
}

/** An open page, as far as the server knows one. */
export interface OpenPage {
  readonly socket: WebSocket;
  /** Names of the topics it heard of. */
  readonly heard: string[];
  readonly closed: Promise<number>;
}

/** Both sockets and what stands before them, as `main.ts` composes them; without pages. */
export class WholeServer {
  private constructor(
    readonly world: World,
    readonly server: Server
  ) {}

  static async open({ config, sync, live }: Choice = {}): Promise<WholeServer> {
    const sockets = { sync: { ...SYNC_LIMITS, ...sync }, live: { ...LIVE_LIMITS, ...live } };
    const world = await buildWorld({ config: { sockets, ...config } });
    const server = createServer((_, response) => response.writeHead(404).end());
    server.on('upgrade', (request, socket, head) => {
      if (!routeUpgrade(world.runtime, request, socket, head)) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WholeServer(world, server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** As `RawClient.open` wants it. */
  get url(): string {
    return `ws://127.0.0.1:${this.port}/sync`;
  }

  /** The room of a new specification. */
  async room(by: TestPerson): Promise<string> {
    const made = await by.commands.createSpecification({ title: 'Falls and frailty', serviceNumber: '' });
    if (isRefusal(made)) throw new Error(made.message);
    const { documentId } = specification;
    const [row] = await this.world.runtime.tools.db
      .select({ documentId })
      .from(specification)
      .where(eq(specification.id, made.id));
    return roomName(row!.documentId);
  }

  /** Another session of the same person, as a Cookie header. */
  async otherSession({ actor }: TestPerson): Promise<{ cookie: string; token: string }> {
    const { name, value } = await this.world.runtime.tools.sessions.start(actor.personId);
    return { cookie: `${name}=${value}`, token: value };
  }

  async page(by: { cookie: string }, topics: readonly Topic[]): Promise<OpenPage> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/live`, {
      headers: { cookie: by.cookie, origin: TEST_ORIGIN }
    });
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(...(decodeChanged(String(data)) ?? []).map(topicName)));
    socket.on('error', () => undefined);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('unexpected-response', reject));
    socket.send(encodeWatch(topics));
    return { socket, heard, closed };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.world.close();
  }
}
