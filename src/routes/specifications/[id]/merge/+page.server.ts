import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import { withSentForm } from '../../sent-file';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  return orError(await locals.reads.mergePage(params.id), url);
};

export const actions: Actions = {
  read: async ({ request, locals, params, url }) => {
    const allowed = await locals.reads.mayMerge(params.id);
    const sent = await withSentForm(request, { ...locals.files, allowed }, async (fields) => ({
      read: await locals.commands.readForMerge({ ...fields, specificationId: params.id })
    }));
    if ('refusal' in sent) return refused(sent.refusal);
    if (isRefusal(sent.read)) return refused(sent.read);
    redirect(303, url.pathname);
  },

  merge: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const merged = await locals.commands.mergeWordFile({ ...fields, specificationId: params.id });
    return isRefusal(merged) ? refused(merged, fields) : { merged };
  },

  giveUp: async ({ locals, params }) => {
    const given = await locals.commands.giveUpMerge({ specificationId: params.id });
    if (isRefusal(given)) return refused(given);
    redirect(303, `/specifications/${given.specificationId}`);
  }
};
