import type { Voter } from '#domain/ballot';
import type { BallotId } from '#domain/ids';
import { enteredShown, turnoutByGroup, type GroupTurnout } from '#domain/tally/group-turnout';
import { resultHash } from '#domain/tally/result-hash';
import {
  divergenceSentences,
  firstSentence,
  howCounted,
  reversalSentences,
  tieSentences
} from '#domain/tally/result-words';
import { suppressSmallGroups, type ShownTally } from '#domain/tally/small-groups';
import { countBallot } from '../db/ballot-papers';
import type { Database } from '../db/database';
import { sha256 } from '../sha256';

/** A closed ballot's result as every member sees it: numbers for the charts, and everything that matters about them in words. */
export interface BallotResult {
  readonly tally: ShownTally;
  readonly summary: string;
  readonly reversals: readonly string[];
  readonly ties: readonly string[];
  readonly divergences: readonly string[];
  readonly howCounted: readonly string[];
  readonly turnout: readonly GroupTurnout[];
  /** How many votes were entered for people without an account; null where that could point to somebody, or none are. */
  readonly entered: number | null;
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
    entered: enteredShown(tally, roll),
    resultHash: resultHash(id, counted, sha256)
  };
}
