import { expect, it } from 'vitest';
import { fuzzGate } from './gate-fuzz';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const COUNT = Number(process.env.FUZZ_COUNT ?? 50_000);

it('SYN-56 mutated updates never get past the gate with harm: no throw, no trace of a refused one, always usable', () => {
  const { sent, taken, known, refused } = fuzzGate(SEED, COUNT);
  console.info(
    `seed ${SEED}: ${sent} sent, ${taken} taken in, ${known} known, refused ${JSON.stringify(refused)}`
  );
  expect(sent).toBe(COUNT);
  // It would show nothing if mutation made only rubbish, or only what is right.
  expect(taken).toBeGreaterThan(COUNT / 1000);
  for (const fault of ['damaged', 'gap', 'content']) expect(refused[fault]).toBeGreaterThan(COUNT / 1000);
}, 600_000);
