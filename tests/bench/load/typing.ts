import { setTimeout } from 'node:timers/promises';
import { Crowd, type CrowdSize } from '../clients/crowd';
import type { Room, RunningServer } from '../servers/server';
import { Latencies } from './latencies';
import { keepPace, settled } from './pace';

export interface Typed {
  readonly latencies: Latencies;
  readonly sent: number;
  readonly expected: number;
  readonly delivered: number;
  /** How long sending took; longer than asked for when this process was behind. Seconds. */
  readonly sendingTook: number;
  /** From the last edit sent until everybody had everything, or until nothing came any more. Seconds. */
  readonly catchingUp: number;
  /** The server's time on a core meanwhile. Milliseconds. */
  readonly cpu: number;
}

/** Everything has to be quiet for so long before what has not come counts as lost. Milliseconds. */
const QUIET = 3000;

/** Until a server has done what it leaves for later, e.g. storing. Milliseconds. */
const AFTERWARDS = 4000;

/**
 * As `typeTogether`, of a server that has nothing left to do from before, and with what it does for these edits
 * afterwards: so its processor time is that of these edits, whoever stores at once and whoever stores later.
 */
export async function typeByItself(
  server: RunningServer,
  crowds: readonly Crowd[],
  load: { perSecond: number; edits: number }
): Promise<Typed> {
  await setTimeout(AFTERWARDS);
  const before = server.cpuTime();
  const typed = await typeTogether(server, crowds, load);
  await setTimeout(AFTERWARDS);
  return { ...typed, cpu: server.cpuTime() - before };
}

/** All writers of all crowds take turns, `perSecond` edits in all. The edits must have been prepared. */
export async function typeTogether(
  server: RunningServer,
  crowds: readonly Crowd[],
  load: { perSecond: number; edits: number }
): Promise<Typed> {
  const latencies = new Latencies();
  for (const crowd of crowds) crowd.latencies = latencies;
  const turns = crowds.flatMap((crowd) =>
    Array.from({ length: crowd.writerCount }, (_, writer) => ({ crowd, writer }))
  );
  const before = { delivered: sum(crowds, 'delivered'), expected: sum(crowds, 'expected') };
  const cpuBefore = server.cpuTime();
  const sendingTook = await keepPace(load.perSecond, load.edits, (first, end) =>
    sendTurns(turns, first, end)
  );
  const sendingEnded = performance.now();
  const done = () => sum(crowds, 'delivered') >= sum(crowds, 'expected');
  await settled(done, () => sum(crowds, 'delivered'), QUIET);
  const catchingUp = (performance.now() - sendingEnded) / 1000 - (done() ? 0 : QUIET / 1000);
  const cpu = server.cpuTime() - cpuBefore;
  for (const crowd of crowds) crowd.latencies = undefined;
  return {
    latencies,
    sent: load.edits,
    expected: sum(crowds, 'expected') - before.expected,
    delivered: sum(crowds, 'delivered') - before.delivered,
    sendingTook,
    catchingUp,
    cpu
  };
}

interface Turn {
  readonly crowd: Crowd;
  readonly writer: number;
}

/** The edits numbered `first` to `end`, each writer's in one piece. */
function sendTurns(turns: readonly Turn[], first: number, end: number): void {
  const count = end - first;
  const each = Math.floor(count / turns.length);
  const more = count % turns.length;
  for (let turn = 0; turn < turns.length; turn += 1) {
    const edits = each + (turn < more ? 1 : 0);
    if (edits === 0) return;
    const { crowd, writer } = turns[(first + turn) % turns.length]!;
    crowd.send(writer, edits);
  }
}

function sum(crowds: readonly Crowd[], what: 'delivered' | 'expected'): number {
  let total = 0;
  for (const crowd of crowds) total += crowd[what];
  return total;
}

/** A crowd with enough prepared edits for `edits` in all, however the turns fall. */
export async function preparedCrowd(room: Room, size: CrowdSize, edits: number): Promise<Crowd> {
  const crowd = await Crowd.gather(room, size);
  crowd.prepare(Math.ceil(edits / size.writers) + 100);
  return crowd;
}
