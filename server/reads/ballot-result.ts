import type { Voter } from '#domain/ballot';
import { groupSizes, turnoutOf } from '#domain/electoral-roll';
import type { BallotId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { resultHash } from '#domain/tally/result-hash';
import {
  divergenceSentences,
  firstSentence,
  howCounted,
  reversalSentences,
  tieSentences
} from '#domain/tally/result-words';
import { SMALLEST_SHOWN_GROUP, suppressSmallGroups, type ShownTally } from '#domain/tally/small-groups';
import { countBallot } from '../db/ballot-papers';
import type { Database } from '../db/database';
import { sha256 } from '../sha256';

/** How many of a group voted; null where saying so could point to somebody. */
export interface GroupTurnout {
  readonly group: StakeholderGroup;
  readonly voted: number | null;
  readonly voters: number;
}

/** A closed ballot's result as every member sees it: numbers for the charts, and everything that matters about them in words. */
export interface BallotResult {
  readonly tally: ShownTally;
  readonly summary: string;
  readonly reversals: readonly string[];
  readonly ties: readonly string[];
  readonly divergences: readonly string[];
  readonly howCounted: readonly string[];
  readonly turnout: readonly GroupTurnout[];
  /** SHA-256, hex, as the register keeps it. */
  readonly resultHash: string;
}

export async function ballotResult(
  db: Database,
  id: BallotId,
  roll: readonly Voter[]
): Promise<BallotResult> {
  const counted = await countBallot(db, id);
  const tally = suppressSmallGroups(counted);
  return {
    tally,
    summary: firstSentence(tally),
    reversals: reversalSentences(tally),
    ties: tieSentences(tally),
    divergences: divergenceSentences(tally),
    howCounted: howCounted(tally.options.length),
    turnout: turnoutByGroup(tally, roll),
    resultHash: resultHash(id, counted, sha256)
  };
}

/**
 * Who of a group of three voted is soon guessed from how many did. The turnout in all is known, so one number alone is
 * never left out: the next smallest group's goes with it.
 */
function turnoutByGroup(tally: ShownTally, roll: readonly Voter[]): GroupTurnout[] {
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
