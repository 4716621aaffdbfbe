import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import type { SetUpInput } from '../../../server/auth/set-up';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

const FIELDS: readonly (keyof SetUpInput)[] = [
  'token',
  'organisation',
  'organisationKind',
  'partnership',
  'purpose',
  'locality',
  'name',
  'email',
  'password'
];

export const load: PageServerLoad = async ({ locals, url }) =>
  orError(await locals.reads.setUp(url.searchParams.get('token') ?? ''), url);

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const fields = await formFields(request);
    const input = Object.fromEntries(FIELDS.map((field) => [field, fields[field] ?? ''])) as SetUpInput;
    const cookie = await locals.doors.setUp(input);
    if (isRefusal(cookie)) return refused(cookie, fields);
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, '/');
  }
};
