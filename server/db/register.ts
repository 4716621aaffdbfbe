import { and, asc, count, desc, eq, lt } from 'drizzle-orm';
import type { PartnershipId } from '#domain/ids';
import { verifyRegister, type RegisterCheck, type RememberedHead } from '#domain/register-check';
import { sha256 } from '../sha256';
import type { Database } from './database';
import { registerContent, registerEntry } from './schema/decisions';

const ENTRY = {
  sequence: registerEntry.sequence,
  kind: registerEntry.kind,
  recordedAt: registerEntry.recordedAt,
  canonical: registerEntry.canonical,
  leafHash: registerEntry.leafHash,
  chainHash: registerEntry.chainHash,
  salt: registerContent.salt,
  content: registerContent.content
};

/** An entry with what it says; `salt` and `content` are null once that was erased. */
export type RegisterRow = Awaited<ReturnType<typeof allEntries>>[number];

/** Oldest first, in one query, so that what is checked was all there at one moment. */
export function allEntries(db: Database, partnershipId: PartnershipId) {
  return entries(db)
    .where(eq(registerEntry.partnershipId, partnershipId))
    .orderBy(asc(registerEntry.sequence));
}

/** Recomputes the whole register from what is stored. */
export async function checkRegister(
  db: Database,
  partnershipId: PartnershipId,
  remembered?: RememberedHead
): Promise<RegisterCheck> {
  const rows = await allEntries(db, partnershipId);
  const stored = rows.map(({ salt, content, ...entry }) => ({
    ...entry,
    details: salt === null ? null : { salt, content }
  }));
  return verifyRegister(partnershipId, stored, sha256, remembered);
}

/** Newest first: at most `most` entries of this kind (any kind when undefined) with a lower number than `before`. */
export function newestEntries(
  db: Database,
  partnershipId: PartnershipId,
  chosen: { readonly kind: string | undefined; readonly before: number | undefined; readonly most: number }
) {
  const { kind, before, most } = chosen;
  return entries(db)
    .where(
      and(
        eq(registerEntry.partnershipId, partnershipId),
        kind === undefined ? undefined : eq(registerEntry.kind, kind),
        before === undefined ? undefined : lt(registerEntry.sequence, before)
      )
    )
    .orderBy(desc(registerEntry.sequence))
    .limit(most);
}

export async function entryBySequence(db: Database, partnershipId: PartnershipId, sequence: number) {
  const [row] = await entries(db).where(
    and(eq(registerEntry.partnershipId, partnershipId), eq(registerEntry.sequence, sequence))
  );
  return row;
}

/** How many entries there are of each kind. */
export function countByKind(db: Database, partnershipId: PartnershipId) {
  return db
    .select({ kind: registerEntry.kind, entries: count() })
    .from(registerEntry)
    .where(eq(registerEntry.partnershipId, partnershipId))
    .groupBy(registerEntry.kind);
}

function entries(db: Database) {
  return db
    .select(ENTRY)
    .from(registerEntry)
    .leftJoin(
      registerContent,
      and(
        eq(registerContent.partnershipId, registerEntry.partnershipId),
        eq(registerContent.sequence, registerEntry.sequence)
      )
    )
    .$dynamic();
}
