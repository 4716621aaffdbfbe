import type { CommentThread } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { notQuotedAmong, publishedOn } from '../db/published-answers';
import { passagesIn } from '../documents/read-passage';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { shownPart, type ShownPart } from './you-said-page';

export interface OfferedComment extends Pick<
  CommentThread,
  'id' | 'by' | 'body' | 'kind' | 'answer' | 'quote' | 'specificationId'
> {
  /** Its writer has not said otherwise. */
  readonly mayBeQuoted: boolean;
}

export interface PublishedPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** What everybody can read now, the newest first. */
  readonly published: readonly (ShownPart & { readonly commentId: string })[];
  /** Comments that have their answer and are not published, in the order of the text. */
  readonly offered: readonly OfferedComment[];
  readonly topics: readonly Topic[];
}

/** What is public of a specification's comments and what could be, for whoever may publish. */
export async function publishedPage(context: ReadContext, id: string): Promise<PublishedPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'publish-answers', specification);
  if (isRefusal(allowed)) return allowed;
  const { db, drafts } = context.tools;
  const published = await publishedOn(db, specification.id);
  const isPublic = new Set(published.map(({ commentId }) => commentId));
  const notQuoted = await notQuotedAmong(db, [specification.id]);
  const { ydoc } = await drafts.newest(specification.documentId);
  const threads = await threadsOn(context, specification, passagesIn(ydoc));
  return {
    specification: { id: specification.id, title: specification.title },
    published: published.map((row) => ({ commentId: row.commentId, ...shownPart(row) })),
    offered: threads
      .filter((each) => each.answer !== null && each.withdrawnAt === null && !isPublic.has(each.id))
      .map(({ id: commentId, by, body, kind, answer, quote, specificationId }) => ({
        ...{ id: commentId, by, body, kind, answer, quote, specificationId },
        mayBeQuoted: !notQuoted.has(commentId)
      })),
    topics: [{ kind: 'specification', id: specification.id }]
  };
}
