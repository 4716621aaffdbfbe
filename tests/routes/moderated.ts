import { eq } from 'drizzle-orm';
import type { CommentId } from '#domain/ids';
import { concern } from '#server/db/schema/moderation';
import { comment } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import type { TestPerson, World } from '#tests/builders/world';
import { freshReference, type Objects } from './people-and-objects';
import { commentOn } from './words-said';

/** A comment that is held, as if its writer had come by a link that holds. */
export async function heldOn({ runtime }: World, by: TestPerson, specificationId: string): Promise<string> {
  const id = await commentOn(by, specificationId);
  const { db } = runtime.tools;
  await db
    .update(comment)
    .set({ standing: 'held' })
    .where(eq(comment.id, id as CommentId));
  return id;
}

/** A comment that was removed by somebody else; its writer has asked for a second look, if they are to. */
export async function removedOn(
  { writer, remover }: { readonly writer: TestPerson; readonly remover: TestPerson },
  specificationId: string,
  { asked }: { readonly asked: boolean }
): Promise<string> {
  const commentId = await commentOn(writer, specificationId);
  done(await remover.commands.removeSaid({ commentId, reason: 'insult' }));
  if (asked) done(await writer.commands.askSecondLook({ commentId }));
  return commentId;
}

/** Something in the restricted queue. */
export async function concernOn(
  { runtime }: World,
  by: TestPerson,
  specificationId: string
): Promise<string> {
  const { db, newId } = runtime.tools;
  const commentId = (await commentOn(by, specificationId)) as CommentId;
  const id = newId<'concern'>();
  await db.insert(concern).values({ id, commentId, raisedBy: by.memberId, raisedAt: new Date() });
  await db.update(comment).set({ standing: 'concern' }).where(eq(comment.id, commentId));
  return id;
}

/** How many matters somebody raises in a day is counted: those before were not today. */
export async function nothingRaisedToday({ runtime }: World): Promise<void> {
  await runtime.tools.db.update(concern).set({ raisedAt: new Date('2026-01-02T10:00:00.000Z') });
}

/** What is sent to report, remove, review and settle. */
export const MODERATION: Readonly<
  Record<string, (objects: Objects) => { form?: Record<string, string>; json?: unknown }>
> = {
  'POST /specifications/[id]/report?/raise': ({ comment }) => ({ form: { commentId: comment } }),
  'POST /specifications/[id]/report?/tell': () => ({ form: { body: 'Somebody is left without food.' } }),
  'POST /specifications/[id]/report?/remove': ({ comment }) => ({
    form: { commentId: comment, reason: 'insult' }
  }),
  'POST /specifications/[id]/report?/askAgain': ({ comment }) => ({ form: { commentId: comment } }),
  'POST /review?/verdict': ({ comment }) => ({ form: { commentId: comment, verdict: 'through' } }),
  'POST /review?/look': ({ comment }) => ({ form: { commentId: comment, outcome: 'back' } }),
  'POST /review/concerns?/settle': ({ concern }) => ({
    form: { concernId: concern, outcome: 'no-concern' }
  }),
  'POST /review/contacts?/keep': () => ({
    form: { 'adults.name': freshReference(), 'adults.phone': '01632 960 100' }
  }),
  'POST /api/v1/comments/[id]/verdict': () => ({ json: { verdict: 'through' } }),
  'POST /api/v1/comments/[id]/removal': () => ({ json: { reason: 'insult' } }),
  'POST /api/v1/comments/[id]/concern': () => ({ json: {} }),
  'POST /api/v1/comments/[id]/second-look': () => ({ json: {} }),
  'PUT /api/v1/comments/[id]/second-look': () => ({ json: { outcome: 'back' } }),
  'POST /api/v1/concerns/[id]/settlement': () => ({ json: { outcome: 'no-concern' } }),
  'PUT /api/v1/local-contacts': () => ({
    json: { 'adults.name': freshReference(), 'adults.phone': '01632 960 100' }
  })
};
