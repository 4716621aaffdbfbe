import { and, eq, inArray } from 'drizzle-orm';
import { daysLeft } from '#domain/answer-duty';
import type { BallotId, CommentId, DecisionId, MemberId, OrganisationId, PartnershipId } from '#domain/ids';
import { NOTICES, type CommentNotice, type NoticeKind, type NoticeSubject } from '#domain/notice';
import type { Database } from './database';
import type { NoticeRow } from './notices';
import { ballot, ballotVoter } from './schema/ballots';
import { decision, signature } from './schema/decisions';
import { comment, commentResponse } from './schema/comments';
import { specification } from './schema/specifications';
import { hasOwnReply, hasShownReply, stillOpen } from './moderation';
import { suggestion } from './schema/suggestions';

/** Who is told. */
export interface Told {
  readonly memberId: MemberId;
  readonly organisationId: OrganisationId;
}

/** What notices of these members are about, as it stands now, with the partnership that it belongs to. */
export type SubjectOf = (
  row: NoticeRow
) => { readonly partnershipId: PartnershipId; readonly subject: NoticeSubject } | undefined;

export async function noticeSubjects(
  db: Database,
  rows: readonly NoticeRow[],
  told: readonly Told[],
  now: Date
): Promise<SubjectOf> {
  const comments = await commentsAbout(db, idsAbout(rows, 'comment'), now);
  const ballots = await ballotsAbout(db, idsAbout(rows, 'ballot'), told, now);
  const decisions = await decisionsAbout(db, idsAbout(rows, 'decision'), told);
  return (row) => {
    const { kind } = row;
    switch (kind) {
      case 'answered':
      case 'reply':
      case 'to-answer':
      case 'to-settle':
      case 'to-review':
      case 'set-aside':
      case 'removed':
      case 'reviewed':
        return comments(kind, row);
      case 'ballot-opened':
      case 'vote-today':
        return ballots(kind, row);
      case 'to-sign':
      case 'decision-made':
        return decisions(kind, row);
    }
  };
}

type About = (typeof NOTICES)[NoticeKind]['about'];

function idsAbout<Id extends string>(rows: readonly NoticeRow[], about: About): Id[] {
  const ids = rows.filter(({ kind }) => NOTICES[kind].about === about).map(({ aboutId }) => aboutId as Id);
  return [...new Set(ids)];
}

/** What is told of something that everybody sees. */
const SHOWN_ONLY: readonly CommentNotice[] = ['answered', 'reply', 'to-answer'];

async function commentsAbout(db: Database, ids: readonly CommentId[], now: Date) {
  const rows = ids.length === 0 ? [] : await commentFacts(db, ids);
  const byId = new Map(rows.map((row) => [row.commentId as string, row]));
  return (kind: CommentNotice, { aboutId, memberId }: NoticeRow) => {
    const row = byId.get(aboutId);
    // Somebody else answers it now.
    if (!row || (kind === 'to-answer' && row.ownerId !== memberId)) return undefined;
    // What is not shown is for those only who are told that it is not.
    if (row.standing !== 'shown' && SHOWN_ONLY.includes(kind)) return undefined;
    if (kind === 'reply' && !row.replied) return undefined;
    const { partnershipId, commentId, specificationId, title, acceptance, dueOn } = row;
    const entered = row.enteredGroup !== null && row.authorId === memberId;
    const subject = {
      ...{ kind, commentId, specificationId, title, acceptance, dueOn, entered },
      suggestsWording: row.proposes !== null,
      repliedToEntered: entered && row.repliedToOwn,
      late: dueOn !== null && daysLeft(dueOn, now) < 0,
      answered: row.answer !== null,
      withdrawn: row.withdrawnAt !== null,
      settled: kind === 'to-settle' ? !row.raised : !row.held
    };
    return { partnershipId, subject };
  };
}

function commentFacts(db: Database, ids: readonly CommentId[]) {
  return db
    .select({
      commentId: comment.id,
      specificationId: specification.id,
      partnershipId: specification.partnershipId,
      title: specification.title,
      authorId: comment.authorId,
      ownerId: comment.ownerId,
      dueOn: comment.dueOn,
      withdrawnAt: comment.withdrawnAt,
      proposes: suggestion.commentId,
      enteredGroup: comment.enteredGroup,
      standing: comment.standing,
      replied: hasShownReply,
      repliedToOwn: hasOwnReply,
      ...stillOpen,
      acceptance: suggestion.outcome,
      answer: commentResponse.commentId
    })
    .from(comment)
    .innerJoin(specification, eq(specification.id, comment.specificationId))
    .leftJoin(suggestion, eq(suggestion.commentId, comment.id))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .where(inArray(comment.id, [...ids]));
}

async function ballotsAbout(db: Database, ids: readonly BallotId[], told: readonly Told[], now: Date) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ ballot, memberId: ballotVoter.memberId, hasVoted: ballotVoter.hasVoted })
          .from(ballot)
          .innerJoin(ballotVoter, eq(ballotVoter.ballotId, ballot.id))
          .where(and(inArray(ballot.id, [...ids]), inArray(ballotVoter.memberId, membersOf(told))));
  return (kind: 'ballot-opened' | 'vote-today', { aboutId, memberId }: NoticeRow) => {
    const row = rows.find((each) => each.ballot.id === (aboutId as string) && each.memberId === memberId);
    if (!row) return undefined;
    const { id: ballotId, partnershipId, title, closesAt, closedAt } = row.ballot;
    const over = closedAt !== null || closesAt <= now;
    return { partnershipId, subject: { kind, ballotId, title, closesAt, over, hasVoted: row.hasVoted } };
  };
}

async function decisionsAbout(db: Database, ids: readonly DecisionId[], told: readonly Told[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(decision)
          .where(inArray(decision.id, [...ids]));
  const signatures =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(signature)
          .where(inArray(signature.decisionId, [...ids]));
  return (kind: 'to-sign' | 'decision-made', { aboutId, memberId }: NoticeRow) => {
    const row = rows.find(({ id }) => id === (aboutId as string));
    if (!row) return undefined;
    const organisationId = told.find((each) => each.memberId === memberId)?.organisationId;
    const answeredByUs = signatures.some(
      (each) =>
        each.decisionId === row.id && (each.memberId === memberId || each.organisationId === organisationId)
    );
    const { id: decisionId, partnershipId, reference, title, outcome } = row;
    return { partnershipId, subject: { kind, decisionId, reference, title, outcome, answeredByUs } };
  };
}

function membersOf(told: readonly Told[]): MemberId[] {
  return told.map(({ memberId }) => memberId);
}
