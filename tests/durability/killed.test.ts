import { expect, inject, it } from 'vitest';
import { KillLoop } from './kill-loop';

/** 500 of them: `npm run kill-loop -- --cycles 500`. */
const CYCLES = 20;

it(
  'RUN-8, SYN-161 kill -9 while people type, while rows are folded and while it recovers loses nothing that anybody was promised',
  { timeout: 300_000 },
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const report = await KillLoop.run(inject('preparedData'), { cycles: CYCLES, seed });
    expect({ seed, broken: report.broken, refused: report.refused }).toEqual({
      seed,
      broken: [],
      refused: []
    });
    expect(report.kills).toBeGreaterThanOrEqual(CYCLES);
    expect(report.promised).toBeGreaterThanOrEqual(CYCLES);
  }
);
