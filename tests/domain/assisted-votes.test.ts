import { describe, expect, test } from 'vitest';
import { assistedSentence } from '#domain/assisted-words';
import { checkEntering, type Voter } from '#domain/ballot';
import { assistedLines, drawUpRoll, groupSizes, turnoutOf } from '#domain/electoral-roll';
import type { MemberId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { registerSentence } from '#domain/register-words';
import type { ShownTally } from '#domain/tally/small-groups';
import { enteredShown, turnoutByGroup } from '#domain/tally/group-turnout';

const CLOSES = new Date('2026-11-24T17:00:00.000Z');
const BEFORE = new Date('2026-11-24T16:59:59.999Z');
const open = { closesAt: CLOSES, closedAt: null };

/** `named` people with an account and `assisted` without, of whom the first so many voted. */
function rollOf(
  sizes: Partial<Record<StakeholderGroup, { named?: number; assisted?: number; voted?: number }>>
): Voter[] {
  return Object.entries(sizes).flatMap(([group, { named = 0, assisted = 0, voted = 0 }]) =>
    Array.from({ length: named + assisted }, (_, n) => ({
      memberId: n < assisted ? null : (`${group}-${n}` as MemberId),
      group: group as StakeholderGroup,
      hasVoted: n < voted
    }))
  );
}

const NOTHING_HIDDEN: Pick<ShownTally, 'groups' | 'withheld'> = { groups: [], withheld: false };

describe('people without an account on the roll', () => {
  test('VOT-40 each has a line without a name, after the members, and counts in the turnout', () => {
    const member = { memberId: 'm1' as MemberId, group: 'clinician', roles: ['contributor'] } as const;
    const roll = drawUpRoll([{ ...member, roles: ['contributor'] }], [{ group: 'patient-carer', people: 2 }]);
    expect(roll).toEqual([
      { memberId: 'm1', group: 'clinician', hasVoted: false },
      { memberId: null, group: 'patient-carer', hasVoted: false },
      { memberId: null, group: 'patient-carer', hasVoted: false }
    ]);
    expect(assistedLines(roll)).toHaveLength(2);
    expect(turnoutOf(roll)).toEqual({ voted: 0, voters: 3 });
    expect(groupSizes(roll)).toContainEqual({ group: 'patient-carer', people: 2 });
  });

  test('VOT-42 one more can be entered until all lines of the group are marked or voting is over', () => {
    const [first, second] = [{ hasVoted: true }, { hasVoted: false }];
    expect(checkEntering(open, [first, second], BEFORE)).toBe(true);
    expect(checkEntering(open, [first, second], CLOSES)).toMatchObject({ code: 'ballot-closed' });
    expect(checkEntering(open, [first, first], BEFORE)).toMatchObject({
      code: 'all-entered',
      field: 'group',
      message:
        'Only 2 people of this group were to vote on paper or by telephone, and all these votes are entered.'
    });
    expect(checkEntering(open, [], BEFORE)).toMatchObject({ code: 'all-entered', field: 'group' });
  });
});

describe('how many were entered', () => {
  const large = { named: 5, assisted: 3, voted: 6 };

  test('VOT-43 is told when every group’s turnout is shown and five or more were to vote so', () => {
    const roll = rollOf({ clinician: large, 'patient-carer': large });
    expect(turnoutByGroup(NOTHING_HIDDEN, roll).map(({ voted }) => voted)).toEqual([6, 6]);
    expect(enteredShown(NOTHING_HIDDEN, roll)).toBe(6);
  });

  test.each<[string, Voter[], Pick<ShownTally, 'groups' | 'withheld'>]>([
    ['fewer than five vote so', rollOf({ clinician: { named: 5, assisted: 4, voted: 6 } }), NOTHING_HIDDEN],
    [
      'fewer than five vote on a screen',
      rollOf({ clinician: { named: 4, assisted: 9, voted: 6 } }),
      NOTHING_HIDDEN
    ],
    [
      'less it, the turnout of a small group would be left',
      rollOf({
        clinician: { named: 4, voted: 2 },
        'patient-carer': { assisted: 5, voted: 3 },
        provider: large
      }),
      NOTHING_HIDDEN
    ],
    [
      'a group’s result is hidden',
      rollOf({ clinician: large, 'patient-carer': large }),
      { withheld: false, groups: [{ shown: false, group: 'clinician', because: 'under-five' }] }
    ],
    ['the whole result is withheld', rollOf({ clinician: large }), { groups: [], withheld: true }]
  ])('VOT-43 is not told when %s', (_, roll, tally) => {
    expect(enteredShown(tally, roll)).toBeNull();
  });
});

describe('in words', () => {
  const helpers = [{ name: 'Patrick Doyle', organisation: 'Voices' }];

  test('VOT-43 who entered votes is said while it is open and after, never how many', () => {
    expect(assistedSentence({ people: 2, helpers }, true)).toBe(
      '2 people vote on paper, by telephone or in person. A helper enters their votes, so far Patrick Doyle (Voices).'
    );
    expect(assistedSentence({ people: 1, helpers: [] }, true)).toBe(
      '1 person votes on paper, by telephone or in person. A helper enters this vote.'
    );
    expect(assistedSentence({ people: 2, helpers }, false)).toContain(
      'Votes were entered by Patrick Doyle (Voices).'
    );
    expect(assistedSentence({ people: 2, helpers: [] }, false)).toContain('No vote was entered.');
  });

  test('VOT-40 VOT-43 the register says so in its sentences, and as before where nobody votes so', () => {
    const by = { memberId: 'm' as MemberId, name: 'Helen Marsh', organisation: 'ICB' };
    const about = { ballotId: 'b', title: 'Falls', votes: 7, voters: 9, resultHash: 'x', by: null } as never;
    const closed = (more: object) =>
      registerSentence({ kind: 'ballot-closed', content: { ...(about as object), ...more } as never });
    expect(closed({})).toBe('The ballot “Falls” closed at its set time: 7 of 9 voters voted.');
    expect(closed({ enteredBy: [by] })).toContain(
      '7 of 9 voters voted; votes given on paper or by telephone were entered by Helen Marsh (ICB).'
    );
    expect(closed({ enteredBy: [by], entered: 5 })).toContain(
      '; 5 votes given on paper or by telephone were entered by Helen Marsh (ICB).'
    );
    const opened = (more: object) =>
      registerSentence({
        kind: 'ballot-opened',
        content: { title: 'Falls', voters: 9, by, ...more } as never
      });
    expect(opened({})).toBe('Helen Marsh (ICB) opened the ballot “Falls” to 9 voters.');
    expect(opened({ assisted: 2 })).toBe(
      'Helen Marsh (ICB) opened the ballot “Falls” to 9 voters, 2 of them on paper or by telephone.'
    );
  });
});
