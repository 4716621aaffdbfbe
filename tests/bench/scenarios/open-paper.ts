import * as Y from 'yjs';
import { baseOf } from '../clients/base-text';
import { LightSocket } from '../clients/light-socket';
import { heardKind, refusalIn, toWire, update } from '../clients/room-messages';
import { openDocument, openWhenComplete, type Opened } from '../clients/reader';
import { paperTrace, type Trace } from '../load/paper-trace';
import { median } from '../report/median';
import type { Room } from '../servers/server';
import type { Effort, Scenario } from './scenario';

const SHORT = 26_000;
/** How long a server may take until what it was sent can be read there. Milliseconds. */
const SEED_LIMIT = 180_000;
/** Letters that leave in one piece. */
const PIECE = 200;

const colds = (full: boolean) => (full ? 3 : 2);
const warms = (full: boolean) => (full ? 15 : 7);

let trace: Trace | undefined;

function traceFor({ full }: Effort): Trace {
  return (trace ??= full ? paperTrace() : paperTrace(SHORT));
}

/** A document with a long history, opened by somebody new: after the server has started, and again. */
export const openPaper: Scenario = {
  name: 'open',
  about: (effort) => `${traceFor(effort).name}, written letter by letter, then opened`,
  measures: ({ stores }) => stores,
  repetitions: () => 1,
  targets: [
    { figure: 'cold open', against: 'best peer', atMost: 0.5 },
    { figure: 'warm open', against: 'best peer', atMost: 1 },
    { figure: 'showed an unfinished document first', against: 'nothing', atMost: 0 }
  ],
  async run(server, effort) {
    const written = traceFor(effort);
    const room = server.freshRoom();
    const complete = (doc: Y.Doc) => Y.getState(doc.store, written.clientId) >= written.clocks;
    const seconds = await write(room, written, complete);
    const cold: Opened[] = [];
    for (let times = colds(effort.full); times > 0; times -= 1) {
      await server.restart('SIGTERM');
      cold.push(await open(room, complete));
    }
    const warm: Opened[] = [];
    for (let times = warms(effort.full); times > 0; times -= 1) warm.push(await open(room, complete));
    return [
      { figure: 'first cold open', value: cold[0]!.took, unit: 'ms' },
      { figure: 'cold open', value: median(cold.map(({ took }) => took)), unit: 'ms' },
      { figure: 'warm open', value: median(warm.map(({ took }) => took)), unit: 'ms' },
      { figure: 'sent to who opens', value: median(warm.map(({ bytes }) => bytes)) / 1024, unit: 'KiB' },
      {
        figure: 'showed an unfinished document first',
        value: Number([...cold, ...warm].some(({ partialFirst }) => partialFirst)),
        unit: 'yes=1'
      },
      { figure: 'writing it', value: written.updates.length / seconds, unit: 'edits/s' }
    ];
  }
};

/** Sends one message per edit and waits until a new client has them all. Answers the seconds it took. */
async function write(room: Room, { updates }: Trace, complete: (doc: Y.Doc) => boolean): Promise<number> {
  await baseOf(room);
  const before = performance.now();
  const socket = await LightSocket.open(room.address(0));
  let refusal: string | undefined;
  socket.onFrame = (frame) => {
    if (heardKind(frame, room.prefix.length) === 'refused') refusal ??= refusalIn(frame, room.prefix.length);
  };
  for (const message of room.greeting) socket.send(toWire(room, message));
  for (let at = 0; at < updates.length && socket.closedWith === undefined && !refusal; at += PIECE) {
    socket.cork();
    for (const each of updates.slice(at, at + PIECE)) socket.send(update(room, each));
    socket.uncork();
    await socket.drained();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const doc = refusal ? undefined : await openWhenComplete(room, complete, SEED_LIMIT);
  const seconds = (performance.now() - before) / 1000;
  if (!doc) throw new Error(`The paper could not be written: ${refusal ?? socket.closedWith ?? 'too slow'}`);
  socket.close();
  return seconds;
}

async function open(room: Room, complete: (doc: Y.Doc) => boolean): Promise<Opened> {
  const opened = await openDocument(room, complete);
  if (!opened) throw new Error('The written document could not be opened whole.');
  return opened;
}
