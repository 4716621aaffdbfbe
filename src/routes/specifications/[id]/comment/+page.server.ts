import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import { historyAsked } from '../history/asked';
import { placeIn } from './chosen';
import type { Actions, PageServerLoad } from './$types';

/** The clause, and the words that were chosen in it, stand in the address; nothing yet where the clause is still to be chosen. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = historyAsked(url.searchParams);
  const inClause = asked.clause === null ? { ...asked, quote: null } : asked;
  return orError(await locals.reads.passageChoice(params.id, inClause), url);
};

export const actions: Actions = {
  comment: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const place = placeIn(fields.words ?? '');
    const added = await locals.commands.addComment({ ...fields, ...place, specificationId: params.id });
    if (isRefusal(added)) return refused(added, fields);
    redirect(303, `/specifications/${params.id}#comment-${added.id}`);
  }
};
