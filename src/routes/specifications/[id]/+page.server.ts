import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import { remember } from '../../remembered';
import { askedView, asksForFacts, howToRead, VIEW_COOKIE } from './reading-view';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, cookies }) => {
  const withFacts = asksForFacts(url.searchParams);
  const page = orError(await locals.reads.specificationPage(params.id, { withFacts }), url);
  const asked = askedView(url.searchParams);
  if (asked) remember({ cookies, url }, { name: VIEW_COOKIE, value: asked, path: '/specifications' });
  const reading = howToRead(url.searchParams, { ...page, remembered: cookies.get(VIEW_COOKIE) });
  return {
    ...page,
    reading,
    wide: reading.around || (reading.view === 'both' && !reading.easy && !reading.large),
    show: url.searchParams.get('show') === 'unanswered' ? ('unanswered' as const) : ('all' as const)
  };
};

export const actions: Actions = {
  comment: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const added = await event.locals.commands.addComment(fields);
    return answered(event, fields, isRefusal(added) ? added : added.id);
  },
  reply: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const replied = await event.locals.commands.replyToComment(fields);
    return answered(event, fields, isRefusal(replied) ? replied : replied.commentId);
  },
  answer: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const given = await event.locals.commands.answerComment(fields);
    return answered(event, fields, isRefusal(given) ? given : given.commentId);
  },
  change: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const changed = await event.locals.commands.changeComment(fields);
    return answered(event, fields, isRefusal(changed) ? changed : changed.commentId);
  },
  withdraw: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const withdrawn = await event.locals.commands.withdrawComment(fields);
    return answered(event, fields, isRefusal(withdrawn) ? withdrawn : withdrawn.commentId);
  },
  review: async (event) => {
    const fields = { ...(await formFields(event.request)), specificationId: event.params.id };
    const reviewed = await event.locals.commands.reviewEasyRead(fields);
    if (isRefusal(reviewed)) return refused(reviewed, fields);
    if (event.request.headers.has('x-sveltekit-action')) return { reviewed: reviewed.clause };
    redirect(303, `${event.url.pathname}?layout=easy#clause-${reviewed.clause}`);
  }
};

/** With JavaScript the page stays where it is, be it this one or the editor; without, it is shown at the comment. */
function answered(event: RequestEvent, fields: Record<string, string>, comment: string | Refusal) {
  if (isRefusal(comment)) return refused(comment, fields);
  if (event.request.headers.has('x-sveltekit-action')) return { done: { form: fields.form ?? '', comment } };
  redirect(303, `${event.url.pathname}#comment-${comment}`);
}
