import { and, eq, isNotNull, lte, or } from 'drizzle-orm';
import type { ExperienceAnswers } from '#domain/experience';
import type { ConsultationId, MemberId, NewId } from '#domain/ids';
import type { MeterExperience } from '#domain/voice-meter/facts';
import type { ConsultationRow } from './consultations';
import type { Database } from './database';
import { consultation, experienceAnswer } from './schema/consultations';

type Said = MeterExperience['said'][number];

/** The consultation, held until the transaction ends: those who answer share it, and who takes out the names holds it alone. */
export async function holdConsultation(
  tx: Database,
  id: ConsultationId,
  strength: 'share' | 'update'
): Promise<ConsultationRow | undefined> {
  const [row] = await tx.select().from(consultation).where(eq(consultation.id, id)).for(strength);
  return row;
}

/** Puts a member's answers in the place of those they gave before. */
export async function keepExperience(
  tx: Database,
  made: Omit<typeof experienceAnswer.$inferInsert, 'answeredBy'> & { readonly answeredBy: MemberId }
): Promise<void> {
  const { stakeholderGroup, answers } = made;
  await tx
    .insert(experienceAnswer)
    .values(made)
    .onConflictDoUpdate({
      target: [experienceAnswer.consultationId, experienceAnswer.answeredBy],
      set: { stakeholderGroup, answers }
    });
}

/** For themselves, to change; undefined when they have given none, or it is over. */
export async function ownExperience(
  db: Database,
  consultationId: ConsultationId,
  memberId: MemberId
): Promise<ExperienceAnswers | undefined> {
  const [row] = await db
    .select({ answers: experienceAnswer.answers })
    .from(experienceAnswer)
    .where(
      and(eq(experienceAnswer.consultationId, consultationId), eq(experienceAnswer.answeredBy, memberId))
    );
  return row?.answers;
}

/** What was said in all, without who said it. Ask only of one that is over. */
export async function experienceOf(db: Database, consultationId: ConsultationId): Promise<Said[]> {
  return db
    .select({ group: experienceAnswer.stakeholderGroup, answers: experienceAnswer.answers })
    .from(experienceAnswer)
    .where(eq(experienceAnswer.consultationId, consultationId));
}

/** Consultations that are over and whose answers still stand beside their members. */
export async function overWithNames(db: Database, now: Date): Promise<ConsultationId[]> {
  const rows = await db
    .selectDistinct({ id: consultation.id })
    .from(consultation)
    .innerJoin(experienceAnswer, eq(experienceAnswer.consultationId, consultation.id))
    .where(
      and(
        isNotNull(experienceAnswer.answeredBy),
        or(isNotNull(consultation.endedAt), lte(consultation.endsAt, now))
      )
    );
  return rows.map(({ id }) => id);
}

/**
 * Writes all answers anew without members, under new random ids and in the order of these ids: where a row lies and which transaction
 * wrote it say when it came, and after this all of them say the same. The consultation must be held alone.
 */
export async function takeNamesOut(
  tx: Database,
  consultationId: ConsultationId,
  newId: NewId
): Promise<void> {
  const said = await experienceOf(tx, consultationId);
  if (said.length === 0) return;
  await tx.delete(experienceAnswer).where(eq(experienceAnswer.consultationId, consultationId));
  const renamed = said.map(({ group, answers }) => ({
    id: newId<'experience-answer'>(),
    consultationId,
    answeredBy: null,
    stakeholderGroup: group,
    answers
  }));
  await tx.insert(experienceAnswer).values(renamed.sort((a, b) => (a.id < b.id ? -1 : 1)));
}
