import { eq } from 'drizzle-orm';
import type { PersonId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { isRefusal } from '#domain/refusal';
import { partnership } from '../db/schema/people';
import { unreadNotices } from './open-notices';
import { currentMembership, type ReadContext } from './read-context';

export interface Frame {
  readonly person: {
    readonly id: PersonId;
    readonly name: string;
    readonly group?: StakeholderGroup;
  } | null;
  readonly partnership: { readonly name: string; readonly purpose: string } | null;
  /** How much of what they are told is new. */
  readonly unread: number;
  readonly demo: boolean;
}

/** What stands around every page: who is signed in, and what the partnership is for. */
export async function framePage({ tools, actor }: ReadContext): Promise<Frame> {
  const demo = tools.config.demo;
  if (actor.kind === 'nobody') return { person: null, partnership: null, unread: 0, demo };
  const membership = currentMembership(actor);
  if (isRefusal(membership))
    return { person: { id: actor.personId, name: actor.name }, partnership: null, unread: 0, demo };
  const person = { id: actor.personId, name: actor.name, group: membership.group };
  const [row] = await tools.db
    .select({ name: partnership.name, purpose: partnership.purpose })
    .from(partnership)
    .where(eq(partnership.id, membership.partnershipId));
  return { person, partnership: row ?? null, unread: await unreadNotices(tools, actor), demo };
}
