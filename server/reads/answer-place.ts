import type { Doc } from 'yjs';
import type { CommentThread } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { clausesOf } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { passagesIn } from '../documents/read-passage';
import { threadsOn, visibleSpecification } from './comment-thread';
import { clausesIn, inClause, type NamedClause, type OfferedPassage } from './passage-choice';
import type { ReadContext } from './read-context';

export interface AnswerPlaceAsked {
  /** Which comments are answered, by their ids. */
  readonly comments: readonly string[];
  /** The clause whose words are shown ("clause-scope"); null: that in which the comment stands, if there is one comment. */
  readonly clause: string | null;
}

export interface AnswerPlace {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly comments: readonly Pick<CommentThread, 'id' | 'body'>[];
  readonly clauses: readonly NamedClause[];
  /** The clause whose words are shown; null while it is still to be chosen. */
  readonly clause: NamedClause | null;
  readonly paragraphs: readonly OfferedPassage[];
  readonly topics: readonly Topic[];
}

/** Where an answer can say that the change stands, for those who may answer: the same paragraphs, items and cells as for a comment. */
export async function answerPlace(
  context: ReadContext,
  id: string,
  { comments, clause }: AnswerPlaceAsked
): Promise<AnswerPlace | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'answer-comment', specification);
  if (isRefusal(allowed)) return allowed;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const json = jsonFromDoc(ydoc);
  const threads = comments.length > 0 ? await threadsOn(context, specification, passagesIn(ydoc)) : [];
  const answered = threads.filter((thread) => comments.includes(thread.id));
  return {
    specification: { id: specification.id, title: specification.title },
    comments: answered.map((thread) => ({ id: thread.id, body: thread.body })),
    clauses: clausesIn(json),
    ...wordsOf(clause ?? clauseOf(answered, json), { ydoc, json }),
    topics: []
  };
}

function clauseOf([thread, ...others]: readonly CommentThread[], json: DocumentJson): string | null {
  const at = thread?.range?.from;
  if (at === undefined || others.length > 0) return null;
  return clausesOf(json).findLast(({ top, from }) => top && from <= at)?.id ?? null;
}

function wordsOf(
  asked: string | null,
  { ydoc, json }: { readonly ydoc: Doc; readonly json: DocumentJson }
): Pick<AnswerPlace, 'clause' | 'paragraphs'> {
  const found = asked ? inClause(ydoc, json, { clause: asked, from: null, to: null, quote: null }) : {};
  const { clause = null, paragraphs = [] } = isRefusal(found) ? {} : found;
  return { clause, paragraphs };
}
