import { parseId, type NoticeId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { markAllRead, markRead, noticeOf } from '../db/notices';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { fieldsOf } from './fields';

type Input = { readonly all: false; readonly id: NoticeId } | { readonly all: true; readonly until: Date };

interface Facts extends Subject {
  readonly theirs: boolean;
}

/**
 * Marks what one was told as read. Fields: `noticeId` for one; or `all` ("yes") with `until`, the moment at which the page was made
 * (ISO 8601): what came since stays new.
 */
export const readNotices: Command<Input, undefined, Facts, Input, { readonly all: boolean }> = {
  name: 'read-notices',
  needs: 'own-notices',

  parse(raw) {
    const { noticeId, all, until } = fieldsOf(raw);
    if (all === 'yes') return untilOf(until);
    const id = parseId<'notice'>(noticeId);
    return isRefusal(id) ? id : { all: false, id };
  },

  async load(tx, input, actor) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId, memberId } = membership;
    const theirs = input.all || (await noticeOf(tx, input.id, [memberId])) !== undefined;
    return { partnershipId, theirs };
  },

  decide: ({ theirs }, input) => (theirs ? input : refuse('not-found')),

  async store(tx, input, { acting: { membership, now } }) {
    const { memberId } = membership;
    if (input.all) await markAllRead(tx, { memberId, until: input.until, now });
    else await markRead(tx, { memberId, ids: [input.id], now });
    return { all: input.all };
  },

  // Nobody else's page shows it.
  announces: () => []
};

function untilOf(value: unknown): Input | Refusal {
  const until = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  return Number.isNaN(until.getTime()) ? refuse('invalid-input', { field: 'until' }) : { all: true, until };
}
