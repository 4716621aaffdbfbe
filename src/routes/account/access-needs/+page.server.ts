import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.accessNeeds(), url),
  kept: url.searchParams.has('kept')
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const fields = await formFields(request);
    const stated = await locals.commands.stateAccessNeeds(fields);
    if (isRefusal(stated)) return refused(stated, fields);
    redirect(303, '/account/access-needs?kept');
  }
};
