import { parseId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { inboxOrder, type Notice } from '#domain/notice';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { openNotice, openNotices } from './open-notices';
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
  const own = ownInbox(actor);
  if (isRefusal(own)) return own;
  const now = await tools.now(tools.db);
  const open = await openNotices(tools.db, own.actor, now);
  const shown = open.map(({ row: _row, ...notice }): Notice => notice).sort(inboxOrder);
  return {
    unread: shown.filter(({ unread }) => unread),
    earlier: shown.filter(({ unread }) => !unread),
    asOf: now.toISOString(),
    topics: [{ kind: 'partnership', id: own.partnershipId }]
  };
}

/** Where the thing is that one notice is about. */
export async function toldOf(
  { actor, tools }: ReadContext,
  noticeId: string
): Promise<Pick<Notice, 'href'> | Refusal> {
  const own = ownInbox(actor);
  if (isRefusal(own)) return own;
  const id = parseId<'notice'>(noticeId);
  if (isRefusal(id)) return id;
  const notice = await openNotice(tools.db, own.actor, { id, now: await tools.now(tools.db) });
  return notice ? { href: notice.href } : refuse('not-found');
}

function ownInbox(actor: Actor) {
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  if (actor.kind === 'nobody') return refuse('signed-out');
  const { partnershipId } = membership;
  const allowed = can(actor, 'own-notices', { partnershipId });
  return isRefusal(allowed) ? allowed : { actor, partnershipId };
}
