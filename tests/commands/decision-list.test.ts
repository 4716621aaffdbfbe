import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardsOf, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { buildWorld, nobody, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
});
afterAll(() => world.close());

it('DEC-40 every member sees decisions newest first, each with its state in one sentence', async () => {
  expect(await boards.helen.reads.decisions()).toMatchObject({ decisions: [], may: { propose: true } });
  const first = await proposedBy(boards, 'L-1');
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  const second = await proposedBy(boards, 'L-2');
  done(await sign(boards.ngozi, first));
  done(await sign(boards.tom, first));
  const observer = await world.person('Olive Observer', { roles: ['observer'] });
  expect(await observer.reads.decisions()).toMatchObject({
    decisions: [
      { id: second, state: 'awaiting', sentence: 'Not yet a decision. Waiting for 2 organisations to sign.' },
      { id: first, state: 'agreed', sentence: 'Agreed on 24 November 2026 by ICB and Wenmoor Council.' }
    ],
    may: { propose: false }
  });
});

it('DEC-40 nobody else sees them', async () => {
  const elsewhere = await world.partnership('Elsewhere');
  const stranger = await world.person('Stan', { partnershipId: elsewhere });
  expect(done(await stranger.reads.decisions()).decisions).toEqual([]);
  expect(await nobody(world).reads.decisions()).toMatchObject({ refused: true, code: 'signed-out' });
});

it('DEC-25 the form for a new decision offers the next reference and every frozen version', async () => {
  expect(done(await boards.helen.reads.decisionProposal())).toMatchObject({
    reference: 'JCC-2026-001',
    versions: [{ id: boards.versionId, name: 'Integrated falls and frailty service, version 1 (0.7)' }],
    topics: [{ kind: 'partnership', id: world.partnershipId }]
  });
});
