import { membershipIn } from '#domain/membership';
import { canBeUnnamed, rolesToBeShown, waysOffered, type WaysOffered } from '#domain/shown-as';
import type { SpecificationRow } from '../db/specifications';
import { unnamedOf } from '../db/standing';
import type { ReadContext } from './read-context';

/** How a comment of somebody can be shown to others, besides by name. */
export interface WaysShown extends WaysOffered {
  /** The words for the roles of their group; none where a role would tell who it is. */
  readonly roles: readonly string[];
  /** Enough people could have written it for not being named at all. */
  readonly nobody: boolean;
  /** Where something is told to leads and facilitators alone; null: here. */
  readonly tell: string | null;
}

export async function waysShown(
  { actor, tools }: Pick<ReadContext, 'actor' | 'tools'>,
  { id, partnershipId }: Pick<SpecificationRow, 'id' | 'partnershipId'>
): Promise<WaysShown> {
  const membership = membershipIn(actor, partnershipId);
  const { among, unnamed: isUnnamed } = await unnamedOf(tools.db, membership);
  const nobody = canBeUnnamed(among);
  const unnamed = isUnnamed && actor.kind === 'person' ? actor.name : null;
  const roles = membership && nobody ? rolesToBeShown(membership.group) : [];
  return { roles, nobody, ...waysOffered({ roles, nobody, unnamed }), tell: `/specifications/${id}/report` };
}
