import { parseId, type CommentId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import type { CommentPlace } from '../db/comments';
import { isPublished, removePublished } from '../db/published-answers';
import type { Command } from './command';
import { commentOnPage, pageField } from './comment-on-page';
import { fieldsOf } from './fields';

interface Input {
  readonly commentId: CommentId;
  readonly page: unknown;
}

interface Facts extends CommentPlace {
  readonly published: boolean;
}

/** Takes a comment and its answer from the public page. Fields: `commentId`, and `specificationId` of the page it was sent from. */
export const unpublishAnswer: Command<
  Input,
  undefined,
  Facts,
  { readonly commentId: CommentId },
  { readonly commentId: CommentId }
> = {
  name: 'unpublish-answer',
  needs: 'publish-answers',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    return isRefusal(commentId) ? commentId : { commentId, page: pageField(raw) };
  },

  async load(tx, input) {
    const place = await commentOnPage(tx, input);
    return isRefusal(place) ? place : { ...place, published: await isPublished(tx, input.commentId) };
  },

  decide: ({ published }, { commentId }) =>
    published ? { commentId } : refuse('not-found', { message: 'This is not on the public page.' }),

  async store(tx, { commentId }, { facts: { specificationId, title }, acting: { by }, record }) {
    // Of two who take it away at the same time, and of its writer who withdraws it, one has done it.
    if (await removePublished(tx, commentId))
      await record({ kind: 'answer-unpublished', content: { specificationId, title, commentId, by } });
    return { commentId };
  },

  announces: (_outcome, { specificationId }) => [{ kind: 'specification', id: specificationId }]
};
