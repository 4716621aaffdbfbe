import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import { choiceOf } from './choice';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.owed(params.id, url.searchParams), url),
  /** How many were answered just now; set when the page comes back without JavaScript. */
  answered: Number(/^\d{1,3}$/.exec(url.searchParams.get('answered') ?? '')?.[0] ?? 0)
});

export const actions: Actions = {
  duty: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const set = await event.locals.commands.setAnswerDuty(fields);
    return isRefusal(set) ? refused(set, fields) : back(event, fields, set.commentId);
  },
  answer: async (event) => {
    const fields: Record<string, string> = {
      ...(await formFields(event.request)),
      specificationId: event.params.id
    };
    const given = await event.locals.commands.answerComments(fields);
    if (isRefusal(given)) return refused(given, fields);
    const answered = given.commentIds.length;
    if (event.request.headers.has('x-sveltekit-action'))
      return { done: { form: 'ticked', comment: '' }, answered };
    const filter = choiceOf(event.url);
    filter.set('answered', String(answered));
    redirect(303, `${event.url.pathname}?${filter}`);
  }
};

/** With JavaScript the page stays; without, it comes back with the same filter, at the comment. */
function back({ request, url }: RequestEvent, fields: Record<string, string>, comment: string) {
  if (request.headers.has('x-sveltekit-action')) return { done: { form: fields.form ?? '', comment } };
  redirect(303, `${url.pathname}?${choiceOf(url)}#comment-${comment}`);
}
