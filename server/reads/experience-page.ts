import type { ExperienceAnswers } from '#domain/experience';
import type { ConsultationId, SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { ownExperience } from '../db/experience';
import { visibleSpecification } from './comment-thread';
import { newestConsultation } from './consultation-page';
import type { ReadContext } from './read-context';

export interface ExperiencePage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** The one that is open; null when none is. */
  readonly consultation: {
    readonly id: ConsultationId;
    /** Until when the answers can be changed. */
    readonly lastDay: string;
    /** What the reader answered before; null: nothing yet. */
    readonly own: ExperienceAnswers | null;
  } | null;
}

/** The questions about taking part: for those who may answer them, with their own answers and nobody else's. */
export async function experiencePage(context: ReadContext, id: string): Promise<ExperiencePage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'answer-experience', specification);
  if (isRefusal(allowed)) return allowed;
  const { db, now } = context.tools;
  const newest = await newestConsultation(db, specification.id, await now(db));
  const { memberId } = membershipIn(context.actor, specification.partnershipId)!;
  return {
    specification: { id: specification.id, title: specification.title },
    consultation: newest?.open
      ? {
          id: newest.id,
          lastDay: newest.lastDay,
          own: (await ownExperience(db, newest.id, memberId)) ?? null
        }
      : null
  };
}
