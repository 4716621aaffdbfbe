import { londonDay } from '#domain/answer-duty';
import { clauseName } from '#domain/clause-state';
import type { CommentThread } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { can, may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { workingSlips, type WorkingSlip } from '../db/receipt-links';
import { clausesOf } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { commentThread, visibleSpecification } from './comment-thread';
import { passageChoice, type PassageChoice } from './passage-choice';
import type { HistoryAsked } from './passage-history';
import type { ReadContext } from './read-context';

export interface EnterPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** What it may be about, beside the whole text. */
  readonly clauses: readonly { readonly value: string; readonly text: string }[];
  /** "2026-11-27": the last day on which something can have been said. */
  readonly today: string;
  /** What was entered just before. */
  readonly saved: CommentThread | null;
  /** The slips' links that work and that the reader may end: their own, a lead everybody's. */
  readonly slips: readonly WorkingSlip[];
  readonly topics: readonly Topic[];
}

/** Other words that somebody without an account wants: which, and by when they can have said so. */
export interface EnterWordsPage extends PassageChoice {
  readonly today: string;
}

export async function enterWordsPage(
  context: ReadContext,
  id: string,
  asked: HistoryAsked
): Promise<EnterWordsPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'enter-for-others', specification);
  if (isRefusal(allowed)) return allowed;
  const choice = await passageChoice(context, id, asked);
  if (isRefusal(choice)) return choice;
  return { ...choice, today: londonDay(await context.tools.now(context.tools.db)) };
}

/** The form for what somebody without an account said; `saved` names the comment that the form before made. */
export async function enterPage(
  context: ReadContext,
  id: string,
  saved: string | null
): Promise<EnterPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'enter-for-others', specification);
  if (isRefusal(allowed)) return allowed;
  const { db, drafts, now } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  const thread = saved === null ? null : await commentThread(context, saved);
  const isHere = thread && !isRefusal(thread) && thread.specificationId === specification.id && thread.mine;
  const today = await now(db);
  const of = may(context.actor, 'end-slips', specification)
    ? 'everyone'
    : membershipIn(context.actor, specification.partnershipId)!.memberId;
  return {
    specification: { id: specification.id, title: specification.title },
    clauses: clausesOf(jsonFromDoc(ydoc))
      .filter(({ quote }) => quote !== '')
      .map(({ id: value, number, text }) => ({ value, text: clauseName({ number, heading: text }) })),
    today: londonDay(today),
    saved: isHere ? thread : null,
    slips: await workingSlips(db, { id: specification.id, of, now: today }),
    topics: []
  };
}
