import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { AnswerOutcome } from '#domain/comment-thread';
import type { PartnershipId, SpecificationId } from '#domain/ids';
import { wallClock } from '#domain/london-time';
import type { Acceptance } from '#domain/suggestion';
import type { MeterAnswer, MeterComment, MeterMember } from '#domain/voice-meter/facts';
import type { BallotRow } from './ballots';
import { GROUP_OF_COMMENT } from './comments';
import type { Database } from './database';
import { ballot } from './schema/ballots';
import { registerContent, registerEntry } from './schema/decisions';
import { member } from './schema/people';
import { comment, commentResponse } from './schema/comments';
import { publishedAnswer } from './schema/receipts';
import { specification } from './schema/specifications';
import { suggestion } from './schema/suggestions';
import { isShown } from './standing';

/** Each comment that was made or entered here and not taken back: its day and group, and its answer. Nothing of it tells who wrote it. */
export async function meterComments(db: Database, id: SpecificationId): Promise<MeterComment[]> {
  const rows = await db
    .select({
      saidAt: comment.createdAt,
      group: GROUP_OF_COMMENT,
      answeredAt: commentResponse.createdAt,
      outcome: commentResponse.outcome,
      words: commentResponse.quote,
      real: commentResponse.realChange,
      accepted: suggestion.outcome,
      publishedAt: publishedAnswer.publishedAt,
      way: comment.enteredWay
    })
    .from(comment)
    .innerJoin(member, eq(member.id, comment.authorId))
    .leftJoin(commentResponse, eq(commentResponse.commentId, comment.id))
    .leftJoin(suggestion, eq(suggestion.commentId, comment.id))
    .leftJoin(publishedAnswer, eq(publishedAnswer.commentId, comment.id))
    .where(
      and(eq(comment.specificationId, id), eq(comment.origin, 'here'), isNull(comment.withdrawnAt), isShown)
    );
  return rows.map(({ saidAt, group, way, ...answer }) => ({
    day: dayOf(saidAt),
    group,
    answer: answerOf(answer),
    way
  }));
}

interface AnswerColumns {
  readonly answeredAt: Date | null;
  readonly outcome: AnswerOutcome | null;
  readonly words: string | null;
  readonly real: boolean | null;
  readonly accepted: Acceptance | null;
  readonly publishedAt: Date | null;
}

function answerOf({
  answeredAt,
  outcome,
  words,
  real,
  accepted,
  publishedAt
}: AnswerColumns): MeterAnswer | null {
  if (answeredAt === null || outcome === null) return null;
  return {
    day: dayOf(answeredAt),
    outcome,
    linked: words !== null || accepted !== null,
    real: real === true,
    publishedOn: publishedAt && dayOf(publishedAt)
  };
}

/** Everyone who is or was a member. */
export function meterMembers(db: Database, id: PartnershipId): Promise<MeterMember[]> {
  const { stakeholderGroup: group, joinedAt, leftAt } = member;
  return db
    .select({ group, joinedAt, leftAt })
    .from(member)
    .where(and(eq(member.partnershipId, id), eq(member.wordsOnly, false)));
}

/** Ballots about a specification, oldest first. */
export function ballotsAbout(db: Database, id: SpecificationId): Promise<BallotRow[]> {
  return db
    .select()
    .from(ballot)
    .where(eq(ballot.specificationId, id))
    .orderBy(asc(ballot.openedAt), asc(ballot.id));
}

/** For which words of which clauses somebody had confirmed a plain summary by then: the clauses’ fingerprints, as in the register. */
export async function confirmedClauses(
  db: Database,
  id: SpecificationId,
  by: Date
): Promise<ReadonlySet<string>> {
  const says = (field: string) => sql<string>`${registerContent.content} ->> ${field}`;
  const rows = await db
    .select({ clause: says('clauseHash') })
    .from(registerEntry)
    .innerJoin(specification, eq(specification.partnershipId, registerEntry.partnershipId))
    .innerJoin(
      registerContent,
      and(
        eq(registerContent.partnershipId, registerEntry.partnershipId),
        eq(registerContent.sequence, registerEntry.sequence)
      )
    )
    .where(
      and(
        eq(specification.id, id),
        eq(registerEntry.kind, 'summary-confirmed'),
        lte(registerEntry.recordedAt, by),
        eq(says('specificationId'), id)
      )
    );
  return new Set(rows.map(({ clause }) => clause));
}

/** The day in the United Kingdom. */
export function dayOf(moment: Date): string {
  return wallClock(moment).slice(0, 10);
}
