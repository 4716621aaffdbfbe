import { isRefusal } from '#domain/refusal';
import { orError } from '../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Object.fromEntries(url.searchParams);
  const page = await locals.reads.register(asked);
  const { size = '', head = '' } = asked;
  const typed = { size, head };
  if (!isRefusal(page) || page.code !== 'invalid-input')
    return { ...orError(page, url), typed, refusal: null };
  // A slip in a fingerprint that was copied down by hand: the page stays, with what was typed.
  return { ...orError(await locals.reads.register(), url), typed, refusal: page };
};
