import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuse, statusOf, type Refusal } from '#domain/refusal';
import { safetyHeaders, WORKER_POLICY } from './auth/safety-headers';
import type { Config } from './config';
import type { Runtime } from './runtime';

/** Where hooks find the runtime: one per process, put there before the first request. */
export const RUNTIME = Symbol.for('concordat.runtime');

export function handOver(runtime: Runtime): void {
  (globalThis as Record<symbol, unknown>)[RUNTIME] = runtime;
  for (const work of Object.values(runtime.regular)) work.start();
}

/** What answers page and API requests: SvelteKit's handler, as it was built. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Stands around the handler, so that its files, its own refusals and its error pages are covered as well: they
 * never reach our hooks.
 */
export function aroundPages(config: Config, handler: PageHandler): PageHandler {
  const always = safetyHeaders(config);
  return (request, response) => {
    request.headers['x-concordat-protocol'] = 'http';
    for (const [name, value] of always) response.setHeader(name, value);
    if (request.url === WORKER_POLICY.path)
      response.setHeader('content-security-policy', WORKER_POLICY.policy);
    if (!servedHere(config, request.headers.host)) return refuseHost(response);
    if (config.trustedProxyHops > 0) fillForwardedFor(request, config.trustedProxyHops);
    const refusal = refuseBody(request);
    if (refusal) return answerUnread(refusal, request, response);
    handler(request, response);
  };
}

/** A page of another name that points at this machine (DNS rebinding) must not be served as ours. */
function servedHere(config: Config, host: string | undefined): boolean {
  return process.env.ORIGIN !== undefined || config.port === 0 || config.origins.includes(`http://${host}`);
}

function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('This address is not one Concordat was started for. Set ORIGIN to the address people use.');
}

/**
 * SvelteKit answers a request that names fewer addresses than there are proxies with a fault. One that came past the
 * proxies, such as a health check, counts as coming from where its connection comes from.
 */
function fillForwardedFor({ headers, socket }: IncomingMessage, hops: number): void {
  const named = [headers['x-forwarded-for'] ?? []].flat().join().split(',');
  if (named.length >= hops && named.at(-hops)!.trim() !== '') return;
  headers['x-forwarded-for'] = new Array(hops).fill(socket.remoteAddress ?? 'unknown').join();
}

/** Where a Word file may be sent; how large it may be is decided there. */
const TAKES_FILES = ['/specifications/new?/word', '/api/v1/specifications'];
/** Bytes. No form and no JSON of ours comes near it, files apart. */
const LARGEST_BODY = 1024 * 1024;

/** Told from the head alone, before anything is read. */
function refuseBody({ url = '', headers }: IncomingMessage): Refusal | undefined {
  // Browsers always say how large a body is; one of unknown size would be held in memory to find out.
  if (headers['transfer-encoding'] !== undefined) return refuse('message-too-large', { message: NO_LENGTH });
  if (Number(headers['content-length'] ?? 0) <= LARGEST_BODY) return undefined;
  const isForm = headers['content-type']?.startsWith('multipart/form-data') ?? false;
  return isForm && TAKES_FILES.includes(url) ? undefined : refuse('message-too-large');
}

const NO_LENGTH =
  'This was sent without saying how large it is, so it was not read. Send it with its Content-Length.';

/** Answers once the body has gone by unread: a browser that is still sending would not see the answer. */
function answerUnread(refusal: Refusal, request: IncomingMessage, response: ServerResponse): void {
  const { code, message } = refusal;
  const status = statusOf(refusal);
  request.resume().once('end', () => {
    response.writeHead(status, { 'content-type': 'application/json' });
    // `type` and `status` are what an enhanced form looks for; the rest is the API's own shape.
    response.end(JSON.stringify({ type: 'error', status, error: { code, message } }));
  });
}

/** Gives our two sockets their upgrade requests. Answers false for paths that are not ours. */
export function routeUpgrade(
  runtime: Runtime,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer
): boolean {
  const path = (request.url ?? '').split('?')[0]!;
  if (path === '/live') {
    void runtime.doors.live
      .enter(request, socket, () => runtime.live.upgrade(request, socket, head))
      .catch((error: unknown) => failed(runtime, socket, error));
    return true;
  }
  if (path.startsWith('/sync/')) {
    void runtime.doors.sync
      .enter(request, socket, () => runtime.rooms.upgrade(request, socket, head))
      .catch((error: unknown) => failed(runtime, socket, error));
    return true;
  }
  return false;
}

function failed(runtime: Runtime, socket: Duplex, error: unknown): void {
  runtime.tools.log.error({ err: error }, 'upgrade failed');
  socket.destroy();
}

/** Stops taking requests, lets what is under way finish, closes the rest. At most `limit` milliseconds. */
export async function shutDown(server: Server, runtime: Runtime, limit = 10_000): Promise<void> {
  const tooLong = setTimeout(() => process.exit(1), limit);
  tooLong.unref();
  server.close();
  await runtime.close();
  server.closeAllConnections();
}
