import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, refused, safeNext } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.actor.kind === 'person') redirect(303, next);
  return { ...(await locals.reads.signIn()), next };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const fields = await formFields(request);
    const cookie = await locals.doors.signIn(fields);
    if (isRefusal(cookie)) return refused(cookie, fields);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, safeNext(fields.next ?? url.searchParams.get('next')));
  }
};
