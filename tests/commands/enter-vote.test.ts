import { desc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { registerContent } from '#server/db/schema/decisions';
import { ballotFields, ballotRows, openedBy } from '#tests/builders/ballots';
import { boardsOf, done, proposedBy } from '#tests/builders/decisions';
import { linesIn } from '#tests/builders/html-lines';
import { refusing } from '#tests/builders/refused';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const START = new Date('2026-11-24T10:00:00.000Z');
const END = new Date('2026-11-25T10:00:00.000Z');
const ORDER = ['P2', 'P3', 'P1'];

let world: World;
let lead: TestPerson;
let helper: TestPerson;
let clinicians: TestPerson[];
let ballotId: BallotId;
const refusedWith = refusing(() => ballotRows(world));

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { group: 'provider', roles: ['lead'] });
  helper = await world.person('Patrick Doyle', { group: 'voluntary', roles: ['facilitator'] });
  clinicians = [];
  for (let n = 0; n < 6; n += 1)
    clinicians.push(await world.person(`Clinician ${n}`, { group: 'clinician' }));
});
beforeEach(async () => {
  world.clock.now = START;
  ballotId = await openedBy(lead, {
    groups: ['clinician', 'patient-carer'],
    assisted: { 'patient-carer': 6 }
  });
});
afterAll(() => world.close());

function vote(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ballotId, group: 'patient-carer', ranking: ORDER, agreed: 'yes', ...more };
}

async function entered(count: number, by = helper): Promise<void> {
  for (let n = 0; n < count; n += 1) done(await by.commands.enterVote(vote()));
}

async function newestInRegister() {
  const { db } = world.runtime.tools;
  const [entry] = await db.select().from(registerContent).orderBy(desc(registerContent.sequence)).limit(1);
  return entry?.content as Record<string, unknown>;
}

async function pageFor(person: TestPerson) {
  const page = await person.reads.ballot(ballotId);
  if (isRefusal(page)) throw new Error(page.message);
  return page;
}

describe('a ballot in which some vote without an account', () => {
  test('VOT-40 VOT-44 they are on the roll without a name, in the turnout, on the page and in the register', async () => {
    const page = await pageFor(clinicians[0]!);
    expect(page.turnout).toEqual({ voted: 0, voters: 12 });
    expect(page.eligible).toContainEqual({ group: 'patient-carer', people: 6 });
    expect(page.assisted).toMatchObject({ people: 6, helpers: [] });
    expect(page.assisted?.words).toContain('Nobody can check whether somebody who votes this way');
    expect(await newestInRegister()).toMatchObject({ voters: 12, assisted: 6 });
  });

  test('VOT-40 the form sends their numbers by group; without one nobody votes so, and nothing says anything', async () => {
    const groups = { groups: undefined, 'group-clinician': 'yes', 'group-patient-carer': 'yes' };
    ballotId = await openedBy(lead, { ...groups, 'assisted-patient-carer': ' 3 ', 'assisted-clinician': '' });
    expect((await pageFor(lead)).assisted).toMatchObject({ people: 3 });
    ballotId = await openedBy(lead);
    expect((await pageFor(lead)).assisted).toBeNull();
    expect(await newestInRegister()).not.toHaveProperty('assisted');
  });

  test('VOT-40 a group may have nobody else', async () => {
    ballotId = await openedBy(lead, { groups: ['social-care'], assisted: { 'social-care': 1 } });
    expect((await pageFor(lead)).turnout).toEqual({ voted: 0, voters: 1 });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['half a person', { 'patient-carer': 2.5 }, 'assisted-patient-carer', 'whole number up to 500'],
    ['fewer than none', { 'patient-carer': -1 }, 'assisted-patient-carer', 'whole number up to 500'],
    ['far too many', { 'patient-carer': 501 }, 'assisted-patient-carer', 'whole number up to 500'],
    ['something else', { 'patient-carer': ['3'] }, 'assisted-patient-carer', 'whole number up to 500'],
    ['a group that is not chosen', { voluntary: 2 }, 'assisted-voluntary', 'Tick “Voluntary sector” as well'],
    ['observers', { observer: 2 }, 'assisted-observer', 'Observers do not vote.'],
    ['a group that is none', { martians: 2 }, 'groups', 'not known here']
  ])('VOT-40 refused: %s', async (_, assisted, field, words) => {
    const fields = ballotFields({ groups: ['clinician', 'patient-carer', 'observer'], assisted });
    const refusal = await refusedWith('invalid-input', () => lead.commands.openBallot(fields));
    expect(refusal.field).toBe(field);
    expect(refusal.message).toContain(words);
  });
});

describe('entering a vote', () => {
  test('VOT-42 marks one line of the group and stores the paper like any other; nobody else’s mark changes', async () => {
    const before = (await ballotRows(world)).voters.filter((line) => line.ballotId === ballotId);
    await entered(2);
    done(await clinicians[0]!.commands.castVote({ ballotId, ranking: ORDER }));
    const { voters, papers } = await ballotRows(world);
    const marked = voters
      .filter((line) => line.ballotId === ballotId && line.hasVoted)
      .map(({ memberId, assistedLine }) => memberId ?? assistedLine);
    expect(new Set(marked)).toEqual(new Set([clinicians[0]!.memberId, 1, 2]));
    expect(voters.filter((line) => line.ballotId === ballotId)).toHaveLength(before.length);
    const mine = papers.filter((paper) => paper.ballotId === ballotId);
    expect(mine.map(({ stakeholderGroup }) => stakeholderGroup).sort()).toEqual([
      'clinician',
      'patient-carer',
      'patient-carer'
    ]);
    expect(mine.every((paper) => Object.keys(paper).length === 4)).toBe(true);
    expect((await pageFor(lead)).turnout).toEqual({ voted: 3, voters: 12 });
  });

  test('VOT-42 a form’s places are the same vote', async () => {
    const places = { ranking: undefined, 'rank-P1': '3', 'rank-P2': '1', 'rank-P3': '2' };
    done(await helper.commands.enterVote(vote(places)));
    const { papers } = await ballotRows(world);
    expect(papers.find((paper) => paper.ballotId === ballotId)?.ranking).toEqual(ORDER);
  });

  test('VOT-42 no more than were to vote so, however many are sent at once', async () => {
    ballotId = await openedBy(lead, {
      groups: ['clinician', 'patient-carer'],
      assisted: { 'patient-carer': 2 }
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => helper.commands.enterVote(vote())));
    expect(
      answers.filter((answer) => isRefusal(answer)).map((answer) => isRefusal(answer) && answer.code)
    ).toEqual(Array(3).fill('all-entered'));
    expect((await pageFor(lead)).turnout).toEqual({ voted: 2, voters: 8 });
    await refusedWith('all-entered', () => helper.commands.enterVote(vote()));
    await refusedWith('all-entered', () => helper.commands.enterVote(vote({ group: 'clinician' })));
  });

  test('VOT-42 after the end it is refused, by the clock and after closing', async () => {
    world.clock.now = END;
    await refusedWith('ballot-closed', () => helper.commands.enterVote(vote()));
    world.clock.now = START;
    done(await lead.commands.closeBallot({ ballotId }));
    await refusedWith('ballot-closed', () => helper.commands.enterVote(vote()));
    expect(await helper.reads.enteredVoteReview(ballotId, vote())).toMatchObject({ code: 'ballot-closed' });
  });

  test('VOT-41 by who may open ballots, and nobody else', async () => {
    const secretary = await world.person('Sana Secretary', { roles: ['secretary'] });
    await entered(1, lead);
    await entered(1, secretary);
    for (const roles of [['editor'], ['contributor'], ['board-member'], ['observer']] as const) {
      const person = await world.person(`A ${roles[0]}`, { roles: [...roles] });
      await refusedWith('not-allowed', () => person.commands.enterVote(vote()));
      expect(await person.reads.enterVotePage(ballotId)).toMatchObject({ code: 'not-allowed' });
      expect(await person.reads.enteredVoteReview(ballotId, vote())).toMatchObject({ code: 'not-allowed' });
      expect((await pageFor(person)).may.enterVotes).toBe(false);
    }
    await refusedWith('signed-out', () => nobody(world).commands.enterVote(vote()));
    expect((await pageFor(helper)).may.enterVotes).toBe(true);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['that nobody agreed to', { agreed: undefined }, 'missing-field', 'agreed'],
    ['of no group', { group: '' }, 'missing-field', 'group'],
    ['of a group that is none', { group: 'martians' }, 'missing-field', 'group'],
    ['with an option twice', { ranking: ['P1', 'P1', 'P2'] }, 'incomplete-ranking', 'ranking'],
    ['with an option missing', { ranking: ['P1', 'P2'] }, 'incomplete-ranking', 'ranking'],
    ['with an unknown option', { ranking: ['P1', 'P2', 'P9'] }, 'unknown-option', 'ranking']
  ])('VOT-41 refused: a vote %s', async (_, more, code, field) => {
    const refusal = await refusedWith(code, () => helper.commands.enterVote(vote(more)));
    expect(refusal.field).toBe(field);
    const sent = more.ranking
      ? {
          ranking: undefined,
          ...Object.fromEntries((more.ranking as string[]).map((key, n) => [`rank-${key}`, `${n + 1}`]))
        }
      : more;
    const review = await helper.reads.enteredVoteReview(ballotId, vote(sent));
    expect(isRefusal(review)).toBe(true);
  });

  test('VOT-41 a review shows the order and stores nothing', async () => {
    const before = await ballotRows(world);
    const places = { 'rank-P1': '3', 'rank-P2': '1', 'rank-P3': '2' };
    expect(await helper.reads.enteredVoteReview(ballotId, vote(places))).toMatchObject({ ranking: ORDER });
    expect(await ballotRows(world)).toEqual(before);
  });
});

describe('who entered votes, and how many', () => {
  test('VOT-43 the helpers are named while it is open, whoever looks, and no number is told', async () => {
    await entered(3);
    await entered(1, lead);
    for (const reader of [helper, lead, clinicians[5]!]) {
      const { assisted, result } = await pageFor(reader);
      expect(result).toBeNull();
      expect(assisted?.people).toBe(6);
      expect(assisted?.helpers.map(({ name }) => name)).toEqual(['Helen Marsh', 'Patrick Doyle']);
    }
    const page = await helper.reads.enterVotePage(ballotId);
    expect(page).toMatchObject({ groups: [{ group: 'patient-carer', people: 6 }] });
    expect(Object.keys(page)).not.toContain('turnout');
  });

  test('VOT-43 the closing names them, and their votes where no group’s turnout is hidden', async () => {
    for (const person of clinicians) done(await person.commands.castVote({ ballotId, ranking: ORDER }));
    await entered(5);
    done(await lead.commands.closeBallot({ ballotId }));
    expect(await newestInRegister()).toMatchObject({
      votes: 11,
      voters: 12,
      entered: 5,
      enteredBy: [{ name: 'Patrick Doyle', organisation: expect.any(String) as string }]
    });
    expect((await pageFor(clinicians[0]!)).result).toMatchObject({ entered: 5 });
  });

  test('VOT-43 where a group is small the closing names them without a number', async () => {
    for (const person of clinicians) done(await person.commands.castVote({ ballotId, ranking: ORDER }));
    await entered(2);
    done(await lead.commands.closeBallot({ ballotId }));
    const closing = await newestInRegister();
    expect(closing).toMatchObject({ votes: 8, enteredBy: [{ name: 'Patrick Doyle' }] });
    expect(closing).not.toHaveProperty('entered');
    expect((await pageFor(helper)).result).toMatchObject({ entered: null });
  });

  test('VOT-43 where nobody entered one, nothing says so in the register', async () => {
    done(await lead.commands.closeBallot({ ballotId }));
    expect(Object.keys(await newestInRegister())).not.toEqual(expect.arrayContaining(['enteredBy']));
  });

  test('VOT-43 PAP-8 a paper for the boards says so with their names, and without a number where a group is small', async () => {
    const boards = await boardsOf(world);
    ballotId = await openedBy(boards.helen, { groups: ['commissioner'], assisted: { commissioner: 2 } });
    done(await boards.helen.commands.enterVote(vote({ group: 'commissioner' })));
    done(await boards.helen.commands.closeBallot({ ballotId }));
    const decision = await proposedBy(boards, 'JCC-2027-777', { ballotId });
    const { html } = done(await boards.helen.reads.decisionPaper(decision, 'board'));
    const text = linesIn(html).join('\n');
    expect(text).toContain('could vote on paper, by telephone or in person. Votes were entered by Helen');
    expect(text).not.toContain('entered by helpers');
  });

  test('VOT-43 the database takes no mark and no helper back', async () => {
    await entered(1);
    const before = await ballotRows(world);
    const { db } = world.runtime.tools;
    const attempts = [
      sql`update ballot_voter set has_voted = false where ballot_id = ${ballotId} and assisted_line = 1`,
      sql`delete from ballot_voter where ballot_id = ${ballotId} and assisted_line is not null`,
      sql`update ballot_voter set assisted_line = 9 where ballot_id = ${ballotId} and assisted_line = 6`,
      sql`delete from ballot_helper where ballot_id = ${ballotId}`,
      sql`update ballot_helper set member_id = ${lead.memberId} where ballot_id = ${ballotId}`,
      sql`truncate ballot_helper`
    ];
    for (const attempt of attempts) await expect(db.execute(attempt)).rejects.toThrow();
    expect(await ballotRows(world)).toEqual(before);
  });
});
