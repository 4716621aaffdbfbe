import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { decisionHash, notExcepted } from '#domain/decision';
import type { BallotId, PartnershipId, VersionId } from '#domain/ids';
import { resultHash } from '#domain/tally/result-hash';
import { sha256, sha256Hex } from '../sha256';
import { countBallot } from './ballot-papers';
import type { Database } from './database';
import { optionsOf, type DecisionRow } from './decisions';
import { ballot } from './schema/ballots';
import { exceptionsOf, unansweredOn } from './unanswered';
import { specification, specificationVersion } from './schema/specifications';

/** What a decision rests on: a frozen version, and perhaps a ballot. */

export type FrozenVersion = NonNullable<Awaited<ReturnType<typeof frozenVersion>>>;

/** A frozen version with its text and where it belongs. */
export async function frozenVersion(db: Database, id: VersionId) {
  const [row] = await db
    .select({
      id: specificationVersion.id,
      number: specificationVersion.number,
      label: specificationVersion.label,
      title: specificationVersion.title,
      canonical: specificationVersion.canonical,
      hash: specificationVersion.hash,
      clauseIds: specificationVersion.clauseIds,
      frozenAt: specificationVersion.frozenAt,
      specificationId: specification.id,
      partnershipId: specification.partnershipId
    })
    .from(specificationVersion)
    .innerJoin(specification, eq(specification.id, specificationVersion.specificationId))
    .where(eq(specificationVersion.id, id));
  return row;
}

/** SHA-256, hex, of a frozen text as it is stored now. */
export function hashOfText(canonical: string): string {
  return sha256Hex(canonical);
}

/** Every frozen version that a decision could rest on, newest first. */
export function frozenVersionsOf(db: Database, partnershipId: PartnershipId) {
  return db
    .select({
      id: specificationVersion.id,
      number: specificationVersion.number,
      label: specificationVersion.label,
      title: specificationVersion.title,
      canonical: specificationVersion.canonical,
      hash: specificationVersion.hash,
      clauseIds: specificationVersion.clauseIds,
      specificationId: specificationVersion.specificationId,
      frozenAt: specificationVersion.frozenAt
    })
    .from(specificationVersion)
    .innerJoin(specification, eq(specification.id, specificationVersion.specificationId))
    .where(eq(specification.partnershipId, partnershipId))
    .orderBy(desc(specificationVersion.frozenAt), desc(specificationVersion.number));
}

/** Ballots that have closed, last closed first. */
export function closedBallotsOf(db: Database, partnershipId: PartnershipId) {
  return db
    .select({ id: ballot.id, title: ballot.title, closesAt: ballot.closesAt, closedAt: ballot.closedAt })
    .from(ballot)
    .where(and(eq(ballot.partnershipId, partnershipId), isNotNull(ballot.closedAt)))
    .orderBy(desc(ballot.closedAt));
}

/** SHA-256, hex, of the count of the votes as they are stored now (domain/tally/borda). Only for a closed ballot. */
export async function ballotResultHash(db: Database, id: BallotId): Promise<string> {
  return resultHash(id, await countBallot(db, id), sha256);
}

/** What patients and carers had said when a decision was proposed, and has neither an answer nor an exception. */
export async function leftUnanswered(
  db: Database,
  { id, proposedAt }: Pick<DecisionRow, 'id' | 'proposedAt'>,
  { specificationId }: Pick<FrozenVersion, 'specificationId'>
) {
  const comments = await unansweredOn(db, specificationId, proposedAt);
  return comments.length === 0 ? [] : notExcepted(comments, await exceptionsOf(db, id));
}

/**
 * The decision's hash worked out again from everything it binds as that is stored now: its words and options, the
 * frozen text, the ballot's count. It differs from `row.hash` when any of them was changed behind our back.
 */
export async function recomputedHash(
  db: Database,
  row: DecisionRow,
  version: FrozenVersion
): Promise<string> {
  const { partnershipId, reference, title, question, wording, reasons, organisationsNeeded, ballotId } = row;
  const ballotResult = ballotId && { id: ballotId, resultHash: await ballotResultHash(db, ballotId) };
  return decisionHash(
    {
      ...{ partnershipId, reference, title, question, wording, reasons, organisationsNeeded },
      options: await optionsOf(db, row.id),
      unanswered: await exceptionsOf(db, row.id),
      versionHash: hashOfText(version.canonical),
      ballot: ballotResult
    },
    sha256
  );
}
