import { groupSizes } from '#domain/electoral-roll';
import type { SpecificationId } from '#domain/ids';
import { STAKEHOLDER_GROUPS, type StakeholderGroup } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { rollNow } from '../db/electoral-roll';
import { specificationsOf } from '../db/specifications';
import { currentMembership, type ReadContext } from './read-context';

export interface BallotForm {
  /** Groups that may vote, with how many members do: none where all would vote on paper or by telephone. */
  readonly groups: readonly { readonly group: StakeholderGroup; readonly people: number }[];
  readonly specifications: readonly { readonly id: SpecificationId; readonly title: string }[];
}

/** What one chooses from when opening a ballot; refused to those who may not open one. */
export async function ballotForm(context: ReadContext): Promise<BallotForm | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId } = membership;
  const allowed = can(context.actor, 'open-ballot', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const { db } = context.tools;
  const specifications = await specificationsOf(db, partnershipId);
  const sizes = groupSizes(await rollNow(db, partnershipId, STAKEHOLDER_GROUPS));
  return {
    groups: STAKEHOLDER_GROUPS.filter((group) => group !== 'observer').map((group) => ({
      group,
      people: sizes.find((size) => size.group === group)?.people ?? 0
    })),
    specifications: specifications.map(({ id, title }) => ({ id, title }))
  };
}
