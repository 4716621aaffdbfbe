import { decisionState } from '#domain/decision';
import type { DecisionId, VersionId } from '#domain/ids';
import { ballotsForPatients } from '../db/ballots';
import { decisionsOnVersions, signaturesOf } from '../db/decisions';
import { sentenceOf } from './decision-list';
import type { ReadContext } from './read-context';

/** A decision that rests on a frozen version. */
export interface DecisionOnVersion {
  readonly versionId: VersionId;
  readonly id: DecisionId;
  readonly reference: string;
  readonly title: string;
  readonly proposedAt: Date;
  /** Patients and carers could vote in the ballot that it rests on. */
  readonly patientsCouldVote: boolean;
  /** Where it stands: "Agreed by …". */
  readonly sentence: string;
  /** Organisations that have signed this text, by name. */
  readonly signedBy: readonly string[];
}

/** The decisions that rest on these versions, oldest first. Who calls has asked whether the versions may be seen. */
export async function decisionsOnTheseVersions(
  { tools }: ReadContext,
  versionIds: readonly VersionId[]
): Promise<DecisionOnVersion[]> {
  const rows = await decisionsOnVersions(tools.db, versionIds);
  const all = await signaturesOf(
    tools.db,
    rows.map(({ id }) => id)
  );
  const voted = await ballotsForPatients(
    tools.db,
    rows.flatMap(({ ballotId }) => ballotId ?? [])
  );
  return rows.map(({ id, versionId, reference, title, proposedAt, ballotId, organisationsNeeded }) => {
    const signatures = all.filter(({ decisionId }) => decisionId === id);
    const signed = signatures.filter(({ outcome }) => outcome === 'signed');
    const sentence = sentenceOf(decisionState(signatures, organisationsNeeded), signatures);
    const signedBy = [...new Set(signed.map(({ organisation }) => organisation))];
    const patientsCouldVote = ballotId !== null && voted.has(ballotId);
    return { versionId, id, reference, title, proposedAt, sentence, signedBy, patientsCouldVote };
  });
}
