import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const link = url.searchParams.get('link') ?? '';
  return { ...orError(await locals.doors.invitation(link), url), link };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const fields = await formFields(request);
    const joined = await locals.doors.join(fields);
    if (isRefusal(joined)) return refused(joined, fields);
    const { cookie, next } = joined;
    if (!cookie) redirect(303, next);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, `/account/come-back?next=${encodeURIComponent(next)}`);
  }
};
