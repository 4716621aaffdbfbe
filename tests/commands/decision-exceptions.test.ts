import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import {
  boardsOf,
  decisionFields,
  decisionRows,
  done,
  proposedBy,
  recorded,
  sign,
  type Boards
} from '#tests/builders/decisions';
import { buildWorld, type World } from '#tests/builders/world';

const REASON = 'The council answers in March; nothing here depends on it.';

let world: World;
let boards: Boards;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
});
afterAll(() => world.close());

async function said(body = 'Two hours is a long time.'): Promise<CommentId> {
  const fields = { specificationId: boards.specificationId, clause: 'clause-1', body };
  return done(await boards.patrick.commands.addComment(fields)).id;
}

const answer = async (commentId: CommentId) =>
  done(await boards.helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not now.' }));
const propose = (reference: string, more: object = {}) =>
  boards.helen.commands.proposeDecision(decisionFields(boards, { reference, ...more }));

describe('comments without an answer', () => {
  it('DEC-28 one comment without an answer holds a decision up, unless it is named with a reason', async () => {
    const id = await said();
    const before = await decisionRows(world);
    const refusal = await propose('HELD-1');
    expect(refusal).toMatchObject({ code: 'comments-unanswered', field: `exception.${id}` });
    expect((refusal as { message: string }).message).toBe(
      '1 comment by patients and carers has no answer yet. Answer it, or say for each why it has none.'
    );
    expect(await propose('HELD-1', { [`exception.${id}`]: '  ' })).toMatchObject({
      code: 'comments-unanswered'
    });
    expect(await propose('HELD-1', { [`exception.${id}`]: 'Ask Joan, 01632 960 983.' })).toMatchObject({
      code: 'personal-data'
    });
    expect(await propose('HELD-1', { 'exception.nothing': 'A reason.' })).toMatchObject({
      code: 'invalid-input'
    });
    expect(await decisionRows(world)).toEqual(before);
    const { unanswered } = done(await boards.helen.reads.decisionProposal());
    expect(unanswered).toMatchObject([{ comments: [{ id, body: 'Two hours is a long time.' }] }]);

    const made = done(await propose('HELD-1', { [`exception.${id}`]: REASON }));
    const page = done(await boards.ngozi.reads.decision(made.id));
    const exceptions = [{ commentId: id, words: 'Two hours is a long time.', reason: REASON }];
    expect(page).toMatchObject({ exceptions, leftUnanswered: 0, intact: true });
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'decision-proposed',
      content: { unanswered: [{ commentId: id, reason: REASON }] }
    });
    await answer(id);
  });

  it('DEC-28 what a colleague said, what was withdrawn, and what was answered meanwhile hold nothing up', async () => {
    const { specificationId } = boards;
    const fields = { specificationId, clause: 'clause-1', body: 'A typing error.' };
    done(await boards.vera.commands.addComment(fields));
    const [withdrawn, answered] = [await said(), await said()];
    done(await boards.patrick.commands.withdrawComment({ commentId: withdrawn }));
    await answer(answered);
    const exceptions = [{ commentId: answered, reason: REASON }];
    const { id } = done(await propose('FREE-1', { exceptions }));
    expect(done(await boards.ngozi.reads.decision(id)).exceptions).toEqual([]);
  });

  it('DEC-29 what is named is part of the hash, in the papers, and cannot be changed behind anybody’s back', async () => {
    const id = await said('Who rings back?');
    const made = done(await propose('BOUND-1', { exceptions: [{ commentId: id, reason: REASON }] }));
    const paper = done(await boards.ngozi.reads.decisionPaper(made.id, 'board'));
    expect(paper.html).toContain(`Why it has none: ${REASON}`);
    expect(paper.html).not.toContain('Why they have no answer: not recorded');
    const { db } = world.runtime.tools;
    for (const statement of [
      `update decision_exception set reason = 'Another.'`,
      'delete from decision_exception',
      'truncate decision_exception'
    ]) {
      await expect(db.execute(sql.raw(statement))).rejects.toThrow();
    }
    await db.execute(sql.raw('alter table decision_exception disable trigger all'));
    await db.execute(sql.raw(`update decision_exception set reason = 'Another.'`));
    expect(done(await boards.ngozi.reads.decision(made.id)).intact).toBe(false);
    await db.execute(sql.raw(`update decision_exception set reason = '${REASON}'`));
    await db.execute(sql.raw('alter table decision_exception enable trigger all'));
    expect(done(await boards.ngozi.reads.decision(made.id)).intact).toBe(true);
    await answer(id);
  });

  it('DEC-41 the last signature waits for what was said before; what is said afterwards holds nothing up', async () => {
    const before = await said('Said at the last moment.');
    const { db } = world.runtime.tools;
    // As if it had arrived while the decision was being proposed.
    await db.update(comment).set({ withdrawnAt: world.clock.now }).where(eq(comment.id, before));
    const id = await proposedBy(boards, 'LAST-1');
    await db.update(comment).set({ withdrawnAt: null }).where(eq(comment.id, before));
    done(await sign(boards.ngozi, id));
    const rows = await decisionRows(world);
    expect(await sign(boards.tom, id)).toMatchObject({ code: 'comments-unanswered' });
    expect(await decisionRows(world)).toEqual(rows);
    expect(done(await boards.tom.reads.decision(id)).leftUnanswered).toBe(1);
    await answer(before);
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await said('Said afterwards.');
    expect(done(await sign(boards.tom, id))).toMatchObject({ state: 'agreed' });
  });
});
