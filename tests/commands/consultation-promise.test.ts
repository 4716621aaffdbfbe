import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BallotId, DecisionId, SpecificationId } from '#domain/ids';
import { openedBy } from '#tests/builders/ballots';
import { noConsultationOn, openConsultationOn } from '#tests/builders/consultations';
import { boardsOf, done, proposedBy, type Boards } from '#tests/builders/decisions';
import { withClauses, writeSummary } from '#tests/builders/summaries';
import { buildWorld, type World } from '#tests/builders/world';

const PROMISE =
  'You are being consulted until 15 January 2027: We read everything you say before anything is decided, and answer it in plain words. Who decides: The Joint Commissioning Committee, on 10 February 2027.';

let world: World;
let boards: Boards;
let ballotId: BallotId;
let decisionId: DecisionId;
/** A text with a plain summary of "aims". */
let summed: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  ballotId = await openedBy(boards.helen, { specificationId: boards.specificationId });
  decisionId = await proposedBy(boards, 'S-1');
  summed = await withClauses(world, boards.helen);
  await writeSummary(boards.helen, { specificationId: summed, clause: 'aims', text: 'We come and help.' });
});
afterAll(() => world.close());

/** As a patient finds it where they choose a paragraph, and with the plain words, the decision and the options. */
async function promises() {
  const { reads } = boards.patrick;
  const asked = { clause: null, from: null, to: null, quote: null };
  return [
    done(await reads.passageChoice(boards.specificationId, asked)).promise,
    done(await reads.onSummary(summed, 'aims')).promise,
    done(await reads.onDecision(decisionId)).promise,
    done((await reads.onOptions(ballotId))!).promise
  ];
}

it('CON-13 the promise stands wherever people comment, while the consultation on that text is open', async () => {
  expect(await promises()).toEqual([null, null, null, null]);
  await openConsultationOn(boards.helen, boards.specificationId);
  expect(await promises()).toEqual([PROMISE, null, PROMISE, PROMISE]);
  await openConsultationOn(boards.helen, summed);
  expect(await promises()).toEqual([PROMISE, PROMISE, PROMISE, PROMISE]);
  await noConsultationOn(boards.helen, boards.specificationId);
  expect(await promises()).toEqual([null, PROMISE, null, null]);
});

it('CON-13 it is gone when its last day is over', async () => {
  world.clock.now = new Date('2027-01-15T23:59:00.000Z');
  expect((await promises())[1]).toBe(PROMISE);
  world.clock.now = new Date('2027-01-16T00:00:00.000Z');
  expect((await promises())[1]).toBeNull();
});
