import { orError } from '../answers';
import type { PageServerLoad } from './$types';

/** `?mail=` one of them. */
export const load: PageServerLoad = async ({ locals, url }) =>
  orError(await locals.reads.mailbox(url.searchParams.get('mail')), url);
