import type { Voter } from '../ballot';
import { assistedLines, groupSizes, turnoutOf } from '../electoral-roll';
import type { StakeholderGroup } from '../membership';
import { SMALLEST_SHOWN_GROUP, type ShownTally } from './small-groups';

/** How many of a group voted; null where saying so could point to somebody. */
export interface GroupTurnout {
  readonly group: StakeholderGroup;
  readonly voted: number | null;
  readonly voters: number;
}

/**
 * Who of a group of three voted is soon guessed from how many did. The turnout in all is known, so one number alone is
 * never left out: the next smallest group's goes with it.
 */
export function turnoutByGroup(
  tally: Pick<ShownTally, 'groups' | 'withheld'>,
  roll: readonly Voter[]
): GroupTurnout[] {
  const hidden = new Set(tally.groups.filter((group) => !group.shown).map(({ group }) => group));
  const sizes = groupSizes(roll);
  if (tally.withheld) return sizes.map(({ group, people }) => ({ group, voters: people, voted: null }));
  for (const { group, people } of sizes) if (people < SMALLEST_SHOWN_GROUP) hidden.add(group);
  const next = sizes
    .filter(({ group }) => !hidden.has(group))
    .sort((left, right) => left.people - right.people)[0];
  if (hidden.size === 1 && next) hidden.add(next.group);
  return sizes.map(({ group, people: voters }) => {
    const { voted } = turnoutOf(roll.filter((voter) => voter.group === group));
    return { group, voters, voted: hidden.has(group) ? null : voted };
  });
}

/**
 * How many votes were entered for people without an account; null where saying so, less what else is known, could
 * tell how many of a small group voted.
 */
export function enteredShown(
  tally: Pick<ShownTally, 'groups' | 'withheld'>,
  roll: readonly Voter[]
): number | null {
  const assisted = assistedLines(roll);
  const named = roll.length - assisted.length;
  if (assisted.length < SMALLEST_SHOWN_GROUP || (named > 0 && named < SMALLEST_SHOWN_GROUP)) return null;
  const allShown = turnoutByGroup(tally, roll).every(({ voted }) => voted !== null);
  return allShown ? turnoutOf(assisted).voted : null;
}
