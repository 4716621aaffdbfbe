import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.mail(), url),
  kept: url.searchParams.has('kept')
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const fields = await formFields(request);
    const chosen = await locals.commands.chooseMail(fields);
    if (isRefusal(chosen)) return refused(chosen, fields);
    redirect(303, '/account/e-mail?kept');
  }
};
