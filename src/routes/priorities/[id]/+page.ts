import type { PageLoad } from './$types';

/** The paper or the result, never both, so only one of them is loaded; the server shows it like everything else. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  VoteForm: data.may.vote ? (await import('./VoteForm.svelte')).default : null,
  Result: data.result ? (await import('./Result.svelte')).default : null
});
