import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => orError(await locals.reads.people(), url);

export const actions: Actions = {
  endAccess: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const ended = await locals.commands.endGuestAccess(fields);
    if (isRefusal(ended)) return refused(ended, fields);
    redirect(303, url.pathname);
  }
};
