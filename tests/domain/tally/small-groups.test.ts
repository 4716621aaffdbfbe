import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StakeholderGroup } from '#domain/membership';
import { tallyBorda, type CountedPaper } from '#domain/tally/borda';
import { smallGroups, SMALLEST_SHOWN_GROUP, suppressSmallGroups } from '#domain/tally/small-groups';
import { scenarioTally, someBallot } from './papers';

function votes(group: StakeholderGroup, count: number): CountedPaper[] {
  return Array.from({ length: count }, () => ({ group, ranking: ['A', 'B', 'C'] }));
}

function tallyShown(...papers: CountedPaper[][]) {
  return suppressSmallGroups(tallyBorda(['A', 'B', 'C'], papers.flat()));
}

describe('groups of fewer than five', () => {
  test('VOT-11 X1 nobody sees the four of social care by themselves, nor the group that would give them away', () => {
    const shown = suppressSmallGroups(scenarioTally());
    expect(shown.groups.map((group) => (group.shown ? 'shown' : group.because))).toEqual([
      'protects-another',
      'shown',
      'under-five',
      'shown'
    ]);
    expect(shown.together).toEqual(scenarioTally().together);
    expect(shown.equalGroups.map(({ option }) => option)).toEqual(['P3', 'P1', 'P2', 'P5', 'P6', 'P4']);
    expect(shown.equalGroups.every(({ points }) => points === null)).toBe(true);
    expect(JSON.stringify(shown.groups[2])).not.toContain('points');
  });

  test.each([1, 2, 3, 4])('VOT-11 of %i votes nobody sees more than their number', (count) => {
    const other = [{ group: 'patient-carer', ranking: ['C', 'B', 'A'] } as const];
    const nothing = { together: [], groups: [], equalGroups: [], reversals: [] };
    const expected = { options: ['A', 'B', 'C'], votes: count, withheld: true, ...nothing };
    expect(tallyShown(votes('clinician', count))).toEqual(expected);
    expect(tallyShown(votes('clinician', count - 1), other)).toEqual(expected);
  });

  test('VOT-11 the fifth vote shows the total; with none there is nothing to withhold', () => {
    expect(tallyShown(votes('clinician', 3), votes('patient-carer', 2))).toMatchObject({ withheld: false });
    expect(tallyShown()).toMatchObject({ votes: 0, withheld: false });
  });

  test('VOT-11 nothing is hidden when every group has five', () => {
    const shown = tallyShown(votes('clinician', 5), votes('patient-carer', 5));
    expect(shown.groups.every((group) => group.shown)).toBe(true);
    expect(shown.equalGroups.map(({ points }) => points)).toEqual([6, 4, 2]);
  });

  test('VOT-11 two groups of two are not enough to hide behind each other, so a third is hidden too', () => {
    const shown = tallyShown(votes('clinician', 2), votes('social-care', 2), votes('patient-carer', 9));
    expect(shown.groups.every((group) => !group.shown)).toBe(true);
    expect(shown.together).toHaveLength(3);
  });

  test('VOT-11 whatever the votes, what is hidden cannot be had by subtraction', () => {
    fc.assert(
      fc.property(someBallot, ({ options, papers }) => {
        const tally = tallyBorda(options, papers);
        const shown = suppressSmallGroups(tally);
        const hidden = tally.groups.filter(
          ({ group }) => !shown.groups.some((one) => one.shown && one.group === group)
        );
        const people = hidden.reduce((sum, group) => sum + group.votes, 0);
        const isSafe = hidden.length === 0 || shown.withheld || people >= SMALLEST_SHOWN_GROUP;
        expect(isSafe).toBe(true);
        expect(hidden.length === 1 && !shown.withheld && tally.groups.length > 1).toBe(false);
        expect(shown.groups.every((group) => !group.shown || group.votes >= SMALLEST_SHOWN_GROUP)).toBe(true);
      })
    );
  });

  test('VOT-11 small groups are named so that their people can be warned', () => {
    expect(smallGroups(scenarioTally().groups)).toEqual(['social-care']);
  });
});
