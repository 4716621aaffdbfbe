import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.address(), url),
  done: url.searchParams.get('done')
});

export const actions: Actions = {
  give: async ({ request, locals }) => {
    const fields = await formFields(request);
    const given = await locals.commands.giveAddress(fields);
    if (isRefusal(given)) return refused(given, fields);
    redirect(303, '/account/address?done=asked');
  },
  remove: async ({ request, locals }) => {
    const removed = await locals.commands.removeAddress(await formFields(request));
    if (isRefusal(removed)) return refused(removed);
    redirect(303, '/account/address?done=removed');
  }
};
