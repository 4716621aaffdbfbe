import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.review(), url),
  done: url.searchParams.get('done')
});

export const actions: Actions = {
  verdict: async ({ request, locals }) => {
    const fields = await formFields(request);
    const reviewed = await locals.commands.reviewSaid(fields);
    if (isRefusal(reviewed)) return refused(reviewed, fields);
    redirect(303, `/review?done=${fields.verdict}`);
  },
  look: async ({ request, locals }) => {
    const fields = await formFields(request);
    const looked = await locals.commands.giveSecondLook(fields);
    if (isRefusal(looked)) return refused(looked, fields);
    redirect(303, `/review?done=${fields.outcome}`);
  }
};
