import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../answers';
import type { Actions, PageServerLoad } from './$types';

/** The place stands in the address: `from`, `to` and `quote` of marked words, or `clause` ("clause-scope"). */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { searchParams } = url;
  const place = {
    from: searchParams.get('from') ?? '',
    to: searchParams.get('to') ?? '',
    quote: searchParams.get('quote') ?? '',
    clause: searchParams.get('clause') ?? ''
  };
  return { ...orError(await locals.reads.newPoint(params.id, place), url), place };
};

export const actions: Actions = {
  raise: async ({ request, locals, params }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const raised = await locals.commands.raiseOpenPoint(fields);
    if (isRefusal(raised)) return refused(raised, fields);
    // From the editor the form stays where it is.
    if (fields.stay === 'yes' && request.headers.has('x-sveltekit-action')) {
      return { done: { form: fields.form ?? '' } };
    }
    redirect(303, `/specifications/${params.id}/points#point-${raised.id}`);
  }
};
