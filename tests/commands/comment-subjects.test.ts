import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BallotId, CommentId, DecisionId, SpecificationId } from '#domain/ids';
import { exportedComments } from '#server/documents/export-comments';
import { comment, commentReply } from '#server/db/schema/comments';
import { openedBy } from '#tests/builders/ballots';
import { boardsOf, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { refusing } from '#tests/builders/refused';
import { withClauses, writeSummary } from '#tests/builders/summaries';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;
let specificationId: SpecificationId;
let ballotId: BallotId;
let decisionId: DecisionId;
/** One that becomes final. */
let closing: DecisionId;
/** A text with a plain summary of "aims". */
let summed: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  ({ specificationId } = boards);
  ballotId = await openedBy(boards.helen, { specificationId });
  decisionId = await proposedBy(boards, 'S-1');
  // Before anything waits for an answer, which would keep it from being proposed.
  closing = await proposedBy(boards, 'S-2');
  summed = await withClauses(world, boards.helen);
  await writeSummary(boards.helen, { specificationId: summed, clause: 'aims', text: 'We come and help.' });
});
afterAll(() => world.close());

const body = 'Who comes at night?';
const onDecision = () => ({ specificationId, about: 'decision', decisionId, body });
const onOption = () => ({ specificationId, about: 'option', ballotId, option: 'P2', body });
const onSummary = () => ({ specificationId: summed, about: 'plain-summary', clause: 'aims', body });
const say = (fields: object, by: TestPerson = boards.patrick) => by.commands.addComment(fields);
const said = async (fields: object): Promise<CommentId> => done(await say(fields)).id;

async function rows() {
  const { db } = world.runtime.tools;
  return [await db.select().from(comment), await db.select().from(commentReply)];
}

const refusedWith = refusing(rows);

describe('what is commented on', () => {
  it('CMT-20 CMT-21 CMT-22 a plain summary: at its clause, on its page, owed an answer by who answers for the clause', async () => {
    const council = await world.organisation('Council', 'council');
    const priya = await world.person('Priya Nair', { roles: ['lead'], organisationId: council });
    const clause = { specificationId: summed, clause: 'aims', organisationId: council, kind: 'accountable' };
    done(await boards.helen.commands.setResponsibility(clause));
    const id = await said(onSummary());
    const { threads } = done(await priya.reads.onSummary(summed, 'aims'));
    expect(threads).toMatchObject([
      {
        id,
        subject: { kind: 'plain-summary', clause: 'aims' },
        quote: 'Aims',
        duty: { owner: { name: 'Priya Nair' } }
      }
    ]);
    const onClause = done(await priya.reads.clause(summed, 'aims')).threads;
    expect(onClause.map((each) => each.id)).toEqual([id]);
    expect(exportedComments(threads)[0]!.body).toBe(`About the plain summary of “Aims”: ${body}`);
    const owed = done(await priya.reads.owed(summed, new URLSearchParams()));
    expect(owed.threads.map((each) => each.id)).toEqual([id]);
  });

  it('CMT-20 CMT-21 CMT-22 a decision and an option: on their pages and among those of the specification', async () => {
    const [first, second] = [await said(onDecision()), await said(onOption())];
    expect(done(await boards.tom.reads.onDecision(decisionId)).threads).toMatchObject([
      {
        id: first,
        subject: { kind: 'decision', decisionId },
        quote: 'S-1: Falls and frailty service',
        range: null
      }
    ]);
    const discussion = done(await boards.tom.reads.onOptions(ballotId));
    expect(discussion?.threads).toMatchObject([
      { id: second, subject: { kind: 'option', ballotId, option: 'P2' }, quote: 'P2. Falls assessment' }
    ]);
    const owed = done(await boards.helen.reads.owed(specificationId, new URLSearchParams()));
    expect(owed.threads.map(({ id }) => id).sort()).toEqual([first, second].sort());
    const meter = done(await boards.helen.reads.voice(specificationId, null)).meter;
    expect(meter.measures[0]!.sentence).toContain('of 2 comments by patients and carers');
    done(
      await boards.helen.commands.answerComment({
        commentId: first,
        outcome: 'not-changed',
        body: 'A nurse.'
      })
    );
    expect(done(await boards.tom.reads.onDecision(decisionId)).threads[0]!.answer?.body).toBe('A nurse.');
  });

  it('CMT-20 what is not there, or elsewhere, is refused and nothing is stored', async () => {
    const lead = { roles: ['lead'], partnershipId: await world.partnership('Other') } as const;
    const stranger = await world.person('Sam Stranger', lead);
    const observer = await world.person('Obi Observer', { roles: ['observer'] });
    for (const fields of [onDecision(), onOption(), onSummary()]) {
      await refusedWith('not-found', () => say(fields, stranger));
      await refusedWith('not-allowed', () => say(fields, observer));
      await refusedWith('signed-out', () => nobody(world).commands.addComment(fields));
      await refusedWith('missing-field', () => say({ ...fields, body: '' }));
    }
    await refusedWith('not-found', () => say({ ...onDecision(), specificationId: summed }));
    await refusedWith('not-found', () => say({ ...onDecision(), decisionId: ballotId }));
    await refusedWith('not-found', () => say({ ...onOption(), specificationId: summed }));
    await refusedWith('unknown-option', () => say({ ...onOption(), option: 'P9' }));
    await refusedWith('unknown-option', () => say({ ...onOption(), option: undefined }));
    await refusedWith('not-found', () => say({ ...onSummary(), clause: 'criteria' }));
    await refusedWith('not-found', () => say({ ...onSummary(), clause: 'nonsense here' }));
    await refusedWith('invalid-input', () => say({ ...onDecision(), about: 'register' }));
    expect(await stranger.reads.onDecision(decisionId)).toMatchObject({ code: 'not-found' });
    expect(await stranger.reads.onOptions(ballotId)).toMatchObject({ code: 'not-found' });
    expect(await stranger.reads.onSummary(summed, 'aims')).toMatchObject({ code: 'not-found' });
  });
});

it('CMT-26 who is looked at first sees there what they said, and nobody else does', async () => {
  const { token } = await invitedBy(boards.helen, { holds: 'yes' });
  const mary = await guestOf(world, token);
  const pages = [
    [onDecision(), (by: TestPerson) => by.reads.onDecision(decisionId)],
    [onOption(), (by: TestPerson) => by.reads.onOptions(ballotId)],
    [onSummary(), (by: TestPerson) => by.reads.onSummary(summed, 'aims')]
  ] as const;
  for (const [fields, read] of pages) {
    const before = await read(boards.patrick);
    const { id } = done(await say({ ...fields, body: 'A first look.' }, mary));
    expect(done(await read(mary))!.own).toMatchObject([
      { commentId: id, words: 'A first look.', standing: 'held' }
    ]);
    expect(await read(boards.patrick)).toEqual(before);
    expect(JSON.stringify(await read(boards.helen))).not.toContain('A first look.');
  }
  const own = done(await mary.reads.specificationPage(specificationId)).own.items;
  expect(own.map(({ about }) => about).sort()).toEqual([
    'the decision “S-1: Falls and frailty service”',
    'the option “P2. Falls assessment”'
  ]);
});

it('CMT-23 when the decision is final its discussion is closed, and its answers still come', async () => {
  const commentId = await said({ ...onDecision(), decisionId: closing });
  expect(done(await boards.patrick.reads.onDecision(closing))).toMatchObject({
    over: false,
    may: { comment: true }
  });
  const refusing = { outcome: 'refused', reason: 'Too soon.' };
  done(await sign(boards.ngozi, closing, refusing));
  expect(done(await boards.patrick.reads.onDecision(closing))).toMatchObject({
    over: true,
    may: { comment: false }
  });
  await refusedWith('decision-closed', () => say({ ...onDecision(), decisionId: closing }));
  await refusedWith('decision-closed', () => boards.patrick.commands.replyToComment({ commentId, body }));
  const others = { commentId, body: 'Who comes in the morning?' };
  await refusedWith('decision-closed', () => boards.patrick.commands.changeComment(others));
  done(
    await boards.helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'It was refused.' })
  );
});

it('CMT-21 the pages of a decision and of a ballot hear of what becomes of their comments', async () => {
  const specification = { kind: 'specification', id: specificationId };
  expect(done(await boards.tom.reads.decision(decisionId)).topics).toContainEqual(specification);
  expect(done(await boards.tom.reads.ballot(ballotId)).topics).toContainEqual(specification);
});

it('CMT-24 what is said about an option is the same before and after a vote, to everybody', async () => {
  await said({ ...onOption(), option: 'P1' });
  const seenBy = async (by: TestPerson) => {
    const { threads, over } = done(await by.reads.onOptions(ballotId))!;
    return JSON.stringify([threads.map((thread) => ({ ...thread, mine: false, earlier: [] })), over]);
  };
  const before = await seenBy(boards.tom);
  done(await boards.patrick.commands.castVote({ ballotId, ranking: ['P1', 'P2', 'P3'] }));
  for (const by of [boards.tom, boards.helen, boards.patrick]) expect(await seenBy(by)).toBe(before);
  const alone = await openedBy(boards.helen);
  expect(await boards.tom.reads.onOptions(alone)).toBeNull();
  await refusedWith('not-found', () => say({ ...onOption(), ballotId: alone }));
});
