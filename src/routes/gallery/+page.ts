import type { PageLoad } from './$types';

/** While developing only: a build must not cut what pages load by what the gallery shows, nor list its files on every page. */
export const load: PageLoad = async () => ({
  AllSections: import.meta.env.DEV ? (await import('./AllSections.svelte')).default : undefined
});
