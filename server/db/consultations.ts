import { and, asc, desc, eq, gt, inArray, isNull, lte, notExists, exists } from 'drizzle-orm';
import type { Consultation, ConsultationMoment, Said } from '#domain/consultation';
import type { ConsultationId, PartnershipId, SpecificationId } from '#domain/ids';
import { shownTime } from '#domain/shown-as';
import { GROUP_OF_COMMENT } from './comments';
import type { Database } from './database';
import { consultation, consultationText } from './schema/consultations';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/comments';
import { specification, specificationVersion } from './schema/specifications';
import { isShown } from './standing';

export type ConsultationRow = typeof consultation.$inferSelect;
export type NewConsultation = typeof consultation.$inferInsert;

export async function insertConsultation(tx: Database, made: NewConsultation): Promise<void> {
  await tx.insert(consultation).values(made);
}

/** Newest first. */
export async function consultationsOn(db: Database, id: SpecificationId): Promise<Consultation[]> {
  const rows = await db
    .select()
    .from(consultation)
    .where(eq(consultation.specificationId, id))
    .orderBy(desc(consultation.openedAt), desc(consultation.id));
  return rows.map(consultationOf);
}

/** Those that are open, of all specifications of a partnership; whose last day comes first stands at the top. */
export function openConsultations(db: Database, partnershipId: PartnershipId, now: Date) {
  const { specificationId, question, level, lastDay, endedAt, endsAt } = consultation;
  const isTheirs = eq(specification.partnershipId, partnershipId);
  return db
    .select({ specificationId, title: specification.title, question, level, lastDay })
    .from(consultation)
    .innerJoin(specification, eq(specification.id, specificationId))
    .where(and(isTheirs, isNull(endedAt), gt(endsAt, now)))
    .orderBy(asc(endsAt), asc(consultation.id));
}

export async function endConsultation(
  tx: Database,
  id: ConsultationId,
  ended: Pick<NewConsultation, 'endedAt' | 'endedBy' | 'endedReason'>
): Promise<void> {
  await tx.update(consultation).set(ended).where(eq(consultation.id, id));
}

export async function insertConsultationText(
  tx: Database,
  made: typeof consultationText.$inferInsert
): Promise<void> {
  await tx.insert(consultationText).values(made);
}

export interface ConsultationText {
  readonly consultationId: ConsultationId;
  readonly moment: ConsultationMoment;
  readonly number: number;
  readonly label: string;
}

/** The versions that were frozen when these were opened, and when they were over. */
export async function consultationTexts(
  db: Database,
  ids: readonly ConsultationId[]
): Promise<ConsultationText[]> {
  const { consultationId, moment, versionId } = consultationText;
  const { number, label } = specificationVersion;
  return db
    .select({ consultationId, moment, number, label })
    .from(consultationText)
    .innerJoin(specificationVersion, eq(specificationVersion.id, versionId))
    .where(inArray(consultationId, [...ids]));
}

export type DueConsultation = Pick<ConsultationRow, 'id' | 'specificationId' | 'openedBy'>;

/** Those that have run their time, whose text was kept when they opened and not yet at their end. */
export async function overWithoutText(db: Database, now: Date): Promise<DueConsultation[]> {
  const { id, specificationId, openedBy, endsAt, endedAt } = consultation;
  const kept = (moment: ConsultationMoment) =>
    db
      .select({ id: consultationText.consultationId })
      .from(consultationText)
      .where(and(eq(consultationText.consultationId, id), eq(consultationText.moment, moment)));
  return db
    .select({ id, specificationId, openedBy })
    .from(consultation)
    .where(and(isNull(endedAt), lte(endsAt, now), exists(kept('opened')), notExists(kept('over'))));
}

/** Each comment on a specification: when, as everybody may know it, by which group, and what was answered. */
export async function saidOn(db: Database, id: SpecificationId): Promise<Said[]> {
  const { createdAt, shownAs } = comment;
  const rows = await db
    .select({ createdAt, shownAs, group: GROUP_OF_COMMENT, outcome: commentResponse.outcome })
    .from(comment)
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(and(eq(comment.specificationId, id), eq(comment.origin, 'here'), isShown));
  return rows.map(({ group, outcome, ...said }) => ({
    ...shownTime(said.createdAt, said),
    ...{ group, outcome }
  }));
}

export function consultationOf(row: ConsultationRow): Consultation {
  const { id, level, question, decider, openedAt, lastDay, endsAt, endedAt, endedReason } = row;
  const endedEarly = endedAt && { at: endedAt, reason: endedReason ?? '' };
  return { id, level, question, decider, openedAt, lastDay, endsAt, endedEarly };
}
