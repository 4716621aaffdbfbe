import { isRefusal } from '#domain/refusal';
import { apiAnswer } from '../api-answer';
import type { RequestHandler } from './$types';

/** Newest first, at most 50: `{items, nextBefore}`. `?kind=` narrows it, `?before=` goes on, `?verify` checks all of it. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const page = await locals.reads.register(Object.fromEntries(url.searchParams));
  if (isRefusal(page)) return apiAnswer(page);
  const { items, nextBefore, size, check } = page;
  return apiAnswer({ items, nextBefore, size, ...(check ? { check } : {}) });
};
