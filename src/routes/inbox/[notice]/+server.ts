import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { orError } from '../../answers';
import type { RequestHandler } from './$types';

/** The way from the inbox, or from an e-mail, to what a notice is about. Who takes it has read the notice. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  const told = await locals.reads.toldOf(params.notice);
  // Also of somebody else's: an e-mail may be older than what the inbox keeps.
  if (isRefusal(told) && told.code === 'not-found') redirect(303, '/inbox?gone=yes');
  const { href } = orError(told, url);
  if (isBeingOpened(request.headers)) await locals.commands.readNotices({ noticeId: params.notice });
  redirect(303, href);
};

const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/**
 * A browser opens a page by it: nothing is marked by what is fetched ahead, by a picture or a frame on another site, or by a
 * program that looks at links. Browsers say so themselves, and no page can say it for them.
 */
function isBeingOpened(headers: Headers): boolean {
  return headers.get('sec-fetch-dest') === 'document' && !AHEAD.some((name) => headers.has(name));
}
