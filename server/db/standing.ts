import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { byTime, type ReplyId } from '#domain/comment-thread';
import type { CommentId, MemberId, PartnershipId, SpecificationId } from '#domain/ids';
import type { Membership } from '#domain/membership';
import type { Standing } from '#domain/moderation';
import { CAPABILITIES } from '#domain/policy';
import { shownTime } from '#domain/shown-as';
import type { Database } from './database';
import type { SaidKey } from './own-words';
import { guest, invitation } from './schema/invitations';
import { comment, commentReply } from './schema/comments';
import { member, memberRole, person } from './schema/people';
import { specification } from './schema/specifications';

/**
 * The one filter of everything that shows or counts what was said: what is held, was not let through or is hidden as a
 * safeguarding matter is as if it were not there. In a left join it stands in the join, in an inner one in the condition.
 */
export const isShown: SQL = eq(comment.standing, 'shown');
export const replyIsShown: SQL = eq(commentReply.standing, 'shown');

/** What this member writes is looked at first: they came by an invitation that says so. */
export async function isHeldFirst(db: Database, memberId: MemberId): Promise<boolean> {
  const rows = await db
    .select({ holds: invitation.holds })
    .from(guest)
    .innerJoin(invitation, eq(invitation.id, guest.invitationId))
    .where(and(eq(guest.memberId, memberId), eq(invitation.holds, true)));
  return rows.length > 0;
}

/**
 * Among how many somebody is whom others see only by their group: its members who may say something now, as they are held first or
 * are not. Who reviews knows which came through their hands, so that the one half hides nobody of the other. 0 of no member.
 */
export async function unnamedAmong(db: Database, writer: Membership | undefined): Promise<number> {
  if (writer === undefined) return 0;
  const rows = await db
    .selectDistinct({ id: member.id, isHeld: sql<boolean>`coalesce(${invitation.holds}, false)` })
    .from(member)
    .innerJoin(person, and(eq(person.id, member.personId), isNull(person.disabledAt)))
    .innerJoin(memberRole, eq(memberRole.memberId, member.id))
    .leftJoin(guest, eq(guest.memberId, member.id))
    .leftJoin(invitation, eq(invitation.id, guest.invitationId))
    .where(
      and(
        eq(member.partnershipId, writer.partnershipId),
        eq(member.stakeholderGroup, writer.group),
        isNull(member.leftAt),
        inArray(memberRole.role, [...CAPABILITIES.comment.roles])
      )
    );
  const own = rows.find(({ id }) => id === writer.memberId);
  return own ? rows.filter(({ isHeld }) => isHeld === own.isHeld).length : 0;
}

/** What a writer's choice of how they are shown depends on. */
export interface Unnamed {
  /** Among how many the writer is without a name. */
  readonly among: number;
  /** They came as a guest who wants what they write to go without a name. */
  readonly unnamed: boolean;
}

export async function unnamedOf(db: Database, writer: Membership | undefined): Promise<Unnamed> {
  const among = await unnamedAmong(db, writer);
  if (writer === undefined) return { among, unnamed: false };
  const [row] = await db
    .select({ unnamed: guest.unnamed })
    .from(guest)
    .where(eq(guest.memberId, writer.memberId));
  return { among, unnamed: row?.unnamed ?? false };
}

/** Changes where a comment or a reply stands, and what goes with that. */
export async function setStanding(
  tx: Database,
  { commentId, replyId }: SaidKey,
  change: {
    readonly standing: Standing;
    readonly standingReason?: string;
    readonly saidAt?: Date;
    readonly createdAt?: Date;
  }
): Promise<void> {
  if (replyId !== null) await tx.update(commentReply).set(change).where(eq(commentReply.id, replyId));
  else await tx.update(comment).set(change).where(eq(comment.id, commentId));
}

/** Where something stands that was said, with the comment's row locked. */
export interface Stands {
  readonly authorId: MemberId;
  readonly standing: Standing;
  readonly createdAt: Date;
  readonly withdrawn: boolean;
  readonly origin: 'here' | 'word-comment' | 'word-change';
  /** Of the comment that it is or stands under. */
  readonly commentStanding: Standing;
  readonly commentAuthorId: MemberId;
  /** An answer to the comment was promised. */
  readonly owed: boolean;
}

export async function lockStanding(tx: Database, key: SaidKey): Promise<Stands | undefined> {
  const [made] = await tx.select().from(comment).where(eq(comment.id, key.commentId)).for('update');
  if (!made) return undefined;
  const said = key.replyId === null ? made : await replyUnder(tx, key.commentId, key.replyId);
  if (!said) return undefined;
  const { authorId, standing, createdAt, withdrawnAt, origin } = said;
  return {
    ...{ authorId, standing, createdAt, origin },
    withdrawn: withdrawnAt !== null,
    commentStanding: made.standing,
    commentAuthorId: made.authorId,
    owed: made.dueOn !== null
  };
}

async function replyUnder(tx: Database, commentId: CommentId, replyId: ReplyId) {
  const [row] = await tx
    .select()
    .from(commentReply)
    .where(and(eq(commentReply.id, replyId), eq(commentReply.commentId, commentId)));
  return row;
}

/** Something that is not shown to others, as its writer and those who review it see it. */
export interface HiddenSaid {
  readonly comment: typeof comment.$inferSelect;
  /** Null: it is the comment itself. */
  readonly reply: typeof commentReply.$inferSelect | null;
  /** The specification's. */
  readonly title: string;
}

/** What has one of these standings and was not withdrawn, of one writer on one specification or in a whole partnership; oldest first, of what has no name by its day. */
export async function hiddenIn(
  db: Database,
  where:
    | { readonly specificationId: SpecificationId; readonly authorId: MemberId }
    | { readonly partnershipId: PartnershipId },
  standings: readonly Standing[]
): Promise<HiddenSaid[]> {
  const here =
    'specificationId' in where
      ? eq(specification.id, where.specificationId)
      : eq(specification.partnershipId, where.partnershipId);
  const by = (said: typeof comment | typeof commentReply) =>
    'authorId' in where ? eq(said.authorId, where.authorId) : undefined;
  const comments = await db
    .select({ comment, title: specification.title })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(and(here, by(comment), inArray(comment.standing, [...standings]), isNull(comment.withdrawnAt)));
  const replies = await db
    .select({ comment, reply: commentReply, title: specification.title })
    .from(commentReply)
    .innerJoin(comment, eq(comment.id, commentReply.commentId))
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .where(
      and(
        here,
        by(commentReply),
        inArray(commentReply.standing, [...standings]),
        isNull(commentReply.withdrawnAt)
      )
    );
  return [...comments.map((row) => ({ ...row, reply: null })), ...replies].sort(byTimeSaid);
}

function byTimeSaid(a: HiddenSaid, b: HiddenSaid): number {
  return byTime(timeOf(a), timeOf(b));
}

function timeOf({ comment: about, reply }: HiddenSaid) {
  const said = reply ?? about;
  return { id: said.id, ...shownTime(said.createdAt, said) };
}

/** Nothing of its own is shown, or nothing that it stands under. */
export function isHidden({
  standing,
  commentStanding
}: Pick<Stands, 'standing' | 'commentStanding'>): boolean {
  return standing !== 'shown' || commentStanding !== 'shown';
}
