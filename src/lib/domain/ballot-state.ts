import { ballotPhase, type BallotTimes } from './ballot';

/**
 * "counting": its time ran out, but the end is not recorded yet. The result waits for that: a vote that came in the
 * last moment may still be on its way in, and no count is ever shown that a later one could be compared with.
 */
export type BallotState = 'open' | 'counting' | 'closed';

export function ballotState(times: BallotTimes, now: Date): BallotState {
  if (times.closedAt !== null) return 'closed';
  return ballotPhase(times, now) === 'open' ? 'open' : 'counting';
}
