import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, NoticeId, SpecificationId } from '#domain/ids';
import { notice } from '#server/db/schema/notices';
import { openedBy } from '#tests/builders/ballots';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { done } from '#tests/builders/decisions';
import { inboxOf, newsOf, noticeRowsOf, unreadOf } from '#tests/builders/notices';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
const TITLE = '“Integrated falls and frailty service”';
const BEGAN = new Date('2026-11-24T10:00:00.000Z');
const DAY = 86_400_000;
/** In the order of ids it comes after all others. */
const LAST = 'ffffffff-ffff-4fff-bfff-ffffffffffff' as NoticeId;

let world: World;
let helen: TestPerson;
let patrick: TestPerson;
let fay: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cole', { roles: ['facilitator'], group: 'voluntary' });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.runtime.tools.db.delete(notice);
  world.clock.now = BEGAN;
  id = await specificationWith(world, helen, TEXT);
});

const say = async (by = patrick): Promise<CommentId> =>
  done(await by.commands.addComment({ specificationId: id, clause: 'clause-1', body: 'Two hours is long.' }))
    .id;
const answer = async (commentId: CommentId) =>
  done(await helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'There is nobody.' }));
const after = (days: number, milliseconds = 0) => {
  world.clock.now = new Date(BEGAN.getTime() + days * DAY + milliseconds);
};
const forget = () => world.runtime.regular.forgetNotices.look();
const read = async (person: TestPerson) => {
  const { asOf } = done(await person.reads.inbox());
  done(await person.commands.readNotices({ all: 'yes', until: asOf }));
};

describe('a notice of what is late', () => {
  it('MSG-10 the inbox says until when, on that day too, and from midnight in London that it is late', async () => {
    const commentId = await say();
    const sentence = async () => (await newsOf(helen, 'to-answer')).map((each) => each.sentence);
    const inTime = `A comment on ${TITLE} waits for your answer, until 8 December 2026.`;
    expect(await sentence()).toEqual([inTime]);
    world.clock.now = new Date('2026-12-08T23:59:00.000Z');
    expect(await sentence()).toEqual([inTime]);
    world.clock.now = new Date('2026-12-09T00:00:00.000Z');
    expect(await sentence()).toEqual([
      `A comment on ${TITLE} waits for your answer: it was due on 8 December 2026 and is late.`
    ]);
    await answer(commentId);
    expect((await inboxOf(helen)).map((each) => each.sentence)).toEqual([
      `A comment on ${TITLE} has its answer.`
    ]);
  });
});

describe('the way to what a notice is about', () => {
  it('MSG-11 MSG-3 is known to the member whose notice it is, while they may open it, and asking marks nothing', async () => {
    const commentId = await say();
    await answer(commentId);
    const [told] = await newsOf(patrick, 'answered');
    const stranger = await world.person('Sam Stranger', {
      roles: ['lead'],
      partnershipId: await world.partnership('Other')
    });
    const before = await noticeRowsOf(world);
    expect(await patrick.reads.toldOf(told!.id)).toEqual({
      href: `/specifications/${id}#comment-${commentId}`
    });
    for (const other of [helen, fay, stranger])
      expect(await other.reads.toldOf(told!.id)).toMatchObject({ refused: true, code: 'not-found' });
    expect(await patrick.reads.toldOf('11111111-0000-4000-8000-000000000000')).toMatchObject({
      code: 'not-found'
    });
    expect(await patrick.reads.toldOf('x')).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).reads.toldOf(told!.id)).toMatchObject({ code: 'signed-out' });
    expect(await noticeRowsOf(world)).toEqual(before);
    done(await fay.commands.raiseConcern({ commentId }));
    expect(await patrick.reads.toldOf(told!.id)).toMatchObject({ code: 'not-found' });
  });
});

describe('old notices', () => {
  it('MSG-12 what was read goes ninety days after that, and what is new stays', async () => {
    await answer(await say());
    after(10);
    await read(patrick);
    await answer(await say());
    const theirs = async () => (await inboxOf(patrick)).map(({ unread }) => unread);
    after(100, -1);
    await forget();
    expect(await theirs()).toEqual([true, false]);
    after(100);
    await forget();
    expect(await theirs()).toEqual([true]);
  });

  it('MSG-12 what was never read goes a year after it came; what was read late has its ninety days', async () => {
    await answer(await say());
    await answer(await say());
    after(364);
    const [first] = await newsOf(patrick, 'answered');
    done(await patrick.commands.readNotices({ noticeId: first!.id }));
    after(365, -1);
    await forget();
    expect(await inboxOf(patrick)).toHaveLength(2);
    after(365);
    await forget();
    expect(await inboxOf(patrick)).toMatchObject([{ id: first!.id, unread: false }]);
    after(364 + 90);
    await forget();
    expect(await inboxOf(patrick)).toEqual([]);
  });

  it('MSG-12 MSG-6 what counts as read by itself goes after ninety days, what still waits does not', async () => {
    const answered = await say();
    await say();
    await answer(answered);
    await openedBy(helen, { closesAt: new Date(BEGAN.getTime() + DAY).toISOString() });
    const kinds = async () => (await noticeRowsOf(world)).map(({ kind }) => kind).sort();
    const all = await kinds();
    expect(all).toEqual(['answered', 'ballot-opened', 'to-answer', 'to-answer']);
    after(90, -1);
    await forget();
    expect(await kinds()).toEqual(all);
    after(90);
    await forget();
    expect(await kinds()).toEqual(['answered', 'to-answer']);
    expect(await unreadOf(helen)).toBe(1);
  });

  it('MSG-12 two nodes look at once, and what came again meanwhile is new and stays', async () => {
    const commentId = await say();
    const reply = async () => done(await helen.commands.replyToComment({ commentId, body: 'At night too?' }));
    await reply();
    await read(patrick);
    after(91);
    await reply();
    await Promise.all([forget(), forget()]);
    expect(await newsOf(patrick, 'reply')).toMatchObject([{ day: '2027-02-23', unread: true }]);
    await read(patrick);
    after(91 + 90);
    await Promise.all([forget(), reply(), forget()]);
    expect(await newsOf(patrick, 'reply')).toHaveLength(1);
  });

  it('MSG-12 of more than are looked at together none is left', async () => {
    const { db, newId } = world.runtime.tools;
    const ballotId = await openedBy(helen, { closesAt: new Date(BEGAN.getTime() + DAY).toISOString() });
    await answer(await say());
    const [kept] = await newsOf(patrick, 'answered');
    const about = (kind: 'vote-today' | 'decision-made') => ({
      ...{
        id: kind === 'vote-today' ? LAST : newId<'notice'>(),
        memberId: patrick.memberId,
        kind,
        madeAt: BEGAN
      },
      aboutId: kind === 'vote-today' ? (ballotId as string) : newId<'decision'>()
    });
    // Of what is nowhere nothing is known: it waits its year, and is passed over.
    await db
      .insert(notice)
      .values([...Array.from({ length: 1100 }, () => about('decision-made')), about('vote-today')]);
    after(90);
    await forget();
    const left = await noticeRowsOf(world);
    expect(left.filter(({ kind }) => kind === 'vote-today')).toEqual([]);
    expect(left.filter(({ kind }) => kind === 'decision-made')).toHaveLength(1100);
    expect(left.some((row) => row.id === kept!.id)).toBe(true);
  });
});

describe('who entered it for somebody else', () => {
  const enter = async (): Promise<CommentId> =>
    done(await fay.commands.enterContribution({ specificationId: id, ...CONTRIBUTION })).id;
  const sentences = async (of: TestPerson, kind: 'removed' | 'set-aside' | 'reviewed') =>
    (await newsOf(of, kind)).map((each) => each.sentence);
  const remove = async (commentId: CommentId, replyId = '') =>
    done(await helen.commands.removeSaid({ commentId, replyId, reason: 'insult' }));

  it('MSG-13 is told that what they entered was removed; who wrote something themselves, of that', async () => {
    await remove(await enter());
    expect(await sentences(fay, 'removed')).toEqual([
      `Something that you entered for somebody else on ${TITLE} was removed. The page says why, and how to ask for a second look.`
    ]);
    await remove(await say());
    expect(await sentences(patrick, 'removed')).toEqual([
      `Something that you wrote on ${TITLE} was removed. The page says why, and how to ask for a second look.`
    ]);
  });

  it('MSG-13 somebody else who replied to it wrote that; where they replied themselves it says either', async () => {
    const commentId = await enter();
    const reply = async (by: TestPerson) =>
      done(await by.commands.replyToComment({ commentId, body: 'At night too?' })).id;
    await remove(commentId, await reply(patrick));
    expect((await sentences(patrick, 'removed'))[0]).toContain('Something that you wrote on');
    await remove(commentId, await reply(fay));
    expect((await sentences(fay, 'removed'))[0]).toContain(
      'Something that you wrote, or entered for somebody else, on'
    );
  });

  it('MSG-13 and that it was hidden, and reviewed', async () => {
    const commentId = await enter();
    done(await patrick.commands.raiseConcern({ commentId }));
    expect((await sentences(fay, 'set-aside'))[0]).toMatch(
      /^Something that you entered for somebody else on .* is hidden while it is looked at\./
    );
    const concern = done(await helen.reads.concerns()).waiting.find((each) => each.commentId === commentId);
    done(await helen.commands.settleConcern({ concernId: concern!.id, outcome: 'no-concern' }));
    expect((await sentences(fay, 'reviewed'))[0]).toMatch(
      /^What you entered for somebody else on .* was reviewed\./
    );
  });
});
