import { eq } from 'drizzle-orm';
import type { CommentId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import type { TestPerson, World } from '#tests/builders/world';
import { freshReference, type Objects } from './people-and-objects';

export async function commentOn(by: TestPerson, specificationId: string): Promise<string> {
  const words = { specificationId, clause: 'clause-1', body: 'What about nights?' };
  return done(await by.commands.addComment(words)).id;
}

/** What somebody without an account said to whom no answer was promised: it holds up no decision. */
export const ENTERED = {
  ...{ clause: 'clause-1', body: 'What about nights?' },
  ...{ who: 'A GP', way: 'paper', on: '2026-11-20', agreed: 'yes' }
};

export async function enteredOn(by: TestPerson, specificationId: string): Promise<string> {
  return done(await by.commands.enterContribution({ specificationId, ...ENTERED })).id;
}

/** The first word of the paragraph in `textWithClause`. */
export const FIRST_WORD = { from: '8', to: '16', quote: 'Somebody' };

/** One more word behind the first: it can be accepted whatever was accepted before. */
export async function suggestionOn(by: TestPerson, specificationId: string): Promise<string> {
  const wording = `Somebody ${freshReference()}`;
  return done(await by.commands.suggestWording({ specificationId, ...FIRST_WORD, wording })).id;
}

/** As if a patient had said it. */
export async function oweAnswer({ runtime }: World, id: string): Promise<void> {
  const { db } = runtime.tools;
  const owed = eq(comment.id, id as CommentId);
  await db.update(comment).set({ dueOn: '2026-12-08' }).where(owed);
}

/** What is sent for receipts, and to publish what was answered. */
export const RECEIPT_BODIES = {
  'POST /receipts?/make': () => ({ form: { days: '7', send: 'here' } }),
  'POST /receipts?/quote': ({ comment: commentId }: Objects) => ({ form: { commentId, quoted: 'no' } }),
  'POST /receipts?/end': () => ({ form: {} }),
  'POST /specifications/[id]/slips/[comment]?/make': () => ({ form: { days: '7' } }),
  'POST /specifications/[id]/slips/[comment]?/end': () => ({ form: {} }),
  'POST /specifications/[id]/you-said?/publish': ({ comment: commentId }: Objects) => ({
    form: { commentId, words: 'own' }
  }),
  'POST /specifications/[id]/you-said?/unpublish': ({ comment: commentId }: Objects) => ({
    form: { commentId }
  })
};

const said = ({ specification }: Objects) => ({ specificationId: specification, body: 'What about nights?' });

/** Comments on what is not the text itself, and on a passage that was chosen from a list; words entered for somebody else. */
export const SUBJECT_BODIES = {
  'POST /specifications/[id]/enter': () => ({ form: ENTERED }),
  'POST /specifications/[id]/enter/words?/enter': () => ({
    form: { ...ENTERED, ...FIRST_WORD, wording: 'A nurse' }
  }),
  'POST /specifications/[id]/comment?/comment': (objects: Objects) => ({
    form: { ...said(objects), words: `?${new URLSearchParams(FIRST_WORD)}` }
  }),
  'POST /priorities/[id]?/comment': (objects: Objects) => ({ form: { ...said(objects), option: 'P1' } }),
  'POST /decisions/[id]?/comment': (objects: Objects) => ({ form: said(objects) }),
  'POST /specifications/[id]/clauses/[clause]/plain?/comment': (objects: Objects) => ({ form: said(objects) })
};

/** A comment that has its answer. Somebody else says it when they are named: one person says only so much in ten minutes. */
export async function answeredOn(by: TestPerson, specificationId: string, writer = by): Promise<string> {
  const commentId = await commentOn(writer, specificationId);
  done(await by.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not this year.' }));
  return commentId;
}

/** One that stands on the public page. */
export async function publishedBy(by: TestPerson, specificationId: string, writer = by): Promise<string> {
  const commentId = await answeredOn(by, specificationId, writer);
  return done(await by.commands.publishAnswer({ commentId, words: 'own' })).commentId;
}

/** A comment with a reply under it. */
export async function saidOn(
  by: TestPerson,
  specificationId: string
): Promise<Pick<Objects, 'comment' | 'reply'>> {
  const comment = await commentOn(by, specificationId);
  const { id } = done(await by.commands.replyToComment({ commentId: comment, body: 'And at weekends?' }));
  return { comment, reply: id };
}
