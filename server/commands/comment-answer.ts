import { isAnswerOutcome, saysChanged, type AnswerOutcome } from '#domain/comment-thread';
import type { Doc } from 'yjs';
import type { CommentId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import {
  commentsById,
  insertAnswer,
  type CommentPlace,
  type CommentRow,
  type NewAnswer
} from '../db/comments';
import type { Transaction } from '../db/database';
import { lockSaid, type SaidWords } from '../db/own-words';
import { specificationById } from '../db/specifications';
import { toAnchor } from '../documents/anchor';
import { jsonFromDoc } from '../documents/document-bytes';
import { headingPassage } from '../documents/heading-passage';
import { passagesIn, type ReadPassage } from '../documents/read-passage';
import type { Tools } from '../runtime';
import type { Acting, Storing } from './command';
import { commentOnPage } from './comment-on-page';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { placeField, type Place } from './place-field';
import { nothingChanged, withoutChange } from './nothing-changed';
import { publicField } from './public-words';
import { doingOf, tellWriter } from './tell-people';

/** What an answer says, whatever it is about. */
export interface AnswerWords {
  readonly outcome: AnswerOutcome;
  readonly body: string;
  /** Of one that was passed on: to whom, in words. */
  readonly passedTo: string | null;
  /** Where the change stands; null: where the words of the comment stand. */
  readonly place: Place | null;
}

/** One answer in the same words to one comment or to several of one specification. */
export interface AnswerInput extends AnswerWords {
  readonly ids: readonly CommentId[];
  /** The specification of the page it was sent from. */
  readonly page: unknown;
}

/** The words that a change is to be seen in, for each comment; null where nothing changed. */
export type ChangedWords = ReadonlyMap<CommentId, Pick<NewAnswer, 'anchor' | 'quote'>>;

export interface AnswerFacts extends CommentPlace {
  readonly said: readonly SaidWords[];
}

/** Fields: `outcome`, `body`; `passedTo` when it was passed on; a place as for a comment, when something changed elsewhere. */
export function answerWords(raw: unknown): AnswerWords | Refusal {
  const outcome = outcomeOf(fieldsOf(raw).outcome);
  if (isRefusal(outcome)) return outcome;
  const passedTo = outcome === 'passed-on' ? publicField(raw, 'passedTo', PASSED_TO) : null;
  if (isRefusal(passedTo)) return passedTo;
  const place = saysChanged(outcome) ? changedPlace(raw) : null;
  if (isRefusal(place)) return place;
  const body = commentWords(raw, 'Say in plain words what became of the comment, and why.');
  return isRefusal(body) ? body : { outcome, body, passedTo, place };
}

const PASSED_TO = { most: 300, missing: 'Say to whom it was passed.' };

function outcomeOf(value: unknown): AnswerOutcome | Refusal {
  if (isAnswerOutcome(value)) return value;
  return value === undefined || value === ''
    ? refuse('missing-field', { field: 'outcome', message: 'Say what became of it.' })
    : refuse('invalid-input', { field: 'outcome' });
}

function changedPlace(raw: unknown): Place | null | Refusal {
  const { clause = '', quote = '' } = fieldsOf(raw);
  return clause === '' && quote === '' ? null : placeField(raw);
}

/** Outside the transaction, as for a comment. The policy first: nobody learns from a refusal what a text holds. */
export async function changedWords(
  { ids, outcome, place, page }: AnswerInput,
  actor: Actor,
  tools: Tools
): Promise<ChangedWords | Refusal> {
  const about = await commentOnPage(tools.db, { commentId: ids[0]!, page });
  if (isRefusal(about)) return about;
  const allowed = can(actor, 'answer-comment', about);
  if (isRefusal(allowed)) return allowed;
  if (!saysChanged(outcome)) return new Map();
  const specification = (await specificationById(tools.db, about.specificationId))!;
  const { ydoc } = await tools.drafts.newest(specification.documentId);
  // Those of another specification are refused later; until then nothing is told of them.
  const comments = (await commentsById(tools.db, ids)).filter(
    ({ specificationId }) => specificationId === about.specificationId
  );
  const places = placesOf(comments, place, ydoc);
  if (isRefusal(places)) return places;
  const changed = comments.map((comment) => ({
    comment,
    place: places.get(comment.id)!,
    own: place === null
  }));
  const unchanged = await withoutChange(changed, { specification, ydoc }, tools);
  return unchanged.length > 0 ? nothingChanged(unchanged, ids.length) : places;
}

function placesOf(comments: readonly CommentRow[], place: Place | null, ydoc: Doc): ChangedWords | Refusal {
  if (place === null) return ownPlaces(comments, passagesIn(ydoc));
  const passage = place.kind === 'passage' ? place.passage : headingPassage(jsonFromDoc(ydoc), place.clause);
  if (isRefusal(passage)) return passage;
  const anchor = toAnchor(ydoc, passage);
  if (isRefusal(anchor)) return anchor;
  return new Map(comments.map(({ id }) => [id, { anchor, quote: passage.quote }]));
}

function ownPlaces(comments: readonly CommentRow[], readPassage: ReadPassage): ChangedWords | Refusal {
  const places = new Map<CommentId, Pick<NewAnswer, 'anchor' | 'quote'>>();
  for (const { id, anchor, quote } of comments) {
    const { range, wordsNow } = readPassage(anchor, quote);
    if (range === null) {
      const why =
        anchor === null
          ? 'This is about no words of the text.'
          : 'The words that were commented on are gone.';
      const message = `${why} Choose the clause in which the change stands.`;
      return refuse('missing-field', { field: 'clause', message });
    }
    places.set(id, { anchor, quote: wordsNow ?? quote });
  }
  return places;
}

/** All of the specification of the page; their rows are locked: of two answers at the same time one comes second. */
export async function loadAnswered(
  tx: Transaction,
  { ids, page }: AnswerInput
): Promise<AnswerFacts | Refusal> {
  const first = await commentOnPage(tx, { commentId: ids[0]!, page });
  if (isRefusal(first)) return first;
  const said: SaidWords[] = [];
  // In one order, whoever asks: two who answer several at once never wait for one another.
  for (const commentId of [...ids].sort()) {
    const place = await commentOnPage(tx, { commentId, page: first.specificationId });
    if (isRefusal(place)) return place;
    said.push((await lockSaid(tx, { commentId, replyId: null }))!);
  }
  return { ...first, said };
}

export function decidedAnswers(
  { said }: AnswerFacts,
  { ids, outcome, body, passedTo }: AnswerInput,
  changed: ChangedWords,
  { membership, now }: Acting
): readonly NewAnswer[] | Refusal {
  if (said.some(({ answered }) => answered)) return refuse('already-answered');
  if (said.some(({ withdrawn }) => withdrawn)) return refuse('already-withdrawn');
  const realChange = saysChanged(outcome);
  const answer = { outcome, body, passedTo, realChange, authorId: membership.memberId, createdAt: now };
  return ids.map((commentId) => {
    const { anchor = null, quote = null } = changed.get(commentId) ?? {};
    return { ...answer, commentId, anchor, quote };
  });
}

export async function storeAnswers(
  tx: Transaction,
  answers: readonly NewAnswer[],
  { facts: { specificationId, title }, acting, record }: Storing<AnswerFacts>
): Promise<void> {
  for (const answer of answers) {
    const { commentId, outcome, body, passedTo, quote } = answer;
    await insertAnswer(tx, answer);
    await tellWriter(tx, { kind: 'answered', aboutId: commentId }, doingOf(acting));
    const more = { ...(passedTo && { passedTo }), ...(quote && { words: quote }) };
    const about = { specificationId, title, commentId, by: acting.by };
    await record({ kind: 'comment-answered', content: { ...about, outcome, answer: body, ...more } });
  }
}
