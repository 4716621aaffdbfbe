import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import { historyAsked } from '../history/asked';
import type { Actions, PageServerLoad } from './$types';

/** The passage stands in the address, as for its history; a clause to choose from, or nothing yet. */
export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.passageChoice(params.id, historyAsked(url.searchParams)), url);

export const actions: Actions = {
  suggest: async ({ request, locals, params }) => {
    const fields = { ...(await formFields(request)), specificationId: params.id };
    const suggested = await locals.commands.suggestWording(fields);
    if (isRefusal(suggested)) return refused(suggested, fields);
    redirect(303, `/specifications/${params.id}#comment-${suggested.id}`);
  }
};
