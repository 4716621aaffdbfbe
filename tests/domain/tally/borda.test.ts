import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json';
import { STAKEHOLDER_GROUPS } from '#domain/membership';
import type { BallotId } from '#domain/ids';
import { tallyBorda, type BordaTally, type CountedPaper } from '#domain/tally/borda';
import { resultHash } from '#domain/tally/result-hash';
import { readVectors, sha256 } from '../sha256';
import { repeated, scenario, scenarioTally, someBallot } from './papers';

type Row = [option: string, place: number, tied: boolean, points: number];
interface TieVectors {
  cases: {
    name: string;
    options: string[];
    papers: CountedPaper[];
    together: Row[];
    equalGroups: Row[];
    reversals: [string, string][];
  }[];
}

function pointsOf(standings: readonly { option: string; points: number }[]): Record<string, number> {
  return Object.fromEntries(standings.map(({ option, points }) => [option, points]));
}

function equalPointsOf(tally: BordaTally): Record<string, number> {
  return Object.fromEntries(tally.equalGroups.map(({ option, halfPoints }) => [option, halfPoints / 2]));
}

function orderOf(standings: readonly { option: string }[]): string[] {
  return standings.map(({ option }) => option);
}

function reversalPairs(tally: BordaTally): string[][] {
  return tally.reversals.map(({ aheadTogether, aheadByGroup }) => [aheadTogether, aheadByGroup]);
}

describe('the Wenmoor Vale ballot', () => {
  test.each(scenario.cases)('VOT-5 VOT-7 the expected orders and points: $name', (expected) => {
    const tally = tallyBorda(scenario.options, repeated(scenario.papers, expected.repeat));
    expect(orderOf(tally.together)).toEqual(expected.together.order);
    expect(pointsOf(tally.together)).toEqual(expected.together.points);
    expect(orderOf(tally.equalGroups)).toEqual(expected.equalGroups.order);
    expect(equalPointsOf(tally)).toEqual(expected.equalGroups.points);
  });

  test('VOT-6 each group has its own totals and order', () => {
    const groups = scenario.cases[0]?.groups ?? {};
    const tally = scenarioTally();
    expect(tally.groups.map(({ group, votes }) => [group, votes])).toEqual([
      ['commissioner', 5],
      ['clinician', 7],
      ['social-care', 4],
      ['patient-carer', 9]
    ]);
    for (const { group, standings } of tally.groups) {
      expect(orderOf(standings)).toEqual(groups[group]?.order);
      expect(pointsOf(standings)).toEqual(groups[group]?.points);
    }
  });

  test('VOT-9 the two reversals are named: P1 with P3, P6 with P5', () => {
    expect(reversalPairs(scenarioTally())).toEqual(scenario.cases[0]?.reversals);
  });
});

describe('ties', () => {
  test.each(readVectors<TieVectors>('borda-ties').cases)(
    'VOT-8 $name',
    ({ options, papers, together, equalGroups, reversals }) => {
      const tally = tallyBorda(options, papers);
      const rows = tally.together.map(({ option, place, tied, points }) => [option, place, tied, points]);
      const equal = tally.equalGroups.map(({ option, place, tied, halfPoints }) => [
        option,
        place,
        tied,
        halfPoints
      ]);
      expect(rows).toEqual(together);
      expect(equal).toEqual(equalGroups);
      expect(reversalPairs(tally)).toEqual(reversals);
    }
  );

  test('VOT-8 options with equal points share a place, all others stand apart', () => {
    fc.assert(
      fc.property(someBallot, ({ options, papers }) => {
        const { together } = tallyBorda(options, papers);
        for (const one of together) {
          for (const other of together) {
            expect(one.place === other.place).toBe(one.points === other.points);
            expect(one.place < other.place).toBe(one.points > other.points);
          }
        }
      })
    );
  });
});

describe('whatever the votes', () => {
  test('VOT-10 the order in which votes are counted makes no difference, byte for byte', () => {
    const shuffled = someBallot.chain(({ options, papers }) =>
      fc.record({
        options: fc.constant(options),
        papers: fc.constant(papers),
        shuffle: fc.shuffledSubarray(papers, { minLength: papers.length, maxLength: papers.length })
      })
    );
    const ballotId = '00000000-0000-4000-8000-000000000001' as BallotId;
    fc.assert(
      fc.property(shuffled, ({ options, papers, shuffle }) => {
        const [one, other] = [tallyBorda(options, papers), tallyBorda(options, shuffle)];
        expect(canonicalJson(other)).toBe(canonicalJson(one));
        expect(resultHash(ballotId, other, sha256)).toBe(resultHash(ballotId, one, sha256));
      })
    );
  });

  test('VOT-7 more copies of one group’s votes leave the count by group as it was', () => {
    fc.assert(
      fc.property(
        someBallot,
        fc.constantFrom(...STAKEHOLDER_GROUPS),
        fc.integer({ min: 2, max: 12 }),
        ({ options, papers }, group, times) => {
          const more = tallyBorda(options, repeated(papers, { [group]: times }));
          expect(more.equalGroups).toEqual(tallyBorda(options, papers).equalGroups);
        }
      )
    );
  });

  test('VOT-5 VOT-7 no point is made or lost', () => {
    fc.assert(
      fc.property(someBallot, ({ options, papers }) => {
        const tally = tallyBorda(options, papers);
        const perVote = (options.length * (options.length + 1)) / 2;
        const given = tally.together.reduce((sum, { points }) => sum + points, 0);
        const halves = tally.equalGroups.reduce((sum, { halfPoints }) => sum + halfPoints, 0);
        expect(given).toBe(papers.length * perVote);
        expect(halves).toBe(tally.groups.length * perVote * 2);
      })
    );
  });

  test('VOT-6 the groups’ points add up to the points of all votes', () => {
    fc.assert(
      fc.property(someBallot, ({ options, papers }) => {
        const tally = tallyBorda(options, papers);
        for (const { option, points } of tally.together) {
          const byGroup = tally.groups.map(({ standings }) => pointsOf(standings)[option] ?? 0);
          expect(byGroup.reduce((sum, own) => sum + own, 0)).toBe(points);
        }
      })
    );
  });

  test('VOT-9 a reversed pair is strictly ahead each way round, and never named twice', () => {
    fc.assert(
      fc.property(someBallot, ({ options, papers }) => {
        const tally = tallyBorda(options, papers);
        const pairs = reversalPairs(tally).map((pair) => pair.toSorted().join());
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const { aheadTogether, aheadByGroup } of tally.reversals) {
          const [points, equal] = [pointsOf(tally.together), equalPointsOf(tally)];
          expect(points[aheadTogether]).toBeGreaterThan(points[aheadByGroup] ?? 0);
          expect(equal[aheadTogether]).toBeLessThan(equal[aheadByGroup] ?? 0);
        }
      })
    );
  });

  test('VOT-5 a stored vote that is not a full ranking stops the count instead of being guessed at', () => {
    const short = { group: 'clinician', ranking: ['A'] } as const;
    expect(() => tallyBorda(['A', 'B'], [short])).toThrow(TypeError);
  });

  test('VOT-10 the result’s hash names the ballot', () => {
    const [one, other] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const tally = scenarioTally();
    expect(resultHash(one as BallotId, tally, sha256)).not.toBe(resultHash(other as BallotId, tally, sha256));
  });

  test('VOT-10 two counts that differ only in what is hidden have the same hash', () => {
    const ballotId = '00000000-0000-4000-8000-000000000001' as BallotId;
    const swapped: CountedPaper[] = scenario.papers.map((paper) => ({
      ...paper,
      ranking: [...paper.ranking]
    }));
    // The first choices of a commissioner and of somebody in social care change hands: both groups are hidden.
    const [one, other] = [swapped[0]!, swapped[12]!];
    const moved = [
      { ...one, ranking: other.ranking },
      { ...other, ranking: one.ranking }
    ];
    const counts = tallyBorda(scenario.options, [
      ...swapped.filter((paper) => paper !== one && paper !== other),
      ...moved
    ]);
    expect(counts.groups).not.toEqual(scenarioTally().groups);
    expect(resultHash(ballotId, counts, sha256)).toBe(resultHash(ballotId, scenarioTally(), sha256));
  });
});
