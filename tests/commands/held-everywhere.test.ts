import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentId, DecisionId, SpecificationId } from '#domain/ids';
import { NOT_SHOWN_NOW, type Standing } from '#domain/moderation';
import { comment } from '#server/db/schema/comments';
import {
  boardsOf,
  decisionFields,
  decisionRows,
  done,
  proposedBy,
  sign,
  type Boards
} from '#tests/builders/decisions';
import { decisionSeen, everythingSeen } from '#tests/builders/everything-seen';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { withClauses } from '#tests/builders/summaries';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const WORDS = 'Two hours on a cold floor.';
const REASON = 'It is looked at today, and nothing here depends on it.';
const PLACE = { clause: 'clause-1', from: null, to: null, quote: null };

let world: World;
let boards: Boards;
let fay: TestPerson;
/** What she writes is held. */
let mary: TestPerson;
let clauses: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  fay = await world.person('Fay Cilitator', { roles: ['facilitator'] });
  mary = await guestOf(world, (await invitedBy(boards.helen, { holds: 'yes' })).token);
  clauses = await withClauses(world, boards.helen);
});
afterAll(() => world.close());

async function said(by: TestPerson, more: object = {}): Promise<CommentId> {
  const fields = { specificationId: boards.specificationId, clause: 'clause-1', body: WORDS, ...more };
  return done(await by.commands.addComment(fields)).id;
}
const through = async (commentId: CommentId) =>
  done(await fay.commands.reviewSaid({ commentId, verdict: 'through' }));
const propose = (reference: string, more: object = {}) =>
  boards.helen.commands.proposeDecision(decisionFields(boards, { reference, ...more }));
const answer = async (commentId: CommentId) =>
  done(await boards.helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not now.' }));
const later = () => (world.clock.now = new Date(world.clock.now.getTime() + 60_000));

async function put(id: CommentId, standing: Standing): Promise<void> {
  await world.runtime.tools.db.update(comment).set({ standing }).where(eq(comment.id, id));
}

/** All there is to read around the text, its decision and a text with clauses. */
async function seenBy(by: TestPerson, shown: CommentId, decision: DecisionId): Promise<string[]> {
  const { reads } = by;
  const { specificationId } = boards;
  const answers = [
    ...[await reads.specificationPage(clauses), await reads.clauses(clauses)],
    ...[await reads.clause(clauses, 'aims'), await reads.plainSummary(clauses, 'aims')],
    await reads.passageHistory(clauses, { ...PLACE, clause: 'clause-aims' })
  ];
  return [
    ...answers.map((each) => JSON.stringify(each)),
    ...(await decisionSeen(by, specificationId, decision)),
    ...(await everythingSeen(by, specificationId, shown))
  ];
}

describe('what is not shown', () => {
  it('MOD-11 MOD-12 papers, histories, clauses, summaries and files are byte for byte as if it were not there', async () => {
    const { patrick, helen, ngozi } = boards;
    const shown = await said(patrick, { body: 'Who rings back?' });
    await answer(shown);
    const decision = await proposedBy(boards, 'SEEN-1');
    later();
    const readers = [ngozi, await world.person('Sam Secretary', { roles: ['secretary', 'editor'] })];
    const before = [];
    for (const by of readers) before.push(await seenBy(by, shown, decision));
    const held = await said(mary);
    const place = { from: '8', to: '16', quote: 'Somebody', wording: 'A nurse', body: WORDS };
    const words = done(
      await mary.commands.suggestWording({ specificationId: boards.specificationId, ...place })
    ).id;
    const aside = await said(mary, { specificationId: clauses, clause: 'clause-aims' });
    const { id: replyId } = done(await mary.commands.replyToComment({ commentId: shown, body: WORDS }));
    const after = [];
    for (const by of readers) after.push(await seenBy(by, shown, decision));
    expect(after).toEqual(before);
    for (const by of readers)
      for (const id of [held, words, aside]) {
        expect(await by.reads.comment(id)).toEqual(await by.reads.comment(randomUUID()));
        expect(await by.reads.suggestion(boards.specificationId, id)).toEqual(
          await by.reads.suggestion(boards.specificationId, randomUUID())
        );
      }
    await through(held);
    expect(await seenBy(ngozi, shown, decision)).not.toEqual(before[0]);
    await answer(held);
    done(await fay.commands.reviewSaid({ commentId: shown, replyId, verdict: 'through' }));
    for (const id of [words, aside])
      done(
        await helen.commands.reviewSaid({
          commentId: id,
          verdict: 'not-through',
          reason: 'It names somebody.'
        })
      );
  });

  it('MOD-11 its writer sees it where the text is read and edited, and at its clause', async () => {
    const id = await said(mary, { specificationId: clauses, clause: 'clause-aims' });
    const held = { commentId: id, standing: 'held', words: WORDS };
    const own = [
      done(await mary.reads.specificationPage(clauses)).own,
      done(await mary.reads.specificationEdit(clauses, { withText: false })).own,
      done(await mary.reads.clause(clauses, 'aims')).own
    ];
    for (const { items } of own) expect(items.find(({ commentId }) => commentId === id)).toMatchObject(held);
    expect(done(await mary.reads.clause(clauses, 'criteria')).own.items).toEqual([]);
    expect(done(await boards.patrick.reads.clause(clauses, 'aims')).own.items).toEqual([]);
    done(await mary.commands.withdrawComment({ commentId: id }));
  });

  it('MOD-25 both papers of a decision say how many were removed, and why', async () => {
    const id = await said(boards.patrick, { body: 'They are all fools.' });
    done(await fay.commands.removeSaid({ commentId: id, reason: 'insult' }));
    const decision = await proposedBy(boards, 'REMOVED-1');
    for (const kind of ['board', 'council'] as const) {
      const { html } = done(await boards.ngozi.reads.decisionPaper(decision, kind));
      expect(html).toContain('1 contribution was removed by a facilitator: 1 because it held an insult');
      expect(html).not.toContain('withdrawn by whoever made');
      expect(html).not.toContain('all fools');
    }
  });

  it('MOD-21 MOD-30 what was published goes from the public page with its words', async () => {
    const { helen, patrick, specificationId } = boards;
    const body = 'The stairs are steep.';
    const ids = [await said(patrick, { body }), await said(patrick, { body: `${body} Very.` })];
    for (const commentId of ids) {
      await answer(commentId);
      done(await helen.commands.publishAnswer({ commentId, words: 'own', specificationId }));
    }
    const open = async () => JSON.stringify(await nobody(world).reads.youSaid(specificationId));
    expect((await open()).split(body)).toHaveLength(3);
    done(await helen.commands.raiseConcern({ commentId: ids[0] }));
    expect((await open()).split(body)).toHaveLength(2);
    done(await fay.commands.removeSaid({ commentId: ids[1], reason: 'patient' }));
    expect(await open()).not.toContain(body);
    const [concern] = done(await fay.reads.concerns()).waiting;
    done(await fay.commands.settleConcern({ concernId: concern!.id, outcome: 'no-concern' }));
  });

  it('MOD-18 HOM-1 home names how much waits for whoever may review, and not for its writer', async () => {
    const tasks = async (by: TestPerson) =>
      done(await by.reads.home()).tasks.filter(({ kind }) => kind === 'look' || kind === 'restricted');
    expect(await tasks(fay)).toEqual([]);
    const id = await said(mary);
    expect(await tasks(fay)).toMatchObject([{ kind: 'look', title: '1 contribution', href: '/review' }]);
    expect(await tasks(mary)).toEqual([]);
    expect(await tasks(boards.patrick)).toEqual([]);
    await through(id);
    expect(await tasks(fay)).toEqual([]);
    const own = await said(fay, { body: 'What do we call it?' });
    done(await boards.patrick.commands.raiseConcern({ commentId: own }));
    expect(await tasks(fay)).toEqual([]);
    expect(await tasks(boards.helen)).toMatchObject([
      { kind: 'restricted', title: '1 matter in the restricted queue', href: '/review/concerns' }
    ]);
    await answer(id);
  });
});

describe('no decision over the head of what is held', () => {
  it('MOD-17 DEC-28 what a patient said and somebody looks at first holds a decision up, unless it is named', async () => {
    const body = 'Nobody came that night.';
    const id = await said(mary, { body });
    for (const standing of ['held', 'concern'] as const) {
      await put(id, standing);
      const rows = await decisionRows(world);
      const refusal = await propose('HEAD-1');
      expect(refusal).toMatchObject({ code: 'comments-unanswered', field: `exception.${id}` });
      expect(JSON.stringify(refusal)).toContain('Not shown yet');
      expect(JSON.stringify(refusal)).not.toContain(body);
      expect(await decisionRows(world)).toEqual(rows);
      const { unanswered } = done(await boards.helen.reads.decisionProposal());
      const told = unanswered.find(({ specificationId }) => specificationId === boards.specificationId);
      expect(told?.comments).toEqual([{ id, body: '', hidden: true }]);
    }
    await put(id, 'held');
    const made = done(await propose('HEAD-1', { exceptions: [{ commentId: id, reason: REASON }] }));
    const page = async () => done(await boards.ngozi.reads.decision(made.id));
    expect(await page()).toMatchObject({
      exceptions: [{ commentId: id, reason: REASON, words: NOT_SHOWN_NOW, shown: false }],
      leftUnanswered: 0
    });
    const paper = done(await boards.ngozi.reads.decisionPaper(made.id, 'board')).html;
    expect(paper).toContain(`${NOT_SHOWN_NOW} Why it has none: ${REASON}`);
    expect(paper).not.toContain(body);
    await through(id);
    expect((await page()).exceptions).toMatchObject([{ words: body, shown: true }]);
    await answer(id);
  });

  it('MOD-17 what was not let through or was passed on holds nothing up', async () => {
    const [refused, passed] = [await said(mary), await said(mary)];
    await put(refused, 'not-let-through');
    await put(passed, 'passed-on');
    done(await propose('HEAD-2'));
  });

  it('MOD-14 MOD-17 DEC-41 nor is it agreed while something from before is held, also when it was let through since', async () => {
    const id = await said(mary);
    // As if it had been written while the decision was being proposed.
    await put(id, 'not-let-through');
    const decision = await proposedBy(boards, 'HEAD-3');
    await put(id, 'held');
    later();
    done(await sign(boards.ngozi, decision));
    const rows = await decisionRows(world);
    expect(await sign(boards.tom, decision)).toMatchObject({ code: 'comments-unanswered' });
    await through(id);
    expect(await sign(boards.tom, decision)).toMatchObject({ code: 'comments-unanswered' });
    expect((await decisionRows(world)).signatures).toEqual(rows.signatures);
    await answer(id);
    done(await sign(boards.tom, decision));
  });
});
