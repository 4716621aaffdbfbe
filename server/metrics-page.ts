import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from './config';
import type { Metrics } from './metrics';
import type { PageHandler } from './serve';

const PATH = '/metrics';

/**
 * `/metrics`, for who shows METRICS_TOKEN. A token and not a port of its own: Prometheus stands on another machine or
 * in another container more often than not, where a port on 127.0.0.1 is out of reach and one on every address is open
 * to everybody. Without a token there is no such page.
 */
export function metricsBefore(
  { metricsToken }: Pick<Config, 'metricsToken'>,
  metrics: Metrics,
  handler: PageHandler
): PageHandler {
  if (metricsToken === undefined) return handler;
  return (request, response) => {
    if ((request.url ?? '').split('?', 1)[0] !== PATH) return handler(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, { allow: 'GET, HEAD' });
    if (!shows(request, metricsToken)) return answer(response, 401, { 'www-authenticate': 'Bearer' });
    void write(metrics, response);
  };
}

async function write(metrics: Metrics, response: ServerResponse): Promise<void> {
  const text = await metrics.text();
  response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  response.end(text);
}

function answer(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  response.end();
}

/** Digests are compared, so that neither the content nor the length of a guess shows in the time it takes. */
function shows({ headers }: IncomingMessage, token: string): boolean {
  const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(shown), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
