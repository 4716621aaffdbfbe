import { fuzzGate } from './gate-fuzz';

/** `npm run fuzz`: a million mutated updates; FUZZ_SEED and FUZZ_COUNT choose others. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const count = Number(process.env.FUZZ_COUNT ?? 1_000_000);
const started = performance.now();
console.log(`FUZZ_SEED=${seed}, ${count} updates`);
const { taken, known, refused } = fuzzGate(seed, count);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${taken} taken in, ${known} known, refused ${JSON.stringify(refused)}, in ${seconds} s`);
