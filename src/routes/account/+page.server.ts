import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.account(), url),
  changed: url.searchParams.has('changed')
});

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const fields = await formFields(request);
    const cookie = await locals.doors.changePassword(fields);
    if (isRefusal(cookie)) return refused(cookie, fields);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, '/account?changed');
  }
};
