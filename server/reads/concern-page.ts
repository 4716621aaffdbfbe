import type { ConcernId } from '#domain/ids';
import { contactLines, type ConcernOutcome, type ContactLine } from '#domain/moderation';
import { may } from '#domain/policy';
import { shownMoment } from '#domain/shown-as';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { concernsIn, localContacts } from '../db/moderation';
import { membersById } from '../db/people';
import { currentMembership, visible, type ReadContext } from './read-context';
import { reviewItems, type ToReview } from './review-page';

/** Something in the restricted queue. */
export interface QueuedConcern extends Omit<ToReview, 'notBecause'> {
  readonly id: ConcernId;
  /** The name of who raised it, and when. Null: its writer did, and is named or not as with the words. */
  readonly raisedBy: string | null;
  readonly raisedAt: Date;
  /** It was told to those who see the queue, and was never shown to others. */
  readonly told: boolean;
  readonly settled: {
    readonly outcome: ConcernOutcome;
    readonly passedTo: string;
    readonly by: string;
    readonly at: Date;
  } | null;
  /** The reader wrote it, and somebody else has to settle it. */
  readonly own: boolean;
}

export interface ConcernPage {
  readonly waiting: readonly QueuedConcern[];
  readonly settled: readonly QueuedConcern[];
  readonly contacts: readonly ContactLine[];
  readonly may: { readonly keepContacts: boolean };
  readonly topics: readonly Topic[];
}

/** The restricted queue of the partnership. */
export async function concernPage(context: ReadContext): Promise<ConcernPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId, memberId } = membership;
  const seen = visible(context, 'see-concerns', { partnershipId });
  if (isRefusal(seen)) return seen;
  const { db } = context.tools;
  const rows = await concernsIn(db, partnershipId);
  const items = await reviewItems(context, rows);
  const ids = rows.flatMap(({ concern: { raisedBy, settledBy } }) => [
    raisedBy,
    ...(settledBy ? [settledBy] : [])
  ]);
  const names = new Map((await membersById(db, [...new Set(ids)])).map((each) => [each.memberId, each.name]));
  const all = newestFirst(
    rows.map((row): QueuedConcern => {
      const { id, raisedBy: raiser, raisedAt, told, outcome, passedTo, settledBy, settledAt } = row.concern;
      const settled =
        outcome && settledBy && settledAt
          ? { outcome, passedTo, by: names.get(settledBy) ?? '', at: settledAt }
          : null;
      const said = row.reply ?? row.comment;
      const own = said.authorId === memberId;
      const raisedBy = raiser === said.authorId ? null : (names.get(raiser) ?? '');
      return { ...items(row), id, raisedBy, raisedAt: shownMoment(raisedAt, said), told, settled, own };
    })
  );
  return {
    waiting: all.filter(({ settled }) => settled === null),
    settled: all.filter(({ settled }) => settled !== null),
    contacts: contactLines(await localContacts(db, partnershipId)),
    may: { keepContacts: may(context.actor, 'keep-local-contacts', { partnershipId }) },
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

/** By what is shown of the moment: the order tells nothing more of what has only its day. */
function newestFirst(queue: readonly QueuedConcern[]): QueuedConcern[] {
  return [...queue].sort((a, b) => b.raisedAt.getTime() - a.raisedAt.getTime() || (a.id < b.id ? -1 : 1));
}

export interface ContactsPage {
  readonly contacts: readonly ContactLine[];
  readonly may: { readonly keep: boolean };
}

/** Whom to tell, for every member. */
export async function contactsPage(context: ReadContext): Promise<ContactsPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId } = membership;
  return {
    contacts: contactLines(await localContacts(context.tools.db, partnershipId)),
    may: { keep: may(context.actor, 'keep-local-contacts', { partnershipId }) }
  };
}
