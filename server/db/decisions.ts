import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { DecisionOption, UnansweredComment } from '#domain/decision';
import type { DecisionId, PartnershipId, VersionId } from '#domain/ids';
import type { Database } from './database';
import { decision, decisionOption, signature } from './schema/decisions';
import { insertExceptions } from './unanswered';
import { member, memberRole, organisation, person } from './schema/people';

export type DecisionRow = typeof decision.$inferSelect;
export type SignatureRow = typeof signature.$inferSelect;

export interface NewDecision {
  readonly row: typeof decision.$inferInsert;
  /** In the order shown. */
  readonly options: readonly DecisionOption[];
  readonly exceptions: readonly UnansweredComment[];
}

export async function insertDecision(tx: Database, { row, options, exceptions }: NewDecision): Promise<void> {
  await tx.insert(decision).values(row);
  await tx
    .insert(decisionOption)
    .values(options.map((option, position) => ({ ...option, decisionId: row.id, position })));
  await insertExceptions(tx, row.id, exceptions);
}

export async function decisionById(db: Database, id: DecisionId): Promise<DecisionRow | undefined> {
  const [row] = await db.select().from(decision).where(eq(decision.id, id));
  return row;
}

/** The same, locked until the transaction ends: signatures of one decision are taken one after another. */
export async function lockDecision(tx: Database, id: DecisionId): Promise<DecisionRow | undefined> {
  const [row] = await tx.select().from(decision).where(eq(decision.id, id)).for('update');
  return row;
}

/** Whether it is final, or not there; until the transaction ends no signature comes to one that is not. Many may ask at once. */
export async function isFinalDecision(tx: Database, id: DecisionId): Promise<boolean> {
  const { settledAt } = decision;
  const [row] = await tx.select({ settledAt }).from(decision).where(eq(decision.id, id)).for('share');
  return row?.settledAt !== null;
}

/** Newest first. */
export function decisionsOf(db: Database, partnershipId: PartnershipId): Promise<DecisionRow[]> {
  return db
    .select()
    .from(decision)
    .where(eq(decision.partnershipId, partnershipId))
    .orderBy(desc(decision.proposedAt), desc(decision.reference));
}

/** Those that rest on one of these versions, oldest first. */
export async function decisionsOnVersions(
  db: Database,
  versionIds: readonly VersionId[]
): Promise<DecisionRow[]> {
  if (versionIds.length === 0) return [];
  return db
    .select()
    .from(decision)
    .where(inArray(decision.versionId, [...versionIds]))
    .orderBy(asc(decision.proposedAt), asc(decision.reference));
}

export async function referenceIsTaken(
  db: Database,
  partnershipId: PartnershipId,
  reference: string
): Promise<boolean> {
  const [row] = await db
    .select({ id: decision.id })
    .from(decision)
    .where(and(eq(decision.partnershipId, partnershipId), eq(decision.reference, reference)));
  return row !== undefined;
}

/** In the order shown. */
export function optionsOf(db: Database, decisionId: DecisionId): Promise<DecisionOption[]> {
  const { key, title, annualCost, chosen, reason } = decisionOption;
  return db
    .select({ key, title, annualCost, chosen, reason })
    .from(decisionOption)
    .where(eq(decisionOption.decisionId, decisionId))
    .orderBy(asc(decisionOption.position));
}

/**
 * The signatures of these decisions, with names, in the order in which they were given. Two in the same
 * millisecond: a refusal settles the matter, so it can only be the later one.
 */
export async function signaturesOf(db: Database, decisionIds: readonly DecisionId[]) {
  if (decisionIds.length === 0) return [];
  return db
    .select({
      decisionId: signature.decisionId,
      memberId: signature.memberId,
      organisationId: signature.organisationId,
      outcome: signature.outcome,
      reason: signature.reason,
      decisionHash: signature.decisionHash,
      versionHash: signature.versionHash,
      signedAt: signature.signedAt,
      name: person.name,
      group: member.stakeholderGroup,
      organisation: organisation.name
    })
    .from(signature)
    .innerJoin(member, eq(member.id, signature.memberId))
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(organisation, eq(organisation.id, signature.organisationId))
    .where(inArray(signature.decisionId, [...decisionIds]))
    .orderBy(asc(signature.signedAt), desc(signature.outcome));
}

export type NamedSignature = Awaited<ReturnType<typeof signaturesOf>>[number];

export async function insertSignature(tx: Database, row: SignatureRow): Promise<void> {
  await tx.insert(signature).values(row);
}

/** Once only: the database refuses a second time. */
export async function settleDecision(
  tx: Database,
  id: DecisionId,
  settled: { readonly outcome: 'agreed' | 'refused'; readonly at: Date }
): Promise<void> {
  await tx
    .update(decision)
    .set({ outcome: settled.outcome, settledAt: settled.at })
    .where(eq(decision.id, id));
}

/** Every organisation that has a board member now, by name: those who can sign. */
export async function signingOrganisations(db: Database, partnershipId: PartnershipId) {
  return db
    .selectDistinct({ id: organisation.id, name: organisation.name })
    .from(member)
    .innerJoin(memberRole, eq(memberRole.memberId, member.id))
    .innerJoin(organisation, eq(organisation.id, member.organisationId))
    .where(
      and(eq(member.partnershipId, partnershipId), isNull(member.leftAt), eq(memberRole.role, 'board-member'))
    )
    .orderBy(asc(organisation.name));
}
