import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.suggestion(params.id, params.comment), url);

export const actions: Actions = {
  accept: async (event) => {
    const fields = await fieldsOf(event);
    const accepted = await event.locals.commands.acceptSuggestion(fields);
    return decided(event, fields, isRefusal(accepted) ? accepted : accepted.commentId);
  },
  decline: async (event) => {
    const fields = { ...(await fieldsOf(event)), outcome: 'not-changed' };
    const declined = await event.locals.commands.answerComment(fields);
    return decided(event, fields, isRefusal(declined) ? declined : declined.commentId);
  }
};

async function fieldsOf({ request, params }: RequestEvent): Promise<Record<string, string>> {
  return {
    ...(await formFields(request)),
    specificationId: params.id ?? '',
    commentId: params.comment ?? ''
  };
}

/** Beside the text the form stays where it is; from its own page one is led to the comment, with its answer. */
function decided(
  { request, params }: RequestEvent,
  fields: Record<string, string>,
  comment: string | Refusal
) {
  if (isRefusal(comment)) return refused(comment, fields);
  if (fields.stay === 'yes' && request.headers.has('x-sveltekit-action'))
    return { done: { form: fields.form ?? '', comment } };
  redirect(303, `/specifications/${params.id}#comment-${comment}`);
}
