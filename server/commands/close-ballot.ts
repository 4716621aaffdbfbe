import { checkClose } from '#domain/ballot';
import { parseId, type BallotId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { holdBallot, type BallotRow } from '../db/ballots';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { ballotTopics, recordClosing } from './record-closing';

interface Input {
  readonly ballotId: BallotId;
}

interface Closed {
  readonly id: BallotId;
  readonly closedAt: Date;
}

/** Ends voting before its time. Field: `ballotId`. Nobody can open the ballot again. */
export const closeBallot: Command<Input, undefined, BallotRow, Closed, Closed> = {
  name: 'close-ballot',
  needs: 'close-ballot',

  parse(raw) {
    const ballotId = parseId<'ballot'>(fieldsOf(raw).ballotId);
    return isRefusal(ballotId) ? ballotId : { ballotId };
  },

  async load(tx, { ballotId }) {
    return (await holdBallot(tx, ballotId, 'update')) ?? refuse('not-found');
  },

  decide(facts, { ballotId }, _prepared, { now }) {
    const allowed = checkClose(facts, now);
    return isRefusal(allowed) ? allowed : { id: ballotId, closedAt: now };
  },

  async store(tx, closed, { facts, acting, record }) {
    const { now, newId, by } = acting;
    await record(await recordClosing(tx, facts, { now, newId, by }));
    return closed;
  },

  announces: (_closed, facts) => ballotTopics(facts)
};
