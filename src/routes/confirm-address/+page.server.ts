import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (url.searchParams.has('confirmed')) return { confirmed: true, key: '' };
  const key = url.searchParams.get('key') ?? '';
  orError(await locals.doors.confirmingAddress(key), url);
  return { confirmed: false, key };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const confirmed = await locals.doors.confirmAddress(await formFields(request));
    if (isRefusal(confirmed)) return refused(confirmed);
    redirect(303, `${url.pathname}?confirmed`);
  }
};
