import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.inbox(), url),
  gone: url.searchParams.has('gone')
});

export const actions: Actions = {
  read: async ({ request, locals }) => {
    const read = await locals.commands.readNotices(await formFields(request));
    if (isRefusal(read)) return refused(read);
    redirect(303, '/inbox');
  }
};
