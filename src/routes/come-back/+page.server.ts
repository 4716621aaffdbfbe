import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const key = url.searchParams.get('key') ?? '';
  // Whoever was read a code, or has it on paper, types it.
  if (key === '') return { name: null, once: false, key };
  return { ...orError(await locals.doors.returning(key), url), key };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const back = await locals.doors.comeBack(await formFields(request));
    if (isRefusal(back)) return refused(back);
    const { cookie, once } = back;
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, once ? '/account/come-back?handed=yes' : '/');
  }
};
