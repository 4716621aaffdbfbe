import { membershipIn } from '#domain/membership';
import type { Subject } from '#domain/policy';
import { rolesToBeShown } from '#domain/shown-as';
import { SMALLEST_SHOWN_GROUP } from '#domain/tally/small-groups';
import { groupSize } from '../db/members';
import type { ReadContext } from './read-context';

/** How a comment of somebody can be shown to others, besides by name. */
export interface WaysShown {
  /** The words for the roles of their group. */
  readonly roles: readonly string[];
  /** Their group is large enough for not being named at all. */
  readonly nobody: boolean;
}

export async function waysShown(
  { actor, tools }: Pick<ReadContext, 'actor' | 'tools'>,
  { partnershipId }: Subject
): Promise<WaysShown> {
  const group = membershipIn(actor, partnershipId)?.group;
  if (group === undefined) return { roles: [], nobody: false };
  const size = await groupSize(tools.db, partnershipId, group);
  return { roles: rolesToBeShown(group), nobody: size >= SMALLEST_SHOWN_GROUP };
}
