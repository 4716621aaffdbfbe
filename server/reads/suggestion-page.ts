import type { CommentThread } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Suggestion } from '#domain/suggestion';
import type { Topic } from '#protocol/topics';
import { isLocked } from '../db/documents';
import { commentThread, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

export interface SuggestionPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly thread: CommentThread & { readonly suggestion: Suggestion };
  /** Nobody may change the text just now. */
  readonly closed: boolean;
  readonly may: { readonly accept: boolean; readonly answer: boolean; readonly comment: boolean };
  readonly topics: readonly Topic[];
}

/** One suggestion in its paragraph, for everybody who may read it, with what its reader may do with it. */
export async function suggestionPage(
  context: ReadContext,
  specificationId: string,
  commentId: string
): Promise<SuggestionPage | Refusal> {
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const thread = await commentThread(context, commentId);
  if (isRefusal(thread)) return thread;
  const { suggestion } = thread;
  if (!suggestion || thread.specificationId !== specification.id) return refuse('not-found');
  const { actor, tools } = context;
  const answer = may(actor, 'answer-comment', specification);
  return {
    specification: { id: specification.id, title: specification.title },
    thread: { ...thread, suggestion },
    closed: await isLocked(tools.db, specification.documentId),
    may: {
      answer,
      accept: answer && may(actor, 'edit-specification', specification),
      comment: may(actor, 'comment', specification)
    },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}
