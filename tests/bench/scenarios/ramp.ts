import { preparedCrowd, typeTogether, type Typed } from '../load/typing';
import type { RunningServer } from '../servers/server';
import type { Scenario } from './scenario';

const SIZE = { clients: 100, writers: 10 };
const FIRST_RATE = 1600;
const LOWEST_RATE = 100;
/** Not counted: until a server's code is compiled, be it ours or another's. Seconds. */
const WARM_UP = 3;
const HIGHEST_RATE = 102_400;
const MOST_LATENCY = 100;
const TRIES = 2;
/** Of a step's length; a load generator that is further behind has not offered the rate. */
const LEAST_OFFERED = 0.9;
/** Twice the highest rate has to be dealt with so soon after it ends. Seconds. */
const SOON = 5;

interface Step {
  readonly rate: number;
  readonly typed: Typed;
  readonly fault: string | undefined;
}

const bisections = (full: boolean) => (full ? 3 : 2);
const stepSeconds = (full: boolean) => (full ? 1.5 : 1);

/** How many edits a second one crowded document bears, and what happens when there are twice as many. */
export const ramp: Scenario = {
  name: 'ramp',
  about: ({ full }) =>
    `100 clients, 10 type: the highest rate with p99 ≤ 100 ms and nothing lost, ${stepSeconds(full)} s each, then twice that`,
  measures: () => true,
  repetitions: ({ full }) => (full ? 3 : 1),
  targets: [
    { figure: 'highest rate', against: 'relay', atLeast: 7.5 },
    { figure: 'at twice that: lost', against: 'nothing', atMost: 0 },
    { figure: 'at twice that: over after', against: 'nothing', atMost: SOON }
  ],
  async run(server, { full }) {
    await step(server, FIRST_RATE, WARM_UP);
    const best = await highestRate((rate) => step(server, rate, stepSeconds(full)), bisections(full));
    const twice = await step(server, best.rate * 2, stepSeconds(full));
    if (twice.fault?.startsWith('an edit')) throw new Error(twice.fault);
    const { latencies, cpu, delivered } = best.typed;
    return [
      { figure: 'highest rate', value: best.rate, unit: 'edits/s' },
      { figure: 'p99 there', value: latencies.within(0.99), unit: 'ms' },
      { figure: 'server CPU per 1,000 deliveries there', value: (cpu / delivered) * 1000, unit: 'ms' },
      { figure: 'at twice that: really offered', value: offered(twice), unit: 'edits/s' },
      { figure: 'at twice that: lost', value: lost(twice), unit: 'tokens' },
      { figure: 'at twice that: over after', value: twice.typed.catchingUp, unit: 's' }
    ];
  }
};

/** Doubles until it fails, then halves the distance; below the first rate it goes down instead. */
async function highestRate(tryRate: (rate: number) => Promise<Step>, halvings: number): Promise<Step> {
  let best = await bestTry(tryRate, FIRST_RATE);
  if (!passes(best)) return firstThatPasses(tryRate, best);
  let failed = HIGHEST_RATE * 2;
  for (let rate = FIRST_RATE * 2; rate <= HIGHEST_RATE; rate *= 2) {
    const next = await bestTry(tryRate, rate);
    if (!passes(next)) {
      failed = rate;
      break;
    }
    best = next;
  }
  if (failed > HIGHEST_RATE) return best;
  for (let left = halvings; left > 0; left -= 1) {
    const between = await bestTry(tryRate, Math.round((best.rate + failed) / 2));
    if (passes(between)) best = between;
    else failed = between.rate;
  }
  return best;
}

async function firstThatPasses(tryRate: (rate: number) => Promise<Step>, failed: Step): Promise<Step> {
  let last = failed;
  for (let rate = FIRST_RATE / 2; rate >= LOWEST_RATE && !passes(last); rate /= 2) last = await tryRate(rate);
  if (!passes(last)) throw new Error(`Even ${LOWEST_RATE} edits/s do not pass: ${last.fault ?? 'too slow'}`);
  return last;
}

/** A shared machine stalls now and then: a failure counts when it comes again. */
async function bestTry(tryRate: (rate: number) => Promise<Step>, rate: number): Promise<Step> {
  let last = await tryRate(rate);
  for (let tried = 1; tried < TRIES && !passes(last); tried += 1) last = await tryRate(rate);
  return last;
}

/** Each in a room of its own, so that no step pays for the one before. */
async function step(server: RunningServer, rate: number, seconds: number): Promise<Step> {
  const edits = Math.round(rate * seconds);
  const crowd = await preparedCrowd(server.freshRoom(), SIZE, edits);
  try {
    const typed = await typeTogether(server, [crowd], { perSecond: rate, edits });
    return { rate, typed, fault: crowd.fault };
  } finally {
    crowd.leave();
  }
}

function passes(tried: Step): boolean {
  const inTime = tried.typed.latencies.within(0.99) <= MOST_LATENCY;
  return inTime && lost(tried) === 0 && !tried.fault && offered(tried) >= tried.rate * LEAST_OFFERED;
}

function lost({ typed }: Step): number {
  return typed.expected - typed.delivered;
}

function offered({ typed }: Step): number {
  return typed.sent / typed.sendingTook;
}
