import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.doors.unsubscribing(params.token), url);

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { goOn } = await formFields(request);
    const done = await locals.doors.unsubscribe(params.token, goOn !== 'yes');
    if (isRefusal(done)) return refused(done);
    redirect(303, url.pathname);
  }
};
