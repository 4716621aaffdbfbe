import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const packBytes = promisify(gzip);

/** Bytes. Below it packing saves no packet worth having. */
const LEAST = 2048;
const WORTH_PACKING = /^(text\/html|text\/plain|application\/json)\b/;
/** What a request is for that our own page, or the person by the address bar, has made. */
const OF_THE_PERSON = new Set(['same-origin', 'none']);

/**
 * The answer compressed with gzip, where the browser takes it and no other site has made it ask. A site that could have the
 * browser ask for a page of ours again and again, each time with other words in the address, and could see how many
 * bytes come back, would read from their number what else is on the page (BREACH). The browser itself says who has made it
 * ask; of one that does not say, nothing is packed.
 */
export async function packedAnswer(request: Request, answer: Response): Promise<Response> {
  if (!isWorthIt(answer) || !mayPack(request)) return answer;
  const bytes = await packBytes(await answer.arrayBuffer(), { level: 5 });
  const headers = new Headers(answer.headers);
  headers.set('content-encoding', 'gzip');
  headers.set('content-length', String(bytes.length));
  headers.append('vary', 'accept-encoding, sec-fetch-site');
  // It named the bytes as they were; no browser asks for a page of ours with it, since none keeps one.
  headers.delete('etag');
  return new Response(bytes, { status: answer.status, headers });
}

/** An answer that is still being made says no length, and is not waited for. */
function isWorthIt({ body, headers }: Response): boolean {
  if (!body || headers.has('content-encoding')) return false;
  if (!WORTH_PACKING.test(headers.get('content-type') ?? '')) return false;
  return Number(headers.get('content-length') ?? 0) >= LEAST;
}

function mayPack({ method, headers }: Request): boolean {
  if (method === 'HEAD' || !OF_THE_PERSON.has(headers.get('sec-fetch-site') ?? '')) return false;
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(headers.get('accept-encoding') ?? '');
}
