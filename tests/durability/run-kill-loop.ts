import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KillLoop } from './kill-loop';
import { prepareData } from './prepared-data';

/** `npm run kill-loop -- --cycles 500 [--seed N]`. Needs a build. */
const { values } = parseArgs({ options: { cycles: { type: 'string' }, seed: { type: 'string' } } });
const cycles = Number(values.cycles ?? 20);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));

const prepared = await prepareData();
console.log(`${cycles} cycles, seed ${seed}`);
try {
  const report = await KillLoop.run(prepared, { cycles, seed, tell: (line) => console.log(line) });
  console.log(`${report.kills} kills, ${report.promised} promised, ${report.broken.length} lost`);
  for (const word of report.broken) console.error(`lost: ${word}`);
  for (const code of report.refused) console.error(`refused: ${code}`);
  process.exitCode = report.broken.length + report.refused.length > 0 ? 1 : 0;
} finally {
  rmSync(prepared.folder, { recursive: true, force: true });
}
