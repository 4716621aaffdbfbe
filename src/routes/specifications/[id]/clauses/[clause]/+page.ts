import type { PageLoad } from './$types';

/** The form is loaded only for those who may use it; the server shows it like everything else. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  ResponsibilityForm: data.may.editFacts
    ? (await import('$lib/ui/clause/ResponsibilityForm.svelte')).default
    : null
});
