import { eq } from 'drizzle-orm';
import type { BallotId, Id, NewId } from '#domain/ids';
import { tallyBorda, type BordaTally, type CountedPaper } from '#domain/tally/borda';
import { optionsOf } from './ballots';
import type { Database } from './database';
import { ballotPaper } from './schema/ballots';

/** A vote as it is kept: a random id, the group and the ranking. Nothing says whose it is or when it came. */
interface Paper extends CountedPaper {
  readonly id: Id<'ballot-paper'>;
}

/**
 * Writes a ballot's papers anew under new random ids, in the order of these ids, with `added` among them. Where a row
 * lies and which transaction wrote it say when it came; after this all of them say the same. The ballot must be held
 * alone: two of these at once would double the papers.
 */
export async function rewritePapers(
  tx: Database,
  ballotId: BallotId,
  newId: NewId,
  added: readonly CountedPaper[] = []
): Promise<void> {
  const papers = [...(await papersOf(tx, ballotId)), ...added];
  await tx.delete(ballotPaper).where(eq(ballotPaper.ballotId, ballotId));
  const renamed = papers.map((paper) => ({ ...paper, id: newId<'ballot-paper'>() }));
  await insertPapers(tx, ballotId, renamed.sort(byId));
}

function byId(left: Paper, right: Paper): number {
  return left.id < right.id ? -1 : 1;
}

async function insertPapers(tx: Database, ballotId: BallotId, papers: readonly Paper[]): Promise<void> {
  if (papers.length === 0) return;
  await tx.insert(ballotPaper).values(
    papers.map(({ id, group, ranking }) => ({
      id,
      ballotId,
      stakeholderGroup: group,
      ranking: [...ranking]
    }))
  );
}

export async function papersOf(db: Database, ballotId: BallotId): Promise<CountedPaper[]> {
  return db
    .select({ group: ballotPaper.stakeholderGroup, ranking: ballotPaper.ranking })
    .from(ballotPaper)
    .where(eq(ballotPaper.ballotId, ballotId));
}

/** The whole count. Hand out only what `suppressSmallGroups` leaves of it. */
export async function countBallot(db: Database, ballotId: BallotId): Promise<BordaTally> {
  const options = await optionsOf(db, ballotId);
  const keys = options.map(({ key }) => key);
  return tallyBorda(keys, await papersOf(db, ballotId));
}
