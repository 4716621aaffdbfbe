import type { PageLoad } from './$types';

/** Only who reads them needs what shows the plain words. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  PlainText: data.view === 'full' ? null : (await import('./PlainText.svelte')).default
});
