import type { StakeholderGroup } from '../membership';
import type { BordaTally, GroupTally, Reversal } from './borda';
import type { PlacedOption, Standing } from './standings';

/** A result for fewer people than this would come close to showing how each of them voted. */
export const SMALLEST_SHOWN_GROUP = 5;

export type ShownGroup =
  | ({ readonly shown: true } & GroupTally)
  | {
      readonly shown: false;
      readonly group: StakeholderGroup;
      /** "protects-another": large enough, but with it the small group's points could be worked out from the total. */
      readonly because: 'under-five' | 'protects-another';
    };

/** Points of an option when each group counts the same, as shown: null where they would give a hidden group away. */
export interface ShownEqualStanding extends PlacedOption {
  /** Whole or with one half, e.g. 16.5. */
  readonly points: number | null;
}

/** A tally as anybody may see it, whoever they are: who closes a ballot must not learn a vote by closing it early. */
export interface ShownTally {
  readonly options: readonly string[];
  readonly votes: number;
  /** True when fewer than five people voted in all: nothing but the number of votes is shown. */
  readonly withheld: boolean;
  readonly together: readonly Standing[];
  readonly groups: readonly ShownGroup[];
  readonly equalGroups: readonly ShownEqualStanding[];
  readonly reversals: readonly Reversal[];
}

/**
 * Hides every group of fewer than five voters. The total of all votes stays, so a single hidden group could be worked
 * out as total less the others; therefore the next smallest groups are hidden too, until the hidden ones are at least
 * two groups and five people. The equal-group order stays, its points do not: less the places of the other groups
 * they would be the hidden group's own order. Showing the other groups' places without points was considered; with
 * the equal-group order it still leaves few orders possible for the hidden group.
 */
export function suppressSmallGroups(tally: BordaTally): ShownTally {
  if (tally.votes > 0 && tally.votes < SMALLEST_SHOWN_GROUP) return withheldResult(tally);
  const hidden = groupsToHide(tally.groups);
  return {
    options: tally.options,
    votes: tally.votes,
    withheld: false,
    together: tally.together,
    groups: tally.groups.map((group) =>
      hidden.has(group.group) ? hiddenGroup(group) : { shown: true, ...group }
    ),
    equalGroups: equalStandings(tally, hidden.size === 0),
    reversals: tally.reversals
  };
}

/** Of fewer than five votes even the total, or which groups voted, comes close to showing who voted how. */
function withheldResult({ options, votes }: BordaTally): ShownTally {
  return { options, votes, withheld: true, together: [], groups: [], equalGroups: [], reversals: [] };
}

/** The groups so small that the people in them should know others may guess how they voted. */
export function smallGroups(
  groups: readonly { group: StakeholderGroup; votes: number }[]
): StakeholderGroup[] {
  return groups.filter(({ votes }) => votes > 0 && votes < SMALLEST_SHOWN_GROUP).map(({ group }) => group);
}

function groupsToHide(groups: readonly GroupTally[]): Set<StakeholderGroup> {
  const hidden = new Set(smallGroups(groups));
  if (hidden.size === 0) return hidden;
  // The sort is stable, so equal sizes keep the fixed order of groups and the answer is always the same.
  for (const { group } of [...groups].sort((left, right) => left.votes - right.votes)) {
    // A small group alone never reaches five, so what stops here holds at least two groups.
    if (votesIn(groups, hidden) >= SMALLEST_SHOWN_GROUP) break;
    hidden.add(group);
  }
  return hidden;
}

function votesIn(groups: readonly GroupTally[], among: ReadonlySet<StakeholderGroup>): number {
  return groups.filter(({ group }) => among.has(group)).reduce((sum, { votes }) => sum + votes, 0);
}

function hiddenGroup({ group, votes }: GroupTally): ShownGroup {
  return { shown: false, group, because: votes < SMALLEST_SHOWN_GROUP ? 'under-five' : 'protects-another' };
}

function equalStandings(tally: BordaTally, withPoints: boolean): ShownEqualStanding[] {
  return tally.equalGroups.map(({ option, place, tied, halfPoints }) => ({
    option,
    place,
    tied,
    points: withPoints ? halfPoints / 2 : null
  }));
}
