import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';

/** The paper or the result, never both, so only one of them is loaded; the server shows it like everything else. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  VoteForm: data.may.vote ? (await import('./VoteForm.svelte')).default : null,
  Discussed:
    !data.discussion || waitsForCode() ? undefined : (await import('../../DiscussionSection.svelte')).default,
  Result: data.result ? (await import('./Result.svelte')).default : null
});
