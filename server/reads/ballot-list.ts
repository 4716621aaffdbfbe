import { endOfVoting } from '#domain/ballot';
import { ballotState, type BallotState } from '#domain/ballot-state';
import type { Turnout } from '#domain/electoral-roll';
import type { BallotId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { ballotsOf } from '../db/ballots';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface BallotSummary {
  readonly id: BallotId;
  readonly title: string;
  readonly question: string;
  readonly state: BallotState;
  readonly openedAt: Date;
  /** When voting ends or ended. */
  readonly endsAt: Date;
  readonly turnout: Turnout;
  /** Whether the reader is on the roll, and has voted. */
  readonly onRoll: boolean;
  readonly hasVoted: boolean;
}

export interface BallotList {
  /** Last to end first. */
  readonly ballots: readonly BallotSummary[];
  readonly may: { readonly open: boolean };
  readonly topics: readonly Topic[];
}

/** The partnership's ballots. Never anything of a result. */
export async function ballotList(context: ReadContext): Promise<BallotList | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId, memberId } = membership;
  const subject = visible(context, 'read-ballot', { partnershipId });
  if (isRefusal(subject)) return subject;
  const { db } = context.tools;
  const now = await context.tools.now(db);
  const rows = await ballotsOf(db, partnershipId, memberId);
  return {
    ballots: rows.map((row) => summaryOf(row, now)),
    may: { open: may(context.actor, 'open-ballot', subject) },
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

function summaryOf(row: Awaited<ReturnType<typeof ballotsOf>>[number], now: Date): BallotSummary {
  const { id, title, question, openedAt, voted, voters, onRoll, hasVoted } = row;
  const state = ballotState(row, now);
  return {
    id,
    title,
    question,
    state,
    openedAt,
    endsAt: endOfVoting(row),
    turnout: { voted, voters },
    onRoll,
    hasVoted
  };
}
