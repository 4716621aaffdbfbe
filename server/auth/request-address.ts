import type { IncomingMessage } from 'node:http';
import { placeOf } from './limits';

/**
 * Where a request comes from, as things are counted by it. With `hops` proxies of ours in front, the header that they
 * write says it; one that came past them counts as coming from where its connection comes from, as for pages.
 */
export function placeOfRequest({ headers, socket }: IncomingMessage, hops: number): string {
  const connection = socket.remoteAddress ?? 'unknown';
  if (hops === 0) return placeOf(connection);
  const named = [headers['x-forwarded-for'] ?? []].flat().join().split(',');
  return placeOf((named.length >= hops && named.at(-hops)!.trim()) || connection);
}
