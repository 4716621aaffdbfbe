import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { ballotRows, openedBy } from '#tests/builders/ballots';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const START = new Date('2026-11-24T10:00:00.000Z');
const RANKING = ['P2', 'P3', 'P1'];

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let ballotId: BallotId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { group: 'patient-carer' });
});
beforeEach(async () => {
  world.clock.now = START;
  ballotId = await openedBy(lead);
});
afterAll(() => world.close());

function papersIn(rows: Awaited<ReturnType<typeof ballotRows>>, id: BallotId) {
  return rows.papers.filter((paper) => paper.ballotId === id);
}

function markedIn(rows: Awaited<ReturnType<typeof ballotRows>>, id: BallotId) {
  return rows.voters
    .filter((voter) => voter.ballotId === id && voter.hasVoted)
    .map(({ memberId }) => memberId);
}

async function refusedWith(person: Pick<TestPerson, 'commands'>, fields: Record<string, unknown>) {
  const before = await ballotRows(world);
  const answer = await person.commands.castVote({ ballotId, ...fields });
  expect(await ballotRows(world)).toEqual(before);
  if (!isRefusal(answer)) throw new Error('It was not refused.');
  return answer;
}

describe('voting', () => {
  test('VOT-26 the paper has a random id, the group and the ranking; the roll only that the person voted', async () => {
    const before = await ballotRows(world);
    expect(await patient.commands.castVote({ ballotId, ranking: RANKING })).toEqual({
      ballotId,
      hasVoted: true
    });
    const after = await ballotRows(world);
    const [paper, ...more] = papersIn(after, ballotId);
    expect(more).toEqual([]);
    expect(paper).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/) as string,
      ballotId,
      stakeholderGroup: 'patient-carer',
      ranking: RANKING
    });
    expect(JSON.stringify(paper)).not.toContain(patient.memberId);
    expect(markedIn(after, ballotId)).toEqual([patient.memberId]);
    expect(after.register).toEqual(before.register);
  });

  test('VOT-26 the tables have no place for a voter or a time beside a vote', async () => {
    const { db } = world.runtime.tools;
    const result: unknown = await db.execute(
      sql`select column_name from information_schema.columns where table_name = 'ballot_paper' order by 1`
    );
    const rows = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as {
      column_name: string;
    }[];
    expect(rows.map((row) => row.column_name)).toEqual(['ballot_id', 'id', 'ranking', 'stakeholder_group']);
  });

  test('VOT-29 the form’s places are the same vote', async () => {
    await patient.commands.castVote({ ballotId, 'rank-P1': '3', 'rank-P2': '1', 'rank-P3': '2' });
    expect(papersIn(await ballotRows(world), ballotId).map(({ ranking }) => ranking)).toEqual([RANKING]);
  });

  test('VOT-36 a review shows the order and casts nothing', async () => {
    const before = await ballotRows(world);
    const fields = { 'rank-P1': '3', 'rank-P2': '1', 'rank-P3': '2' };
    expect(await patient.reads.voteReview(ballotId, fields)).toEqual({ ballotId, ranking: RANKING });
    expect(await patient.reads.voteReview(ballotId, { 'rank-P1': '1' })).toMatchObject({
      code: 'incomplete-ranking'
    });
    const stranger = { ...fields, 'rank-P9': '4' };
    expect(await patient.reads.voteReview(ballotId, stranger)).toMatchObject({ code: 'unknown-option' });
    expect(await ballotRows(world)).toEqual(before);
  });

  test('VOT-36 a review of a vote that could not be cast says so at once', async () => {
    const fields = { 'rank-P1': '3', 'rank-P2': '1', 'rank-P3': '2' };
    await patient.commands.castVote({ ballotId, ranking: RANKING });
    expect(await patient.reads.voteReview(ballotId, fields)).toMatchObject({ code: 'already-voted' });
    world.clock.now = new Date('2026-11-25T10:00:00.000Z');
    expect(await lead.reads.voteReview(ballotId, fields)).toMatchObject({ code: 'ballot-closed' });
  });

  test('VOT-38 others learn that something changed, and only that', async () => {
    const announced: unknown[] = [];
    const { live } = world.runtime;
    const { announce } = live;
    live.announce = (topics) => void announced.push(...topics);
    await patient.commands.castVote({ ballotId, ranking: RANKING });
    live.announce = announce;
    expect(announced).toEqual([
      { kind: 'ballot', id: ballotId },
      { kind: 'partnership', id: world.partnershipId }
    ]);
  });
});

describe('one person, one vote', () => {
  test('VOT-27 a second vote is refused, the first one stays', async () => {
    await patient.commands.castVote({ ballotId, ranking: RANKING });
    expect(await refusedWith(patient, { ranking: ['P1', 'P2', 'P3'] })).toMatchObject({
      code: 'already-voted'
    });
  });

  test('VOT-27 of fifty votes of one person at the same moment exactly one counts', async () => {
    const casts = await Promise.all(
      Array.from({ length: 50 }, () => patient.commands.castVote({ ballotId, ranking: RANKING }))
    );
    const refusals = casts.filter(isRefusal);
    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 49 }, () => 'already-voted'));
    const rows = await ballotRows(world);
    expect(papersIn(rows, ballotId)).toHaveLength(1);
    expect(markedIn(rows, ballotId)).toEqual([patient.memberId]);
  });

  test('VOT-27 the database itself takes no mark back and changes no vote', async () => {
    await patient.commands.castVote({ ballotId, ranking: RANKING });
    const before = await ballotRows(world);
    const { db } = world.runtime.tools;
    await expect(
      db.execute(sql`update ballot_voter set has_voted = false where ballot_id = ${ballotId}`)
    ).rejects.toThrow();
    await expect(
      db.execute(sql`update ballot_paper set ranking = '["P1"]' where ballot_id = ${ballotId}`)
    ).rejects.toThrow();
    expect(await ballotRows(world)).toEqual(before);
  });
});

describe('a vote that is refused', () => {
  test('VOT-28 after its time by the database’s clock, with the moment it closed', async () => {
    world.clock.now = new Date('2026-11-25T10:00:00.000Z');
    expect(await refusedWith(patient, { ranking: RANKING })).toMatchObject({
      code: 'ballot-closed',
      message: 'This ballot closed on 25 November 2026 at 10:00am, so the vote was not counted.'
    });
  });

  test('VOT-28 once closed by hand, even when the clock is set back', async () => {
    world.clock.now = new Date('2026-11-24T12:00:00.000Z');
    await lead.commands.closeBallot({ ballotId });
    world.clock.now = START;
    const refusal = await refusedWith(patient, { ranking: RANKING });
    expect(refusal).toMatchObject({
      code: 'ballot-closed',
      message: expect.stringContaining('midday') as string
    });
  });

  test.each<[string, unknown, string]>([
    ['an unknown option', ['P1', 'P2', 'P9'], 'unknown-option'],
    ['one option missing', ['P1', 'P2'], 'incomplete-ranking'],
    ['one option twice', ['P1', 'P2', 'P2'], 'incomplete-ranking'],
    ['nothing', undefined, 'incomplete-ranking'],
    ['not a list', 'P1,P2,P3', 'incomplete-ranking'],
    ['not numbers', [Number.NaN, Number.POSITIVE_INFINITY, -0], 'incomplete-ranking'],
    ['ten thousand entries', Array.from({ length: 10_000 }, () => 'P1'), 'incomplete-ranking']
  ])('VOT-29 refused: %s', async (_, ranking, code) => {
    expect(await refusedWith(patient, { ranking })).toMatchObject({ code, field: 'ranking' });
  });

  test('VOT-24 somebody outside learns nothing, not even that the ballot exists', async () => {
    const elsewhere = await world.partnership('Elsewhere');
    const outsider = await world.person('Otto Outsider', { partnershipId: elsewhere, roles: ['lead'] });
    expect(await refusedWith(outsider, { ranking: RANKING })).toMatchObject({ code: 'not-found' });
    expect(await refusedWith(nobody(world), { ranking: RANKING })).toMatchObject({ code: 'signed-out' });
    expect(await outsider.reads.ballot(ballotId)).toMatchObject({ code: 'not-found' });
    expect(await outsider.commands.closeBallot({ ballotId })).toMatchObject({ code: 'not-found' });
    expect(await outsider.reads.ballots()).toMatchObject({ ballots: [] });
    const unknown = { ballotId: '00000000-0000-4000-8000-000000000009', ranking: RANKING };
    expect(await refusedWith(patient, unknown)).toMatchObject({ code: 'not-found' });
    expect(await refusedWith(patient, { ballotId: 'x' })).toMatchObject({ code: 'not-found' });
  });

  test('VOT-24 an observer may not vote and may not close', async () => {
    const observer = await world.person('Olive Watcher', { roles: ['observer'] });
    expect(await refusedWith(observer, { ranking: RANKING })).toMatchObject({ code: 'not-allowed' });
    expect(await observer.reads.ballot(ballotId)).toMatchObject({
      onRoll: false,
      may: { vote: false, close: false }
    });
  });
});
