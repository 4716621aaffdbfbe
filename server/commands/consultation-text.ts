import type { ConsultationMoment } from '#domain/consultation';
import type { ConsultationId } from '#domain/ids';
import type { VersionOccasion } from '#domain/version-occasion';
import { insertConsultationText } from '../db/consultations';
import type { Transaction } from '../db/database';
import { newestVersion, type VersionRow } from '../db/versions';
import { freezeAtMilestone, hasWords, type Freezing, type TextToFreeze } from './freeze-text';

const OCCASIONS: Record<ConsultationMoment, VersionOccasion> = {
  opened: { kind: 'consultation-opened' },
  over: { kind: 'consultation-over' }
};

/**
 * Freezes the text at the beginning or the end of a consultation, and keeps with it which version that is, also where the newest
 * one says the same already. Answers it; undefined where there is nothing to freeze.
 */
export async function keepConsultationText(
  tx: Transaction,
  text: TextToFreeze,
  kept: { readonly consultationId: ConsultationId; readonly moment: ConsultationMoment },
  freezing: Freezing
): Promise<VersionRow | undefined> {
  await freezeAtMilestone(tx, text, OCCASIONS[kept.moment], freezing);
  const isFrozen = !text.damaged && hasWords(text.json);
  const version = isFrozen ? await newestVersion(tx, text.specification.id) : undefined;
  await insertConsultationText(tx, { ...kept, versionId: version?.id ?? null });
  return version;
}
