import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.published(params.id), url);

export const actions: Actions = {
  publish: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const published = await locals.commands.publishAnswer(fields);
    if (isRefusal(published)) return refused(published, fields);
    redirect(303, url.pathname);
  },
  unpublish: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const taken = await locals.commands.unpublishAnswer(fields);
    if (isRefusal(taken)) return refused(taken, fields);
    redirect(303, url.pathname);
  }
};
