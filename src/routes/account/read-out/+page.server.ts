import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import { READ_OUT_COOKIE } from '../../quiet';
import { remember } from '../../remembered';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  orError(await locals.reads.account(), url);
  return { kept: url.searchParams.has('kept') };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const fields = await formFields(request);
    const account = await locals.reads.account();
    if (isRefusal(account)) return refused(account, fields);
    if (fields.readOut !== 'on' && fields.readOut !== 'off')
      return refused(refuse('missing-field', { field: 'readOut', message: CHOOSE }), fields);
    remember({ cookies, url }, { name: READ_OUT_COOKIE, value: fields.readOut, path: '/' });
    redirect(303, '/account/read-out?kept');
  }
};

const CHOOSE = 'Choose whether changes are read out to you.';
