import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { openedBy } from '#tests/builders/ballots';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const NAMES = Array.from({ length: 5 }, (_, index) => ({ name: `Option ${index + 1}` }));
const KEYS = ['P1', 'P2', 'P3', 'P4', 'P5'];

let world: World;
let lead: TestPerson;
let voters: TestPerson[];
let ballotId: BallotId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  voters = [];
  for (let n = 0; n < 14; n += 1) voters.push(await world.person(`Voter ${n}`, { group: 'clinician' }));
});
beforeEach(async () => {
  ballotId = await openedBy(lead, { options: NAMES });
});
afterAll(() => world.close());

/** Another ranking for each number below 25. */
function rankingOf(index: number): string[] {
  const turned = [...KEYS.slice(index % 5), ...KEYS.slice(0, index % 5)];
  const [moved = ''] = turned.splice(0, 1);
  turned.splice(Math.floor(index / 5), 0, moved);
  return turned;
}

async function castInOrder(people: readonly TestPerson[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    const cast = await person.commands.castVote({ ballotId, ranking: rankingOf(index) });
    if (isRefusal(cast)) throw new Error(cast.message);
  }
}

async function query<Row>(statement: SQL): Promise<Row[]> {
  const result: unknown = await world.runtime.tools.db.execute(statement);
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[];
}

/** What the database itself keeps of each row, in the order in which the rows lie in the file. */
function papersAsTheyLie() {
  return query<{ id: string; ranking: string[]; written: string; within: string; held: string }>(
    sql`select id, ranking, xmin::text as written, cmin::text as within, xmax::text as held
        from ballot_paper where ballot_id = ${ballotId} order by ctid`
  );
}

function rollAsItLies() {
  return query<{
    member_id: string | null;
    has_voted: boolean;
    written: string;
    within: string;
    held: string;
  }>(
    sql`select member_id, has_voted, xmin::text as written, cmin::text as within, xmax::text as held
        from ballot_voter where ballot_id = ${ballotId} order by ctid`
  );
}

function traces(rows: readonly { written: string; within: string; held: string }[]): string[] {
  return [...new Set(rows.map(({ written, within, held }) => `${written} ${within} ${held}`))];
}

describe('what the tables of an open ballot show', () => {
  test('VOT-39 after each vote all papers and all of the roll bear the same traces of one transaction', async () => {
    for (const [index, person] of voters.slice(0, 4).entries()) {
      await person.commands.castVote({ ballotId, ranking: rankingOf(index) });
      const [papers, roll] = [await papersAsTheyLie(), await rollAsItLies()];
      expect(papers).toHaveLength(index + 1);
      expect(roll.filter((row) => row.has_voted)).toHaveLength(index + 1);
      expect(traces(papers)).toHaveLength(1);
      expect(traces(roll)).toHaveLength(1);
    }
  });

  test('VOT-39 joined by transaction, every voter stands beside every paper', async () => {
    await castInOrder(voters);
    const pairs = await query<{ member_id: string; id: string }>(
      sql`select voter.member_id, paper.id from ballot_voter voter
          join ballot_paper paper on paper.xmin = voter.xmin and paper.ballot_id = voter.ballot_id
          where voter.ballot_id = ${ballotId} and voter.has_voted`
    );
    expect(pairs).toHaveLength(14 * 14);
  });

  test('VOT-39 papers lie in the order of their random ids, not as they were cast; each vote is there once', async () => {
    await castInOrder(voters);
    const papers = await papersAsTheyLie();
    const cast = voters.map((_, index) => rankingOf(index).join());
    const lying = papers.map(({ ranking }) => ranking.join());
    expect(lying).not.toEqual(cast);
    expect(lying.toSorted()).toEqual(cast.toSorted());
    expect(new Set(lying).size).toBe(14);
  });

  test('VOT-39 the roll is written in the order of its members, whoever voted first', async () => {
    await castInOrder(voters.toSorted((one, other) => (one.memberId < other.memberId ? 1 : -1)));
    const lying = (await rollAsItLies()).map((row) => row.member_id!);
    expect(lying).toHaveLength(15);
    // The database fills whatever place is free, page by page: the order begins anew there, and nowhere else.
    const beginsAnew = lying.filter((id, index) => index > 0 && id < lying[index - 1]!);
    expect(beginsAnew.length).toBeLessThan(5);
  });

  test('VOT-42 VOT-39 entered votes leave the same traces as all others', async () => {
    ballotId = await openedBy(lead, { options: NAMES, assisted: { 'patient-carer': 4 } });
    const enter = (index: number) =>
      lead.commands.enterVote({ ballotId, group: 'patient-carer', ranking: rankingOf(index), agreed: 'yes' });
    const votes = [
      () => voters[0]!.commands.castVote({ ballotId, ranking: rankingOf(0) }),
      () => enter(1),
      () => enter(2),
      () => voters[1]!.commands.castVote({ ballotId, ranking: rankingOf(3) }),
      () => enter(4)
    ];
    for (const [index, vote] of votes.entries()) {
      const cast = await vote();
      if (isRefusal(cast)) throw new Error(cast.message);
      const [papers, roll] = [await papersAsTheyLie(), await rollAsItLies()];
      expect(papers).toHaveLength(index + 1);
      expect(roll.filter((row) => row.has_voted)).toHaveLength(index + 1);
      expect([traces(papers), traces(roll)].map((each) => each.length)).toEqual([1, 1]);
    }
    const written = (rows: readonly { written: string }[]) => new Set(rows.map((row) => row.written));
    expect(written(await papersAsTheyLie())).toEqual(written(await rollAsItLies()));
  });

  test('VOT-39 the ids are new with each vote, so that papers cannot be followed', async () => {
    await castInOrder(voters.slice(0, 3));
    const before = await papersAsTheyLie();
    await voters[3]?.commands.castVote({ ballotId, ranking: rankingOf(3) });
    const after = await papersAsTheyLie();
    expect(new Set([...before, ...after].map(({ id }) => id)).size).toBe(7);
  });

  test('VOT-39 a second ballot is not touched by votes in the first', async () => {
    await castInOrder(voters.slice(0, 2));
    const before = [await papersAsTheyLie(), await rollAsItLies()];
    const first = ballotId;
    ballotId = await openedBy(lead, { options: NAMES });
    await castInOrder(voters.slice(0, 3));
    ballotId = first;
    expect([await papersAsTheyLie(), await rollAsItLies()]).toEqual(before);
  });
});
