import { membershipIn } from '#domain/membership';
import { rolesToBeShown } from '#domain/shown-as';
import { SMALLEST_SHOWN_GROUP } from '#domain/tally/small-groups';
import { groupSize } from '../db/members';
import type { SpecificationRow } from '../db/specifications';
import type { ReadContext } from './read-context';

/** How a comment of somebody can be shown to others, besides by name. */
export interface WaysShown {
  /** The words for the roles of their group. */
  readonly roles: readonly string[];
  /** Their group is large enough for not being named at all. */
  readonly nobody: boolean;
  /** Where something is told to leads and facilitators alone; null: here. */
  readonly tell: string | null;
}

export async function waysShown(
  { actor, tools }: Pick<ReadContext, 'actor' | 'tools'>,
  { id, partnershipId }: Pick<SpecificationRow, 'id' | 'partnershipId'>
): Promise<WaysShown> {
  const group = membershipIn(actor, partnershipId)?.group;
  const tell = `/specifications/${id}/report`;
  if (group === undefined) return { roles: [], nobody: false, tell };
  const size = await groupSize(tools.db, partnershipId, group);
  return { roles: rolesToBeShown(group), nobody: size >= SMALLEST_SHOWN_GROUP, tell };
}
