import { runScenarios, seedsFrom } from './many-scenarios';

/** `npm run simulate -- --seeds 10000`, `--from 5000 --seeds 100`, `--seed 42 --trace`. */
const words = process.argv.slice(2);
const option = (name: string, other: number): number => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? other : Number(words[at + 1]);
};

const one = option('seed', NaN);
const seeds = Number.isNaN(one) ? seedsFrom(option('from', 1), option('seeds', 2000)) : [one];
const print = words.includes('--trace') ? (line: string) => console.log(line) : undefined;
const began = performance.now();
const { failures, counts, scenarios } = await runScenarios(seeds, {}, print);

for (const [what, times] of [...counts].sort()) console.log(`${String(times).padStart(9)} ${what}`);
const failed = new Set(failures.map(({ seed }) => seed));
for (const seed of failed) {
  console.log(`seed ${seed} failed; to see how: npm run simulate -- --seed ${seed} --trace`);
  for (const { rule, what } of failures.filter((each) => each.seed === seed).slice(0, 3))
    console.log(`  ${rule} ${what.slice(0, 500)}`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const processor = (process.cpuUsage().user / 1e6).toFixed(1);
console.log(`${scenarios} scenarios in ${seconds} s (processor ${processor} s), ${failed.size} failed`);
// Timers of clients that have not gone off would hold it up.
process.exit(failed.size > 0 ? 1 : 0);
