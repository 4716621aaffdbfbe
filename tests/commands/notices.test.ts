import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { ballot } from '#server/db/schema/ballots';
import { notice } from '#server/db/schema/notices';
import { member, memberRole } from '#server/db/schema/people';
import { ballotFields, openedBy } from '#tests/builders/ballots';
import { boardsOf, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { guestOf, holderOf, invitedBy } from '#tests/builders/guests';
import { inboxOf, newsOf, noticeRowsOf, toldOf, unreadOf } from '#tests/builders/notices';
import { documentOf, heading, paragraph, passage, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));

let world: World;
let boards: Boards;
let helen: TestPerson;
let patrick: TestPerson;
let editor: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  ({ helen, patrick } = boards);
  editor = await world.person('Priya Nair', { roles: ['editor'], group: 'social-care' });
  const partnershipId = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead', 'board-member'], partnershipId });
});
afterAll(() => world.close());
beforeEach(async () => {
  const { db } = world.runtime.tools;
  await db.delete(notice);
  await db.update(ballot).set({ closedAt: world.clock.now }).where(isNull(ballot.closedAt));
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  id = await specificationWith(world, helen, TEXT);
});

const say = async (by: TestPerson, more: Record<string, string> = {}): Promise<CommentId> => {
  const fields = { specificationId: id, clause: 'clause-1', body: 'Two hours is long.', ...more };
  return done(await by.commands.addComment(fields)).id;
};
const answer = (by: TestPerson, commentId: CommentId) =>
  by.commands.answerComment({ commentId, outcome: 'not-changed', body: 'There is nobody.' });
const inADay = () => new Date(world.clock.now.getTime() + 86_400_000).toISOString();

/** With what they may do now. */
const again = (person: TestPerson): Promise<TestPerson> =>
  holderOf(world, { value: person.token, name: person.cookie.split('=')[0]! } as never);

async function setRole(person: TestPerson, role: 'observer' | 'contributor' | 'board-member'): Promise<void> {
  await world.runtime.tools.db
    .update(memberRole)
    .set({ role })
    .where(eq(memberRole.memberId, person.memberId));
}

describe('who is told of what', () => {
  it('MSG-1 MSG-4 whoever commented is told of the answer, by a link to that comment and without its words', async () => {
    const commentId = await say(patrick);
    done(await answer(helen, commentId));
    const [told, ...rest] = await inboxOf(patrick);
    expect(rest).toEqual([]);
    expect(told).toEqual({
      id: expect.any(String),
      kind: 'answered',
      sentence: 'Your comment on “Integrated falls and frailty service” has an answer.',
      href: `/specifications/${id}#comment-${commentId}`,
      day: '2026-11-24',
      unread: true
    });
    for (const other of [helen, editor, stranger]) expect(await toldOf(other)).toEqual([]);
  });

  it('MSG-1 a suggestion that is accepted, in part or not at all, says so', async () => {
    const suggest = async () => {
      const { from, to, quote } = await passage(world, id, 'two hours');
      const fields = { specificationId: id, from, to, quote, wording: 'one hour', body: '' };
      return done(await patrick.commands.suggestWording(fields)).id;
    };
    done(await answer(helen, await suggest()));
    done(await editor.commands.acceptSuggestion({ commentId: await suggest(), body: '' }));
    expect((await newsOf(patrick, 'answered')).map(({ sentence }) => sentence).sort()).toEqual([
      'Your suggestion for “Integrated falls and frailty service” was accepted.',
      'Your suggestion on “Integrated falls and frailty service” has an answer.'
    ]);
  });

  it('MSG-1 MSG-2 of replies under their comment, which stay one notice that is new again; not of their own', async () => {
    const commentId = await say(patrick);
    const reply = (by: TestPerson) => by.commands.replyToComment({ commentId, body: 'At night too?' });
    done(await reply(patrick));
    expect(await inboxOf(patrick)).toEqual([]);
    done(await reply(helen));
    done(await reply(editor));
    const [told, ...rest] = await inboxOf(patrick);
    expect(rest).toEqual([]);
    expect(told).toMatchObject({
      sentence: 'Somebody replied to your comment on “Integrated falls and frailty service”.',
      unread: true
    });
    done(await patrick.commands.readNotices({ noticeId: told!.id }));
    expect(await unreadOf(patrick)).toBe(0);
    world.clock.now = new Date('2026-11-25T10:00:00.000Z');
    done(await reply(helen));
    expect(await inboxOf(patrick)).toMatchObject([{ id: told!.id, day: '2026-11-25', unread: true }]);
    expect(await toldOf(helen)).toEqual([]);
  });

  it('MSG-1 MSG-6 everybody on the roll is told that a ballot opened, but who opened it; having voted is having read', async () => {
    const ballotId = await openedBy(helen, { closesAt: inADay() });
    expect(await inboxOf(patrick)).toMatchObject([
      {
        kind: 'ballot-opened',
        sentence: 'You can vote in “Falls priorities” until 25 November 2026 at 10:00am.',
        href: `/priorities/${ballotId}`
      }
    ]);
    expect(await toldOf(helen)).toEqual([]);
    expect(await inboxOf(stranger)).toEqual([]);
    expect(await unreadOf(patrick)).toBe(1);
    done(await patrick.commands.castVote({ ballotId, ranking: ['P2', 'P1', 'P3'] }));
    expect(await unreadOf(patrick)).toBe(0);
    expect(await unreadOf(editor)).toBe(1);
    done(await helen.commands.closeBallot({ ballotId }));
    expect(await unreadOf(editor)).toBe(0);
  });

  it('MSG-1 MSG-6 who may sign is told of a decision, and whoever had a part in it of its end', async () => {
    done(await answer(helen, await say(patrick)));
    const decisionId = await proposedBy(boards, 'JCC-2026-101', { organisationsNeeded: 2 });
    const waits = `Decision JCC-2026-101, “Falls and frailty service”, waits for your signature.`;
    for (const signer of [boards.ngozi, boards.ivor, boards.tom]) {
      expect((await newsOf(signer, 'to-sign')).map(({ sentence }) => sentence)).toEqual([waits]);
    }
    for (const other of [patrick, editor, helen, stranger])
      expect(await newsOf(other, 'to-sign')).toEqual([]);
    done(await sign(boards.ngozi, decisionId));
    // Another of the same organisation has nothing left to do.
    expect(await newsOf(boards.ivor, 'to-sign')).toEqual([]);
    expect(await newsOf(boards.tom, 'to-sign')).toHaveLength(1);
    expect(await newsOf(boards.ngozi, 'decision-made')).toEqual([]);

    const commented = await proposedBy({ ...boards, versionId: await frozen() }, 'JCC-2026-102', {
      organisationsNeeded: 1
    });
    done(await sign(boards.tom, commented));
    const made = 'Decision JCC-2026-102, “Falls and frailty service”, was agreed.';
    for (const partaker of [helen, patrick]) {
      expect((await newsOf(partaker, 'decision-made')).map(({ sentence }) => sentence)).toEqual([made]);
    }
    for (const other of [boards.tom, boards.vera, editor, stranger]) {
      expect(await newsOf(other, 'decision-made')).toEqual([]);
    }
  });

  const frozen = async () => done(await helen.commands.freezeVersion({ specificationId: id, label: '' })).id;

  it('MSG-9 who is to answer is told by when; when somebody else takes it over, they are, and nothing is left for the first', async () => {
    const commentId = await say(patrick);
    const [told] = await newsOf(helen, 'to-answer');
    expect(told).toMatchObject({ href: `/specifications/${id}#comment-${commentId}` });
    expect(told!.sentence).toMatch(
      /^A comment on “Integrated falls and frailty service” waits for your answer, until \d+ December 2026\.$/
    );
    expect(await newsOf(editor, 'to-answer')).toEqual([]);
    const duty = { commentId, ownerId: editor.memberId, dueOn: '2026-12-04' };
    done(await helen.commands.setAnswerDuty(duty));
    expect(await inboxOf(helen)).toEqual([]);
    expect((await newsOf(editor, 'to-answer')).map(({ sentence }) => sentence)).toEqual([
      'A comment on “Integrated falls and frailty service” waits for your answer, until 4 December 2026.'
    ]);
    done(await answer(helen, commentId));
    expect(await newsOf(editor, 'to-answer')).toEqual([]);
    expect(await unreadOf(editor)).toBe(0);
    // Of what no answer was promised for nobody is told.
    await say(editor);
    expect(await newsOf(helen, 'to-answer')).toEqual([]);
  });

  it('MSG-2 what is refused tells nobody', async () => {
    const commentId = await say(patrick);
    done(await answer(helen, commentId));
    const before = await noticeRowsOf(world);
    expect(await answer(editor, commentId)).toMatchObject({ code: 'already-answered' });
    expect(await answer(patrick, commentId)).toMatchObject({ code: 'not-allowed' });
    expect(await patrick.commands.openBallot(ballotFields())).toMatchObject({ code: 'not-allowed' });
    expect(await noticeRowsOf(world)).toEqual(before);
  });

  it('MSG-5 whoever wrote without a name, and a guest, is told; to others nothing differs', async () => {
    const { token } = await invitedBy(helen, { specificationId: '' });
    const guest = await guestOf(world, token);
    // One of them could have written it.
    for (let others = 0; others < 4; others += 1) await guestOf(world, token, { called: 'A patient' });
    const commentId = await say(guest, { shownAs: 'A carer' });
    done(await answer(helen, commentId));
    expect(await newsOf(guest, 'answered')).toHaveLength(1);
    expect(await unreadOf(guest)).toBe(1);
    for (const other of [helen, editor, patrick]) {
      expect(await toldOf(other)).toEqual([]);
      expect(await unreadOf(other)).toBe(0);
    }
  });
});

describe('rights', () => {
  it('MSG-3 who may not open it any more sees neither the notice nor a count, byte for byte', async () => {
    await openedBy(helen, { closesAt: inADay() });
    await proposedBy(boards, 'JCC-2026-103');
    const tom = await again(boards.tom);
    expect(await unreadOf(tom)).toBe(2);
    await setRole(boards.tom, 'observer');
    const demoted = await again(boards.tom);
    const seen = JSON.stringify([await demoted.reads.inbox(), await demoted.reads.frame()]);
    await world.runtime.tools.db.delete(notice).where(eq(notice.memberId, boards.tom.memberId));
    expect(JSON.stringify([await demoted.reads.inbox(), await demoted.reads.frame()])).toBe(seen);
    await setRole(boards.tom, 'board-member');
  });

  it('MSG-3 who left is told nothing, and sees nothing', async () => {
    const commentId = await say(patrick);
    const { db } = world.runtime.tools;
    const left = (leftAt: Date | null) =>
      db.update(member).set({ leftAt }).where(eq(member.id, patrick.memberId));
    await left(world.clock.now);
    done(await answer(helen, commentId));
    const theirs = (await noticeRowsOf(world)).filter(({ memberId }) => memberId === patrick.memberId);
    await left(null);
    expect(theirs).toEqual([]);
  });

  it('MSG-8 one marks one, or all that were on the page; nobody marks those of others', async () => {
    done(await answer(helen, await say(patrick)));
    done(await answer(helen, await say(patrick)));
    const { unread, asOf } = done(await patrick.reads.inbox());
    expect(unread).toHaveLength(2);
    const before = await noticeRowsOf(world);
    for (const other of [editor, stranger]) {
      expect(await other.commands.readNotices({ noticeId: unread[0]!.id })).toMatchObject({
        code: 'not-found'
      });
    }
    done(await editor.commands.readNotices({ all: 'yes', until: asOf }));
    expect(await patrick.commands.readNotices({ all: 'yes', until: 'soon' })).toMatchObject({
      code: 'invalid-input'
    });
    expect(await patrick.commands.readNotices({})).toMatchObject({ code: 'not-found' });
    expect(await noticeRowsOf(world)).toEqual(before);
    done(await patrick.commands.readNotices({ noticeId: unread[0]!.id }));
    expect(await unreadOf(patrick)).toBe(1);
    world.clock.now = new Date('2026-11-24T11:00:00.000Z');
    done(await answer(helen, await say(patrick)));
    done(await patrick.commands.readNotices({ all: 'yes', until: asOf }));
    expect(await unreadOf(patrick)).toBe(1);
    expect(done(await patrick.reads.inbox()).earlier).toHaveLength(2);
  });
});

describe('a vote that is needed today', () => {
  it('MSG-7 MSG-6 who has not voted is called once, by two nodes; the news that it opened is old then', async () => {
    const ballotId = await openedBy(helen, { closesAt: '2026-11-25T17:00:00Z' });
    done(await editor.commands.castVote({ ballotId, ranking: ['P2', 'P1', 'P3'] }));
    const { lastCalls } = world.runtime.regular;
    world.clock.now = new Date('2026-11-25T06:59:00.000Z');
    await lastCalls.look();
    expect(await newsOf(patrick, 'vote-today')).toEqual([]);
    world.clock.now = new Date('2026-11-25T07:00:00.000Z');
    await Promise.all([lastCalls.look(), lastCalls.look()]);
    await lastCalls.look();
    expect(done(await patrick.reads.inbox()).unread).toMatchObject([
      {
        kind: 'vote-today',
        sentence: '“Falls priorities” needs your vote: it closes on 25 November 2026 at 5:00pm.',
        href: `/priorities/${ballotId}`
      }
    ]);
    expect(await newsOf(editor, 'vote-today')).toEqual([]);
    expect(await newsOf(stranger, 'vote-today')).toEqual([]);
    done(await patrick.commands.castVote({ ballotId, ranking: ['P2', 'P1', 'P3'] }));
    expect(await unreadOf(patrick)).toBe(0);
    const calls = await world.runtime.tools.db
      .select()
      .from(notice)
      .where(and(eq(notice.kind, 'vote-today'), eq(notice.memberId, patrick.memberId)));
    expect(calls).toHaveLength(1);
  });

  it('MSG-7 a ballot that was closed early calls nobody', async () => {
    const ballotId = await openedBy(helen, { closesAt: '2026-11-25T17:00:00Z' });
    done(await helen.commands.closeBallot({ ballotId }));
    world.clock.now = new Date('2026-11-25T08:00:00.000Z');
    await world.runtime.regular.lastCalls.look();
    expect((await noticeRowsOf(world)).filter(({ kind }) => kind === 'vote-today')).toEqual([]);
  });
});
