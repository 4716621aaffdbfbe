import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isAnswerOutcome, saysChanged } from '#domain/comment-thread';
import { isRefusal, refuse, statusOf, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import { placeIn } from '../comment/chosen';
import { historyAsked } from '../history/asked';
import { choiceOf } from '../owed/choice';
import { tickedIn } from './ticked';
import type { Actions, PageServerLoad } from './$types';

type Fields = Readonly<Record<string, string>>;

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.answerPlace(params.id, { comments: [], clause: null }), url);

export const actions: Actions = {
  /** From another page's form of an answer, or with another clause: what was typed comes along and stays. */
  choose: async (event) => {
    const fields = await formFields(event.request);
    const place = await placeFor(event, fields, fields.within || clauseOf(fields));
    return isRefusal(place) ? refused(place, fields) : { typed: fields, place };
  },
  answer: async (event) => {
    const fields = await formFields(event.request);
    const given = await give(event, fields);
    if (isRefusal(given)) return again(event, fields, given);
    const { pathname, searchParams } = backTo(event, fields);
    if (fields.commentId) redirect(303, `${pathname}#comment-${fields.commentId}`);
    searchParams.set('answered', String(tickedIn(fields).length));
    redirect(303, `${pathname}/owed?${searchParams}`);
  }
};

function placeFor({ locals, params }: RequestEvent, fields: Fields, clause: string | null) {
  const comments = fields.commentId ? [fields.commentId] : tickedIn(fields);
  return locals.reads.answerPlace(params.id!, { comments, clause });
}

/** The clause of the words that were chosen, or that was chosen as it is. */
function clauseOf({ words = '', clause }: Fields): string | null {
  return historyAsked(new URLSearchParams(words)).clause || clause || null;
}

async function give({ locals, params }: RequestEvent, fields: Fields) {
  const { words = '', outcome } = fields;
  if (isAnswerOutcome(outcome) && saysChanged(outcome) && words === '')
    return refuse('missing-field', { field: 'words', message: 'Choose where the change stands.' });
  const sent = { ...fields, ...placeIn(words), specificationId: params.id };
  return fields.commentId ? locals.commands.answerComment(sent) : locals.commands.answerComments(sent);
}

/** With the words of the clause as they read now: those that were chosen may have changed. */
async function again(event: RequestEvent, fields: Fields, refusal: Refusal) {
  const place = await placeFor(event, fields, clauseOf(fields) || fields.within || null);
  const why = ON_WORDS.has(refusal.field ?? '') ? { ...refusal, field: 'words' } : refusal;
  const changed = refusal.code === 'passage-changed' && { field: 'words', message: CHANGED };
  return fail(statusOf(refusal), {
    refusal: { ...why, ...changed },
    typed: fields,
    place: isRefusal(place) ? null : place
  });
}

/** Fields of the command that the page asks for as one. */
const ON_WORDS: ReadonlySet<string> = new Set(['clause', 'quote']);
const CHANGED = 'The words that you chose were changed meanwhile. Choose again; what you typed is kept.';

/** Several came from the list of what is owed, which is shown again with the same choice. */
function backTo({ url, params }: RequestEvent, { commentId }: Fields) {
  const searchParams = commentId ? new URLSearchParams() : choiceOf(url);
  return { pathname: `/specifications/${params.id}`, searchParams };
}
