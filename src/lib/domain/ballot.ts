import { formatMoment } from './dates';
import type { MemberId } from './ids';
import { GROUP_NAMES, type StakeholderGroup } from './membership';
import { refuse, type Refusal } from './refusal';
import { SMALLEST_SHOWN_GROUP } from './tally/small-groups';
import { countOf } from './words';

export interface BallotTimes {
  /** Voting ends here by the database clock. */
  readonly closesAt: Date;
  /** Set when someone closed it, or when the end of its time was recorded. */
  readonly closedAt: Date | null;
}

export type BallotPhase = 'open' | 'closed';

/** A ballot that was closed once stays closed, even when the clock is set back. */
export function ballotPhase({ closesAt, closedAt }: BallotTimes, now: Date): BallotPhase {
  return closedAt !== null || now.getTime() >= closesAt.getTime() ? 'closed' : 'open';
}

/** When voting ended, or is going to: the set time, or earlier when someone closed it. */
export function endOfVoting({ closesAt, closedAt }: BallotTimes): Date {
  return closedAt !== null && closedAt.getTime() < closesAt.getTime() ? closedAt : closesAt;
}

/** A line of the electoral roll. */
export interface Voter {
  /** Null for somebody without an account, whose vote a helper enters. */
  readonly memberId: MemberId | null;
  readonly group: StakeholderGroup;
  readonly hasVoted: boolean;
}

/** The line of somebody who has an account. */
export type NamedVoter = Voter & { readonly memberId: MemberId };

/** Whether this vote can be taken. `voter` is the member's line of the roll, undefined when there is none. */
export function checkVote(times: BallotTimes, voter: Voter | undefined, now: Date): true | Refusal {
  if (voter === undefined) return refuse('not-on-roll');
  if (ballotPhase(times, now) === 'closed') return refuseAfterClose(times);
  return voter.hasVoted ? refuse('already-voted') : true;
}

/** Whether a helper can enter one more vote of this group. `lines`: those of the group's people without an account. */
export function checkEntering(
  times: BallotTimes,
  lines: readonly Pick<Voter, 'hasVoted'>[],
  now: Date
): true | Refusal {
  if (ballotPhase(times, now) === 'closed') return refuseAfterClose(times);
  if (lines.some(({ hasVoted }) => !hasVoted)) return true;
  const message =
    lines.length === 0
      ? 'When this ballot opened nobody of this group was to vote on paper or by telephone.'
      : `Only ${countOf(lines.length, 'person')} of this group ${lines.length === 1 ? 'was' : 'were'} to vote on paper or by telephone, and all these votes are entered.`;
  return refuse('all-entered', { field: 'group', message });
}

/** Whether it can be closed now. Nobody can open it again. */
export function checkClose(times: BallotTimes, now: Date): true | Refusal {
  if (ballotPhase(times, now) === 'open') return true;
  return refuse('ballot-closed', {
    message: `This ballot closed already, on ${formatMoment(endOfVoting(times))}.`
  });
}

/** Whether its result may be known. Until it closes nobody sees any part of it, whatever their role. */
export function checkResult(times: BallotTimes, now: Date): true | Refusal {
  if (ballotPhase(times, now) === 'closed') return true;
  return refuse('ballot-open', {
    message: `This ballot is open until ${formatMoment(times.closesAt)}. Its result is shown after that, and to everyone at once.`
  });
}

function refuseAfterClose(times: BallotTimes): Refusal {
  return refuse('ballot-closed', {
    message: `This ballot closed on ${formatMoment(endOfVoting(times))}, so the vote was not counted.`
  });
}

/** What a voter is promised, and what the promise cannot cover. `groupSize`: people of their group on the roll. */
export function secrecySentence(group: StakeholderGroup, groupSize: number): string {
  const promise =
    'Your vote is secret: it is stored without your name, and no result is shown before the ballot closes.';
  if (groupSize >= SMALLEST_SHOWN_GROUP) return promise;
  const people =
    groupSize === 1 ? 'You are the only person' : `There are only ${countOf(groupSize, 'person')}`;
  return `${promise} ${people} in the group “${GROUP_NAMES[group]}”: the group’s own result is never shown, but others may still be able to tell how you voted from the whole.`;
}
