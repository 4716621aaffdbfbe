import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import type { StakeholderGroup } from '#domain/membership';
import { tallyBorda } from '#domain/tally/borda';
import { resultHash } from '#domain/tally/result-hash';
import { countBallot } from '#server/db/ballot-papers';
import { sha256 } from '#server/sha256';
import { registerContent } from '#server/db/schema/decisions';
import { ballotRows, openedBy } from '#tests/builders/ballots';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const START = new Date('2026-11-24T10:00:00.000Z');
const END = new Date('2026-11-25T10:00:00.000Z');
const RANKING = ['P2', 'P3', 'P1'];
const GROUPS: StakeholderGroup[] = ['commissioner', 'clinician', 'social-care', 'patient-carer'];

let world: World;
let lead: TestPerson;
let voters: TestPerson[];
let ballotId: BallotId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'facilitator', 'secretary'] });
  voters = [];
  for (let n = 0; n < 12; n += 1) voters.push(await world.person(`Voter ${n}`, { group: GROUPS[n % 4]! }));
});
beforeEach(async () => {
  world.clock.now = START;
  ballotId = await openedBy(lead);
});
afterAll(() => world.close());

async function castByAll(people: readonly TestPerson[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    const ranking = index % 2 === 0 ? RANKING : ['P1', 'P2', 'P3'];
    const cast = await person.commands.castVote({ ballotId, ranking });
    if (isRefusal(cast)) throw new Error(cast.message);
  }
}

async function papersNow() {
  const { papers } = await ballotRows(world);
  return papers.filter((paper) => paper.ballotId === ballotId);
}

async function newestInRegister(): Promise<unknown> {
  const { db } = world.runtime.tools;
  const [entry] = await db.select().from(registerContent).orderBy(desc(registerContent.sequence)).limit(1);
  return entry?.content;
}

async function resultOf(person: TestPerson) {
  const page = await person.reads.ballot(ballotId);
  if (isRefusal(page)) throw new Error(page.message);
  return page.result;
}

describe('while a ballot is open', () => {
  test('VOT-30 whatever was voted, everyone reads the same: turnout in all and nothing else', async () => {
    await castByAll(voters.slice(0, 6));
    const [onePage, oneList] = [await lead.reads.ballot(ballotId), await lead.reads.ballots()];
    const twin = await openedBy(lead);
    for (const person of voters.slice(0, 6))
      await person.commands.castVote({ ballotId: twin, ranking: ['P3', 'P2', 'P1'] });
    const [otherPage, otherList] = [await lead.reads.ballot(twin), await lead.reads.ballots()];
    const plain = (value: unknown) => JSON.stringify(value).replaceAll(twin, ballotId);
    expect(plain(otherPage)).toBe(plain(onePage));
    expect(onePage).toMatchObject({ state: 'open', turnout: { voted: 6, voters: 13 }, result: null });
    if (isRefusal(oneList) || isRefusal(otherList)) throw new Error('The list was refused.');
    const inList = (list: typeof oneList, id: BallotId) => list.ballots.find((each) => each.id === id);
    expect(plain(inList(otherList, twin))).toBe(plain(inList(oneList, ballotId)));
  });

  test('VOT-30 a voter’s own page says that they voted, not what', async () => {
    await castByAll(voters.slice(0, 1));
    const page = await voters[0]!.reads.ballot(ballotId);
    expect(page).toMatchObject({ onRoll: true, hasVoted: true, may: { vote: false }, result: null });
    expect(JSON.stringify(page)).not.toContain('ranking');
  });

  test('VOT-33 when its time ran out the result waits until its end is recorded', async () => {
    await castByAll(voters);
    world.clock.now = END;
    const page = await lead.reads.ballot(ballotId);
    expect(page).toMatchObject({ state: 'counting', result: null, may: { vote: false, close: false } });
    await world.runtime.regular.dueBallots.look();
    expect(await lead.reads.ballot(ballotId)).toMatchObject({
      state: 'closed',
      result: { tally: { votes: 12 } }
    });
  });
});

describe('closing', () => {
  test('VOT-31 the votes are written anew: the same votes, other ids, in the order of the ids', async () => {
    await castByAll(voters);
    const before = await papersNow();
    expect(await lead.commands.closeBallot({ ballotId })).toEqual({ id: ballotId, closedAt: START });
    const after = await papersNow();
    const votes = (papers: typeof before) =>
      papers.map(({ stakeholderGroup, ranking }) => `${stakeholderGroup} ${ranking.join()}`);
    expect(votes(after).toSorted()).toEqual(votes(before).toSorted());
    expect(new Set([...before, ...after].map(({ id }) => id)).size).toBe(24);
  });

  test('VOT-31 the register keeps votes, voters, who closed it and the hash of what everyone is shown', async () => {
    await castByAll(voters);
    await lead.commands.closeBallot({ ballotId });
    const result = await resultOf(voters[3]!);
    expect(await newestInRegister()).toMatchObject({
      ballotId,
      votes: 12,
      voters: 13,
      resultHash: result?.resultHash,
      by: { memberId: lead.memberId, name: 'Helen Marsh' }
    });
  });

  test('VOT-31 a ballot in which nobody voted closes like any other', async () => {
    await lead.commands.closeBallot({ ballotId });
    expect(await newestInRegister()).toMatchObject({ votes: 0, voters: 13 });
    expect((await resultOf(lead))?.summary).toBe('Nobody voted, so there is no result.');
  });

  test.each([1, 4])(
    'VOT-11 closed after %i votes it shows nobody, nor who closed it, a vote',
    async (count) => {
      await castByAll(voters.slice(0, count));
      await lead.commands.closeBallot({ ballotId });
      const result = await resultOf(lead);
      const nothing = { together: [], groups: [], equalGroups: [], reversals: [] };
      expect(result?.tally).toEqual({
        ...{ options: ['P1', 'P2', 'P3'], votes: count, withheld: true },
        ...nothing
      });
      expect(result).toMatchObject({ reversals: [], ties: [], divergences: [] });
      expect(result?.summary).toBe(
        'Fewer than five people voted, so the result is not shown: it would show how they voted.'
      );
      expect(result?.turnout.map(({ voted }) => voted)).toEqual([null, null, null, null]);
      expect(await resultOf(voters[7]!)).toEqual(result);
      expect(await newestInRegister()).toMatchObject({ votes: count, resultHash: result?.resultHash });
    }
  );

  test('VOT-37 the hash of a withheld result is the same whatever was voted', async () => {
    await castByAll(voters.slice(0, 1));
    const tally = await countBallot(world.runtime.tools.db, ballotId);
    const other = tallyBorda(tally.options, [{ group: 'social-care', ranking: ['P3', 'P2', 'P1'] }]);
    expect(resultHash(ballotId, tally, sha256)).toBe(resultHash(ballotId, other, sha256));
  });

  test('VOT-35 the turnout of a single small group cannot be had by subtraction', async () => {
    await castByAll(voters.slice(0, 2));
    await lead.commands.closeBallot({ ballotId });
    expect((await resultOf(lead))?.turnout.map(({ voted }) => voted)).toEqual([null, null, null, null]);
    for (const n of [1, 2, 3, 4, 5]) await world.person(`Late Nurse ${n}`, { group: 'clinician' });
    ballotId = await openedBy(lead, { groups: ['clinician', 'commissioner'] });
    await lead.commands.closeBallot({ ballotId });
    expect((await resultOf(lead))?.turnout).toEqual([
      { group: 'commissioner', voters: 4, voted: null },
      { group: 'clinician', voters: 8, voted: null }
    ]);
  });

  test('VOT-32 votes and the end at the same moment: each is counted or refused, none is between', async () => {
    const casts = voters.map((person) => person.commands.castVote({ ballotId, ranking: RANKING }));
    const closing = lead.commands.closeBallot({ ballotId });
    const answers = await Promise.all(casts);
    expect(isRefusal(await closing)).toBe(false);
    const counted = answers.filter((answer) => !isRefusal(answer)).length;
    const codes = new Set(answers.filter(isRefusal).map(({ code }) => code));
    expect([[], ['ballot-closed']]).toContainEqual([...codes]);
    expect(await papersNow()).toHaveLength(counted);
    const page = await lead.reads.ballot(ballotId);
    expect(page).toMatchObject({ turnout: { voted: counted }, result: { tally: { votes: counted } } });
  });

  test('VOT-32 closed twice at once it is closed once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => lead.commands.closeBallot({ ballotId })));
    expect(answers.filter(isRefusal).map(({ code }) => code)).toEqual(['ballot-closed', 'ballot-closed']);
    const before = await ballotRows(world);
    expect(await lead.commands.closeBallot({ ballotId })).toMatchObject({ code: 'ballot-closed' });
    expect(await ballotRows(world)).toEqual(before);
  });

  test('VOT-24 only those with the role close a ballot', async () => {
    const before = await ballotRows(world);
    expect(await voters[0]!.commands.closeBallot({ ballotId })).toMatchObject({ code: 'not-allowed' });
    expect(await lead.commands.closeBallot({ ballotId: 'x' })).toMatchObject({ code: 'not-found' });
    expect(await ballotRows(world)).toEqual(before);
  });

  test('VOT-33 a ballot whose time ran out is closed by nobody, once, and pages are told', async () => {
    await castByAll(voters.slice(0, 5));
    const early = await ballotRows(world);
    await world.runtime.regular.dueBallots.look();
    expect(await ballotRows(world)).toEqual(early);
    world.clock.now = END;
    const announced: unknown[] = [];
    const { live } = world.runtime;
    const { announce } = live;
    live.announce = (topics) => void announced.push(...topics);
    await Promise.all([world.runtime.regular.dueBallots.look(), world.runtime.regular.dueBallots.look()]);
    live.announce = announce;
    expect(announced).toContainEqual({ kind: 'ballot', id: ballotId });
    const closed = await ballotRows(world);
    const { db } = world.runtime.tools;
    const entries = await db.select().from(registerContent);
    const endings = entries.filter(
      ({ content }) => content?.ballotId === ballotId && 'resultHash' in content
    );
    expect(endings.map(({ content }) => [content?.votes, content?.by])).toEqual([[5, null]]);
    await world.runtime.regular.dueBallots.look();
    expect(await ballotRows(world)).toEqual(closed);
  });
});
