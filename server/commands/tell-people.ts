import type { Voter } from '#domain/ballot';
import type { BallotId, CommentId, DecisionId, MemberId, NewId, PartnershipId } from '#domain/ids';
import type { Transaction } from '../db/database';
import { partakersOf, signersIn, stillMembers, writerOf } from '../db/notice-readers';
import { membersWhoMay } from '../db/members-who-may';
import type { SaidWords } from '../db/own-words';
import { insertNotices, type NewNotices } from '../db/notices';
import type { Acting } from './command';

/** Who did it, who is not told of their own deed, and when. */
export interface Doing {
  readonly by: MemberId;
  readonly now: Date;
  readonly newId: NewId;
}

export function doingOf({ membership, now, newId }: Acting): Doing {
  return { by: membership.memberId, now, newId };
}

/** All in the transaction of what they are told of. */
export async function tellWriter(
  tx: Transaction,
  told: { readonly kind: 'answered' | 'reply'; readonly aboutId: CommentId },
  doing: Doing
): Promise<void> {
  await tell(tx, { ...told, members: await writerOf(tx, told.aboutId) }, doing);
}

/** Of what became of something that they wrote, and nobody else is told. Whoever imported a Word file did not write what came with it. */
export async function tellSayer(
  tx: Transaction,
  told: { readonly kind: 'reviewed' | 'removed' | 'set-aside'; readonly aboutId: CommentId },
  { authorId, origin }: Pick<SaidWords, 'authorId' | 'origin'>,
  doing: Doing
): Promise<void> {
  await tell(tx, { ...told, members: origin === 'here' ? [authorId] : [] }, doing);
}

/** Who may review: that something is held, or that somebody asks for a second look. */
export async function tellReviewers(
  tx: Transaction,
  { partnershipId, aboutId }: { readonly partnershipId: PartnershipId; readonly aboutId: CommentId },
  doing: Doing
): Promise<void> {
  const reviewers = await membersWhoMay(tx, partnershipId, 'review-comments');
  await tell(tx, { kind: 'to-review', aboutId, members: reviewers.map(({ memberId }) => memberId) }, doing);
}

/** Who sees the restricted queue: that something is in it. */
export async function tellQueue(
  tx: Transaction,
  { partnershipId, aboutId }: { readonly partnershipId: PartnershipId; readonly aboutId: CommentId },
  doing: Doing
): Promise<void> {
  const keepers = await membersWhoMay(tx, partnershipId, 'see-concerns');
  await tell(tx, { kind: 'to-settle', aboutId, members: keepers.map(({ memberId }) => memberId) }, doing);
}

/** Who owes the answer; nobody where none was promised. */
export async function tellOwner(
  tx: Transaction,
  { id: aboutId, ownerId }: { readonly id: CommentId; readonly ownerId?: MemberId | null },
  doing: Doing
): Promise<void> {
  await tell(tx, { kind: 'to-answer', aboutId, members: ownerId ? [ownerId] : [] }, doing);
}

export async function tellVoters(
  tx: Transaction,
  { id: aboutId, roll }: { readonly id: BallotId; readonly roll: readonly Pick<Voter, 'memberId'>[] },
  doing: Doing
): Promise<void> {
  const members = roll.flatMap(({ memberId }) => memberId ?? []);
  await tell(tx, { kind: 'ballot-opened', aboutId, members }, doing);
}

export async function tellSigners(
  tx: Transaction,
  { id: aboutId, partnershipId }: { readonly id: DecisionId; readonly partnershipId: PartnershipId },
  doing: Doing
): Promise<void> {
  await tell(tx, { kind: 'to-sign', aboutId, members: await signersIn(tx, partnershipId) }, doing);
}

export async function tellPartakers(tx: Transaction, aboutId: DecisionId, doing: Doing): Promise<void> {
  await tell(tx, { kind: 'decision-made', aboutId, members: await partakersOf(tx, aboutId) }, doing);
}

type Told = Omit<NewNotices, 'now' | 'newId'>;

async function tell(tx: Transaction, told: Told, { by, now, newId }: Doing): Promise<void> {
  const members = await stillMembers(
    tx,
    told.members.filter((memberId) => memberId !== by)
  );
  await insertNotices(tx, { ...told, members, now, newId } as NewNotices);
}
