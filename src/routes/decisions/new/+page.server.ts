import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) =>
  orError(await locals.reads.decisionProposal(), url);

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const fields = await formFields(request);
    const proposed = await locals.commands.proposeDecision(fields);
    if (isRefusal(proposed)) return refused(proposed, fields);
    redirect(303, `/decisions/${proposed.id}`);
  }
};
