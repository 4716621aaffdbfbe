import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import type { Config } from '#server/config';
import { oneClickBefore } from '#server/mail/one-click';
import { aroundPages, handOver, routeUpgrade, type PageHandler } from '#server/serve';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

/** What somebody sends. At most one of the bodies. */
export interface Sending {
  readonly method?: string;
  /** With the query: "/specifications/new?/word". */
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A body as it is, with its content type in `headers`. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A world behind the built product's own pages, in this process. One per test file: the handler is made once. */
export interface ServedWorld {
  readonly world: World;
  readonly url: string;
  readonly port: number;
  /** As a browser on one of our own pages sends it; nobody when no person is given. */
  ask(person: TestPerson | undefined, sending: Sending): Promise<Answer>;
  /** The HTTP status of an upgrade request; 101 when the socket was opened. */
  upgrade(person: TestPerson | undefined, path: string): Promise<number>;
  /** A hash of every row of every table. */
  fingerprint(): Promise<string>;
  close(): Promise<void>;
}

export async function serveWorld(config: Partial<Config> = {}): Promise<ServedWorld> {
  const server = createServer();
  const port = await listening(server);
  const url = config.origins?.[0] ?? `http://localhost:${port}`;
  const world = await buildWorld({ config: { origins: [url], ...config } });
  const { runtime } = world;
  handOver(runtime);
  server.on(
    'request',
    aroundPages(runtime.tools.config, oneClickBefore(runtime.tools, await builtPages(url)))
  );
  server.on('upgrade', (request, socket, head) => {
    if (!routeUpgrade(runtime, request, socket, head)) socket.destroy();
  });
  return {
    world,
    url,
    port,
    ask: (person, sending) => ask(`http://localhost:${port}`, url, person, sending),
    upgrade: (person, path) => upgrade(port, url, person, path),
    fingerprint: fingerprintsOf(world),
    async close() {
      await runtime.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}

/** The handler reads its settings when it is loaded, so they are put there first, as `server/main.ts` does. */
async function builtPages(origin: string): Promise<PageHandler> {
  process.env.ORIGIN = origin;
  process.env.BODY_SIZE_LIMIT = '100M';
  const address = pathToFileURL('build/handler.js').href;
  const { handler } = (await import(/* @vite-ignore */ address)) as { handler: PageHandler };
  return handler;
}

async function ask(
  at: string,
  origin: string,
  person: TestPerson | undefined,
  sending: Sending
): Promise<Answer> {
  const body = bodyOf(sending);
  const method = sending.method ?? (body === undefined ? 'GET' : 'POST');
  const headers = new Headers({ accept: 'text/html', ...(method === 'GET' ? {} : { origin }) });
  if (person) headers.set('cookie', person.cookie);
  if (sending.json !== undefined) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(sending.headers ?? {})) headers.set(name, value);
  const response = await fetch(at + sending.path, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body })
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function bodyOf({ form, json, raw }: Sending): BodyInit | undefined {
  if (form) return new URLSearchParams(form);
  return json === undefined ? raw : JSON.stringify(json);
}

function upgrade(
  port: number,
  origin: string,
  person: TestPerson | undefined,
  path: string
): Promise<number> {
  const headers = {
    origin,
    ...(person ? { cookie: person.cookie } : {}),
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
  };
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: 'localhost', port, path, headers });
    asked.on('upgrade', (response: IncomingMessage, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    asked.on('error', reject);
    asked.end();
  });
}

/** Read afresh only when something was written since: reading every row takes longer than most answers. */
function fingerprintsOf(world: World): () => Promise<string> {
  let known: { readonly at: string; readonly print: string } | undefined;
  return async () => {
    const at = await newestTransaction(world);
    if (known?.at !== at) known = { at, print: await fingerprint(world) };
    return known.print;
  };
}

/** The number that the next transaction gets which writes; those that only read get none. */
async function newestTransaction({ runtime }: World): Promise<string> {
  const asked = sql`select pg_snapshot_xmax(pg_current_snapshot())::text as at`;
  return rowsOf<{ at: string }>(await runtime.tools.db.execute(asked))[0]!.at;
}

async function fingerprint({ runtime }: World): Promise<string> {
  const { db } = runtime.tools;
  const tables = rowsOf<{ name: string }>(
    await db.execute(sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`)
  );
  const parts = tables.map(
    ({ name }) =>
      sql`select ${name}::text as name, md5(coalesce(string_agg(md5(t::text), '' order by t::text), '')) as rows from ${sql.identifier(name)} t`
  );
  return JSON.stringify(rowsOf(await db.execute(sql.join(parts, sql` union all `))));
}

function rowsOf<Row>(result: unknown): Row[] {
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];
}
