import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalBytes } from '#domain/canonical-json';
import { toHex } from '#domain/bytes';
import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import type { BallotResult } from '#server/reads/ballot-result';
import { sha256 } from '#server/sha256';
import { ballotFields } from '#tests/builders/ballots';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
import { linesIn } from '#tests/builders/html-lines';
import { documentOf, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { scenario, scenarioTally } from '../domain/tally/papers';

let world: World;
let lead: TestPerson;
let ballotId: BallotId;
let result: BallotResult;

/** The Wenmoor Vale ballot as its 25 people cast it, closed by the place director, who has no vote in it. */
beforeAll(async () => {
  world = await buildWorld();
  const people: TestPerson[] = [];
  for (const [index, { group }] of scenario.papers.entries()) {
    people.push(await world.person(`Person ${index}`, { group }));
  }
  lead = await world.person('Helen Marsh', { group: 'provider', roles: ['lead'] });
  const options = scenario.options.map((key) => ({ name: `Priority ${key}` }));
  const opened = await lead.commands.openBallot(ballotFields({ options }));
  if (isRefusal(opened)) throw new Error(opened.message);
  ballotId = opened.id;
  for (const [index, { ranking }] of scenario.papers.entries()) {
    const cast = await people[index]!.commands.castVote({ ballotId, ranking });
    if (isRefusal(cast)) throw new Error(cast.message);
  }
  await lead.commands.closeBallot({ ballotId });
  const page = await people[0]!.reads.ballot(ballotId);
  if (isRefusal(page) || !page.result) throw new Error('There is no result.');
  result = page.result;
}, 120_000);
afterAll(() => world.close());

function orderOf(standings: readonly { option: string }[]): string {
  return standings.map(({ option }) => option).join(' ');
}

describe('the Wenmoor Vale ballot, cast by 25 people', () => {
  test('VOT-34 V1 gives the scenario’s orders exactly', () => {
    const { tally } = result;
    expect(tally.votes).toBe(25);
    expect(orderOf(tally.together)).toBe('P1 P3 P2 P6 P5 P4');
    expect(tally.together.map(({ points }) => points)).toEqual([111, 109, 100, 79, 71, 55]);
    expect(orderOf(tally.equalGroups)).toBe('P3 P1 P2 P5 P6 P4');
  });

  test('VOT-34 says in words what depends on how votes are counted, and that P6 splits the groups', () => {
    expect(result.summary).toBe('Taken together P1 comes first; counted by group P3 does.');
    expect(result.reversals).toHaveLength(2);
    expect(result.divergences).toContain('Patients and carers rank P6 second; clinicians rank it last.');
    expect(result.howCounted.at(-1)).toBe('The result informs the decision. It does not make it.');
  });

  test('VOT-35 X1 the four of social care are not shown by themselves, nor is what would give them away', () => {
    expect(result.tally.groups.map((group) => [group.group, group.shown ? 'shown' : group.because])).toEqual([
      ['commissioner', 'protects-another'],
      ['clinician', 'shown'],
      ['social-care', 'under-five'],
      ['patient-carer', 'shown']
    ]);
    expect(result.tally.equalGroups.map(({ points }) => points)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null
    ]);
    expect(result.turnout).toEqual([
      { group: 'commissioner', voted: null, voters: 5 },
      { group: 'clinician', voted: 7, voters: 7 },
      { group: 'social-care', voted: null, voters: 4 },
      { group: 'patient-carer', voted: 9, voters: 9 }
    ]);
  });

  test('VOT-35 nothing that is answered holds the hidden groups’ points', () => {
    const hidden = scenarioTally().groups.filter(
      ({ group }) => group === 'social-care' || group === 'commissioner'
    );
    const answered = JSON.stringify(result);
    for (const { standings } of hidden) expect(answered).not.toContain(JSON.stringify(standings));
    expect(JSON.stringify(result.tally.groups[2])).toBe(
      '{"shown":false,"group":"social-care","because":"under-five"}'
    );
  });

  test('VOT-35 the lead is shown no more than anyone else', async () => {
    const page = await lead.reads.ballot(ballotId);
    expect(isRefusal(page) ? page : page.result).toEqual(result);
  });

  test('PAP-8 a paper has both orders, what pulls apart and no more of the groups than the page of the ballot', async () => {
    const specificationId = await specificationWith(world, lead, documentOf(paragraph('Somebody comes.')));
    const version = done(await lead.commands.freezeVersion({ specificationId, label: '' }));
    const fields = decisionFields({ versionId: version.id } as Boards, { ballotId });
    const { id } = done(await lead.commands.proposeDecision(fields));
    for (const kind of ['board', 'council']) {
      const lines = linesIn(done(await lead.reads.decisionPaper(id, kind)).html);
      const at = lines.indexOf('Option | Place, all votes together | Place, each group counts the same |');
      expect(lines.slice(at + 1, at + 7)).toEqual([
        'P1. Priority P1 | 1 | 2 |',
        'P2. Priority P2 | 3 | 3 |',
        'P3. Priority P3 | 2 | 1 |',
        'P4. Priority P4 | 6 | 6 |',
        'P5. Priority P5 | 5 | 4 |',
        'P6. Priority P6 | 4 | 5 |'
      ]);
      expect(lines).toContain(`25 people voted. ${result.summary}`);
      expect(lines).toEqual(
        expect.arrayContaining([...result.reversals, ...result.ties, ...result.divergences])
      );
      const who = lines.indexOf('Group | Could vote | Voted |');
      expect(lines.slice(who + 1, who + 5)).toEqual([
        'Commissioners | 5 | Not shown: it could point to somebody |',
        'Clinicians | 7 | 7 |',
        'Social care | 4 | Not shown: it could point to somebody |',
        'Patients and carers | 9 | 9 |'
      ]);
    }
  });

  test('VOT-37 anyone can work out the register’s hash again from what is shown', () => {
    const { options, votes, together, groups, equalGroups, reversals } = result.tally;
    const halves = equalGroups.map(({ option, place, tied }) => ({ option, place, tied, halfPoints: null }));
    const shown = { method: 'borda', options, votes, together, groups, equalGroups: halves, reversals };
    const bytes = canonicalBytes({ v: 'concordat-result/1', ballotId, result: shown });
    expect(toHex(sha256(bytes))).toBe(result.resultHash);
  });

  test('VOT-34 the list says that it closed, and when', async () => {
    const list = await lead.reads.ballots();
    if (isRefusal(list)) throw new Error(list.message);
    expect(list.ballots[0]).toMatchObject({
      id: ballotId,
      state: 'closed',
      turnout: { voted: 25, voters: 25 },
      onRoll: false
    });
    expect(JSON.stringify(list)).not.toContain('points');
  });
});
