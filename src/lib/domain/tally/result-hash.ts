import { toHex, type Sha256 } from '../bytes';
import { canonicalBytes } from '../canonical-json';
import type { BallotId } from '../ids';
import type { BordaTally } from './borda';
import { suppressSmallGroups } from './small-groups';

/**
 * SHA-256, hex, of a ballot's result as it is shown: what the register keeps and what a decision names when it
 * rests on a ballot. Not of the whole count: the points of a group of four are few enough to be found by trying them
 * all against a hash, and what is hashed here anyone can work out again from the page.
 */
export function resultHash(ballotId: BallotId, tally: BordaTally, sha256: Sha256): string {
  const { options, votes, together, groups, equalGroups, reversals } = suppressSmallGroups(tally);
  const byGroup = equalGroups.map(({ option, place, tied, points }) => ({
    option,
    place,
    tied,
    // Halves, since canonical JSON holds no fractions.
    halfPoints: points === null ? null : 2 * points
  }));
  const result = { method: tally.method, options, votes, together, groups, equalGroups: byGroup, reversals };
  return toHex(sha256(canonicalBytes({ v: 'concordat-result/1', ballotId, result })));
}
