import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';

/** The form for several comments is shown by the server and begins to work a moment after the page. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  AnswerTicked: waitsForCode() ? undefined : (await import('./AnswerTicked.svelte')).default
});
