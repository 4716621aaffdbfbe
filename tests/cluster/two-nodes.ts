import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Id } from '#domain/ids';
import type { Config } from '#server/config';
import type { Database } from '#server/db/database';
import { DatabaseLog } from '#server/db/document-log/database-log';
import type { DocumentLog } from '#server/db/document-log/document-log';
import { document, specification } from '#server/db/schema/specifications';
import type { Bus } from '#server/realtime/bus';
import type { OtherNodesTimes } from '#server/realtime/other-nodes';
import { composeRuntime, type Runtime } from '#server/runtime';
import { routeUpgrade } from '#server/serve';
import { roomName } from '#protocol/rooms';
import { TEST_CONFIG } from '#tests/builders/world';

interface NodeOptions {
  readonly config?: Partial<Config>;
  readonly times?: Partial<OtherNodesTimes>;
  /** To see, or to hold up, what the node asks of its log. */
  readonly wrapLog?: (log: DocumentLog) => DocumentLog;
}

/** One node within the test's process, with its own port. Its database is shared and stays open. */
export class TestNode {
  readonly #server = createServer();

  private constructor(readonly runtime: Runtime) {
    this.#server.on('upgrade', (request, socket, head) => routeUpgrade(runtime, request, socket, head));
  }

  static async start(db: Database, bus: Bus, options: NodeOptions = {}): Promise<TestNode> {
    // Each node has its own connection to the log, as processes have.
    const log = new DatabaseLog(db, () => new Date());
    const documents = options.wrapLog?.(log) ?? log;
    const shared = { db, documents, description: 'shared', close: async () => undefined };
    const config = { ...TEST_CONFIG, ...options.config };
    const runtime = composeRuntime({ config, database: shared, bus, otherNodesTimes: options.times });
    const node = new TestNode(runtime);
    await new Promise<void>((resolve) => node.#server.listen(0, '127.0.0.1', resolve));
    return node;
  }

  /** "ws://127.0.0.1:PORT/sync". */
  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sync`;
  }

  async close(): Promise<void> {
    await this.runtime.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A specification without text, and its room. */
export async function emptyDraft(
  db: Database,
  by: { partnershipId: Id<'partnership'>; memberId: Id<'member'> }
): Promise<{ documentId: Id<'document'>; specificationId: Id<'specification'>; room: string }> {
  const documentId = randomUUID() as Id<'document'>;
  const specificationId = randomUUID() as Id<'specification'>;
  const createdAt = new Date('2026-11-24T10:00:00.000Z');
  await db.insert(document).values({ id: documentId, createdAt });
  await db.insert(specification).values({
    id: specificationId,
    partnershipId: by.partnershipId,
    documentId,
    title: 'Falls and frailty',
    serviceNumber: '',
    createdAt,
    createdBy: by.memberId,
    origin: 'template'
  });
  return { documentId, specificationId, room: roomName(documentId) };
}
