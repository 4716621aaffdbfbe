import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.decisionToSign(params.id), url);

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const signed = await locals.commands.signDecision({ ...fields, decisionId: params.id });
    if (isRefusal(signed)) return refused(signed, fields);
    redirect(303, `/decisions/${params.id}?signed`);
  }
};
