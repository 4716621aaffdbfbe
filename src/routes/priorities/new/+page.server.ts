import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => orError(await locals.reads.ballotForm(), url);

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const fields = await formFields(request);
    const opened = await locals.commands.openBallot(fields);
    if (isRefusal(opened)) return refused(opened, fields);
    redirect(303, `/priorities/${opened.id}`);
  }
};
