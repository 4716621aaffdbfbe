import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const key = url.searchParams.get('key') ?? '';
  return { ...orError(await locals.doors.returning(key), url), key };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const cookie = await locals.doors.comeBack(await formFields(request));
    if (isRefusal(cookie)) return refused(cookie);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, '/');
  }
};
