import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.concerns(), url),
  done: url.searchParams.get('done')
});

export const actions: Actions = {
  settle: async ({ request, locals }) => {
    const fields = await formFields(request);
    const settled = await locals.commands.settleConcern(fields);
    if (isRefusal(settled)) return refused(settled, fields);
    redirect(303, `/review/concerns?done=${fields.outcome}`);
  }
};
