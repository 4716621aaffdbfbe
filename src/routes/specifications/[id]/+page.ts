import type { PageLoad } from './$types';
import { suggestionPart } from './suggestion-part';

/** The easy read layout is loaded only where it is asked for; the server shows it like everything else. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(await suggestionPart(data.threads)),
  EasyRead: data.reading.easy ? (await import('./EasyRead.svelte')).default : null
});
