import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const key = url.searchParams.get('key') ?? '';
  const typed = url.searchParams.has('typed');
  // Whoever was read a code, or has it on paper, types it.
  if (key.trim() === '') return asking(key, typed ? refuse('missing-field', NO_CODE) : undefined);
  const found = await locals.doors.returning(key);
  if (typed && isRefusal(found))
    return asking(key, found.code === 'link-not-valid' ? refuse(found.code, WRONG_CODE) : found);
  return { ...orError(found, url), key, refusal: undefined };
};

const NO_CODE = { field: 'key', message: 'Enter the code.' };
const WRONG_CODE = {
  field: 'key',
  message:
    'This code does not work. Look at each letter and digit again. If they are right it has run out or was used already: ask whoever gave it to you for a new one.'
};

/** What was typed stays in the field. */
function asking(key: string, refusal: Refusal | undefined) {
  return { name: null, once: false, key, refusal };
}

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const back = await locals.doors.comeBack(await formFields(request));
    if (isRefusal(back)) return refused(back);
    const { cookie, once } = back;
    cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, once ? '/account/come-back?handed=yes' : '/');
  }
};
