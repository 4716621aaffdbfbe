import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.consultations(params.id), url),
  done: url.searchParams.get('done')
});

export const actions: Actions = {
  open: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const opened = await locals.commands.openConsultation(fields);
    if (isRefusal(opened)) return refused(opened, fields);
    redirect(303, `${url.pathname}?done=opened`);
  },
  end: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const ended = await locals.commands.endConsultation(fields);
    if (isRefusal(ended)) return refused(ended, fields);
    redirect(303, `${url.pathname}?done=ended`);
  }
};
