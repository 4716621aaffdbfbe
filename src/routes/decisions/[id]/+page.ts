import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';

/** What people say comes after the page; the server shows it with everything else. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  Discussed: waitsForCode() ? undefined : (await import('../../DiscussionSection.svelte')).default
});
