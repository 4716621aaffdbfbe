import { answerOwner, lastDayToAnswer, type PossibleAnswerer } from '#domain/answer-duty';
import type { MemberId, OrganisationId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Subject } from '#domain/policy';
import type { NewComment } from '../db/comments';
import type { Transaction } from '../db/database';
import { membersWhoMay } from '../db/members-who-may';
import type { SpecificationRow } from '../db/specifications';

/** Who could owe the answer to something said about a specification. */
export interface OwedFacts extends Subject {
  /** Who started the specification. */
  readonly creator: MemberId;
  readonly answerers: readonly PossibleAnswerer[];
}

export async function loadOwed(
  tx: Transaction,
  { partnershipId, createdBy: creator }: SpecificationRow
): Promise<OwedFacts> {
  return { partnershipId, creator, answerers: await membersWhoMay(tx, partnershipId, 'answer-comment') };
}

/** Whether an answer is promised to what they say. */
export function isPromised(group: StakeholderGroup | undefined): boolean {
  return group === 'patient-carer';
}

/** Who owes an answer to what somebody of this group says now, and the last day for it; neither where none was promised. */
export function owedAnswer(
  group: StakeholderGroup,
  { creator, answerers }: OwedFacts,
  { accountable, now }: { readonly accountable: readonly OrganisationId[]; readonly now: Date }
): Pick<NewComment, 'ownerId' | 'dueOn'> {
  if (!isPromised(group)) return { ownerId: null, dueOn: null };
  return { ownerId: answerOwner({ creator, accountable }, answerers), dueOn: lastDayToAnswer(now) };
}
