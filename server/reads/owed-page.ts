import { clauseName } from '#domain/clause-state';
import type { CommentThread } from '#domain/comment-thread';
import type { MemberId, SpecificationId } from '#domain/ids';
import { countOwed, owedComments, owedFilter, type OwedFilter } from '#domain/owed-filter';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { membersWhoMay } from '../db/members-who-may';
import { clausesOf } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { passagesIn } from '../documents/read-passage';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

export interface Answerer {
  readonly memberId: MemberId;
  readonly name: string;
  readonly organisation: string;
}

export interface OwedPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly filter: OwedFilter;
  /** Those that the filter lets through, the most urgent first. */
  readonly threads: readonly CommentThread[];
  /** Of all comments of the specification. */
  readonly counts: { readonly owed: number; readonly late: number };
  /** Who may answer, and so may be handed a comment. */
  readonly answerers: readonly Answerer[];
  /** Where an answer may say that a change stands. */
  readonly clauses: readonly { readonly value: string; readonly text: string }[];
  readonly may: { readonly answer: boolean; readonly publish: boolean };
  readonly topics: readonly Topic[];
}

/** What is owed an answer on a specification. */
export async function owedPage(
  context: ReadContext,
  id: string,
  asked: URLSearchParams
): Promise<OwedPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { db, drafts } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  const threads = await threadsOn(context, specification, passagesIn(ydoc));
  const filter = owedFilter(asked);
  const answerers = await membersWhoMay(db, specification.partnershipId, 'answer-comment');
  return {
    specification: { id: specification.id, title: specification.title },
    filter,
    threads: owedComments(threads, filter),
    counts: countOwed(threads),
    answerers: answerers.map(({ memberId, name, organisation }) => ({ memberId, name, organisation })),
    clauses: clausesOf(jsonFromDoc(ydoc))
      .filter(({ quote }) => quote !== '')
      .map(({ id: value, number, text }) => ({ value, text: clauseName({ number, heading: text }) })),
    may: {
      answer: may(context.actor, 'answer-comment', specification),
      publish: may(context.actor, 'publish-answers', specification)
    },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}
