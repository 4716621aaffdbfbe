import { orError } from '../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  // Also of a link that does not work: its address is told to nobody, and no search engine keeps the page.
  setHeaders({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive' });
  return orError(await locals.doors.receipt(url.searchParams.get('key') ?? ''), url);
};
