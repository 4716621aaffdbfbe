import { inboxOrder, type Notice } from '#domain/notice';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { openNotices } from './open-notices';
import { currentMembership, type ReadContext } from './read-context';

export interface InboxPage {
  /** New ones first. */
  readonly unread: readonly Notice[];
  readonly earlier: readonly Notice[];
  /** When it was read, ISO 8601: marking all read means those until then. */
  readonly asOf: string;
  readonly topics: readonly Topic[];
}

/** What this person is told of. */
export async function inboxPage({ actor, tools }: ReadContext): Promise<InboxPage | Refusal> {
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  if (actor.kind === 'nobody') return refuse('signed-out');
  const { partnershipId } = membership;
  const allowed = can(actor, 'own-notices', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const now = await tools.now(tools.db);
  const open = await openNotices(tools.db, actor, now);
  const shown = open.map(({ row: _row, ...notice }): Notice => notice).sort(inboxOrder);
  return {
    unread: shown.filter(({ unread }) => unread),
    earlier: shown.filter(({ unread }) => !unread),
    asOf: now.toISOString(),
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}
