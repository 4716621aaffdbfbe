import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRefusal, refuse, statusOf } from '#domain/refusal';
import type { Tools } from '../runtime';
import type { PageHandler } from '../serve';
import { unsubscribe } from './unsubscribe';

const PATH = /^\/unsubscribe\/([A-Za-z0-9_-]{20,80})$/;
/** Bytes. "List-Unsubscribe=One-Click", as a form of either kind. */
const LARGEST = 1024;

/**
 * RFC 8058: an e-mail program stops the e-mail with a POST of its own, which comes from no page and names no origin. A POST that
 * names one goes to the page, past the rule that it must be ours.
 */
export function oneClickBefore(tools: Pick<Tools, 'db' | 'now' | 'log'>, handler: PageHandler): PageHandler {
  return (request, response) => {
    const [, token] = PATH.exec(request.url ?? '') ?? [];
    const isOneClick = request.method === 'POST' && request.headers.origin === undefined;
    if (token === undefined || !isOneClick) return handler(request, response);
    answer(token, request, tools)
      .catch((error: unknown) => {
        tools.log.error({ err: error }, 'unsubscribing failed');
        return { status: 500, words: 'Something went wrong on our side. Try again.' };
      })
      .then((said) => say(response, said))
      .catch(() => response.destroy());
  };
}

interface Said {
  readonly status: number;
  readonly words: string;
}

async function answer(
  token: string,
  request: IncomingMessage,
  tools: Pick<Tools, 'db' | 'now'>
): Promise<Said> {
  const body = await shortBody(request);
  const isOneClick = body.includes('List-Unsubscribe') && body.includes('One-Click');
  const done = isOneClick ? await unsubscribe(token, true, tools) : refuse('cross-site');
  return isRefusal(done)
    ? { status: statusOf(done), words: done.message }
    : { status: 200, words: 'You get no more e-mail from Concordat.' };
}

/** What is longer is let by unread. */
async function shortBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    if (body.length < LARGEST) body += (chunk as Buffer).toString('latin1');
  }
  return body.length <= LARGEST ? body : '';
}

function say(response: ServerResponse, { status, words }: Said): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${words}\n`);
}
