import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';

/** The server shows all of it; the browser asks for nothing that only those without scripts need. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  Discussed: waitsForCode() ? undefined : (await import('../../../../../DiscussionSection.svelte')).default,
  ReadingLevel: waitsForCode() ? undefined : (await import('$lib/ui/ReadingLevel.svelte')).default,
  TypedSummary: import.meta.env.SSR ? (await import('../../../TypedSummary.svelte')).default : undefined
});
