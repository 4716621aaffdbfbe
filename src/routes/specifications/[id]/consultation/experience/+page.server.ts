import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.experience(params.id), url),
  kept: url.searchParams.has('kept')
});

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const answered = await locals.commands.answerExperience(fields);
    if (isRefusal(answered)) return refused(answered, fields);
    redirect(303, `${url.pathname}?kept`);
  }
};
