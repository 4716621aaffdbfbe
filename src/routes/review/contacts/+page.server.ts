import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.contacts(), url),
  kept: url.searchParams.has('kept')
});

export const actions: Actions = {
  keep: async ({ request, locals }) => {
    const fields = await formFields(request);
    const kept = await locals.commands.keepLocalContacts(fields);
    if (isRefusal(kept)) return refused(kept, fields);
    redirect(303, '/review/contacts?kept');
  }
};
