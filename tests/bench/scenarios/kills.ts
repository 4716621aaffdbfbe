import * as Y from 'yjs';
import type { Crowd } from '../clients/crowd';
import { openDocument } from '../clients/reader';
import { preparedCrowd } from '../load/typing';
import { keepPace } from '../load/pace';
import type { Room, RunningServer, ServerKind } from '../servers/server';
import type { Effort, Measurement, Scenario } from './scenario';

const SIZE = { clients: 7, writers: 5 };
/** How long they type before the process is killed; different each time. Seconds. */
const LEAST = 0.8;
const MOST = 2;
const MOST_WASTED = 5;

interface Killed {
  readonly lost: number;
  readonly seen: number;
}

export const killsAt100 = kills(100);
export const killsAt3000 = kills(3000);

/** The process is killed while people type: what others had seen already must be there afterwards. */
function kills(perSecond: number): Scenario {
  return {
    name: `kills-${perSecond}`,
    about: ({ kills }) =>
      `5 writers, ${perSecond} edits/s in all, SIGKILL while they type, ${kills} times (peers less often)`,
    measures: ({ stores }) => stores,
    repetitions: () => 1,
    targets: [{ figure: 'seen by others, then lost', against: 'nothing', atMost: 0 }],
    run: (server, effort, { kind }) => killAgainAndAgain(server, timesFor(kind, effort), perSecond)
  };
}

/** Peers are not on trial: a few kills show what they lose. */
function timesFor(kind: ServerKind, { full, kills }: Effort): number {
  return kind === 'ours' ? kills : Math.min(kills, full ? 6 : 1);
}

async function killAgainAndAgain(
  server: RunningServer,
  kills: number,
  perSecond: number
): Promise<Measurement[]> {
  let total: Killed = { lost: 0, seen: 0 };
  let worst = 0;
  // One document for all kills: what earlier writers wrote has to survive every later kill as well.
  const room = server.freshRoom();
  const earlier = new Map<number, number>();
  let wasted = 0;
  for (let kill = 0; kill < kills;) {
    const seconds = LEAST + ((MOST - LEAST) * kill) / Math.max(1, kills - 1);
    const one = await killOnce(server, room, { perSecond, seconds }, earlier);
    total = { lost: total.lost + one.lost, seen: total.seen + one.seen };
    worst = Math.max(worst, one.lost);
    // A kill before anybody had seen anything proves nothing, so it is not one.
    if (one.seen > 0) kill += 1;
    else if ((wasted += 1) > MOST_WASTED) throw new Error('Nobody saw anything before the kills.');
  }
  return [
    { figure: 'seen by others, then lost', value: total.lost, unit: 'tokens' },
    { figure: 'seen by others', value: total.seen, unit: 'tokens' },
    { figure: 'kills', value: kills, unit: 'times' },
    { figure: 'most lost by one kill', value: worst, unit: 'tokens' }
  ];
}

async function killOnce(
  server: RunningServer,
  room: Room,
  { perSecond, seconds }: { perSecond: number; seconds: number },
  earlier: Map<number, number>
): Promise<Killed> {
  const edits = Math.round(perSecond * (seconds + 1));
  const crowd = await preparedCrowd(room, SIZE, edits);
  const killed = killAfter(server, seconds * 1000);
  await keepPace(perSecond, edits, (first, end) => {
    // A browser types on while the line is down; what it cannot send is its own business and not counted.
    for (let number = first; number < end; number += 1) crowd.send(number % SIZE.writers, 1);
  });
  await killed;
  if (crowd.fault?.startsWith('an edit')) throw new Error(crowd.fault);
  crowd.leave();
  return countLost(room, crowd, earlier);
}

async function killAfter(server: RunningServer, milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await server.restart('SIGKILL');
}

async function countLost(room: Room, crowd: Crowd, earlier: Map<number, number>): Promise<Killed> {
  const seen = crowd.seenByOthers();
  for (const [writer, count] of seen.entries()) earlier.set(crowd.sentBy(writer).clientId, count);
  const hasAll = (doc: Y.Doc) => [...earlier].every(([client, count]) => stateOf(doc, client) >= count);
  // A server that answers before it has loaded gets the time to say the rest.
  const found = (await openDocument(room, hasAll, 3000))?.doc ?? (await openDocument(room))?.doc;
  if (!found) throw new Error('The document could not be opened after the kill.');
  let lost = 0;
  for (const [client, count] of earlier) {
    const there = stateOf(found, client);
    lost += Math.max(0, count - there);
    // Counted once.
    earlier.set(client, Math.min(count, there));
  }
  return { lost, seen: seen.reduce((sum, count) => sum + count, 0) };
}

function stateOf(doc: Y.Doc, client: number): number {
  return Y.getState(doc.store, client);
}
