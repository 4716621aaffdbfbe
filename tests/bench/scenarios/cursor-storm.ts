import { Crowd } from '../clients/crowd';
import { eachPresence, presence } from '../clients/room-messages';
import { Latencies } from '../load/latencies';
import { keepPace, settled } from '../load/pace';
import type { Scenario } from './scenario';

const CLIENTS = 100;
const PER_CLIENT = 10;
const FIRST_ID = 1000;
/** What has not come when nothing has for so long does not come. Milliseconds. */
const QUIET = 1500;

const seconds = (full: boolean) => (full ? 6 : 2);

/** Everybody on a document moves their cursor all the time. */
export const cursorStorm: Scenario = {
  name: 'cursors',
  about: ({ full }) => `100 clients on one document move their cursor 10 times a second, ${seconds(full)} s`,
  measures: () => true,
  repetitions: ({ full }) => (full ? 5 : 3),
  targets: [{ figure: 'p99', against: 'relay', atMost: 2 }],
  async run(server, { full }) {
    const room = server.freshRoom();
    const crowd = await Crowd.gather(room, { clients: CLIENTS, writers: 0 });
    try {
      const storm = new Storm(crowd);
      const states = seconds(full) * CLIENTS * PER_CLIENT;
      const cpuBefore = server.cpuTime();
      await keepPace(CLIENTS * PER_CLIENT, states, (first, end) => {
        for (let number = first; number < end; number += 1) storm.move(number % CLIENTS);
      });
      const expected = states * (CLIENTS - 1);
      await settled(
        () => storm.shown >= expected,
        () => storm.shown,
        QUIET
      );
      const cpu = server.cpuTime() - cpuBefore;
      if (crowd.fault) throw new Error(crowd.fault);
      return [
        { figure: 'p50', value: storm.latencies.within(0.5), unit: 'ms' },
        { figure: 'p99', value: storm.latencies.within(0.99), unit: 'ms' },
        { figure: 'shown', value: (storm.shown / expected) * 100, unit: '%' },
        { figure: 'server CPU per 1,000 states', value: (cpu / storm.shown) * 1000, unit: 'ms' }
      ];
    } finally {
      crowd.leave();
    }
  }
};

/** A state counts as shown to somebody when it, or a newer one of the same client, has come. */
class Storm {
  readonly latencies = new Latencies();
  shown = 0;
  readonly #sentAt: number[][] = Array.from({ length: CLIENTS }, () => []);

  constructor(private readonly crowd: Crowd) {
    for (const [own, listener] of crowd.listeners.entries()) {
      const newest = new Uint32Array(CLIENTS);
      listener.onPresence = (frame, start, now) =>
        eachPresence(frame, start, (clientId, state) => {
          const client = clientId - FIRST_ID;
          if (client === own || !(client >= 0 && client < CLIENTS)) return;
          this.#note(newest, client, numberIn(state), now);
        });
    }
  }

  move(client: number): void {
    const { room, listeners } = this.crowd;
    const sentAt = this.#sentAt[client]!;
    sentAt.push(performance.now());
    const state = cursorState(FIRST_ID + client, sentAt.length);
    listeners[client]!.socket.send(presence(room, FIRST_ID + client, sentAt.length, state));
  }

  #note(newest: Uint32Array, client: number, number: number, now: number): void {
    const sentAt = this.#sentAt[client]!;
    for (let each = newest[client]!; each < number; each += 1) {
      this.shown += 1;
      this.latencies.add(now - sentAt[each]!);
    }
    if (number > newest[client]!) newest[client] = number;
  }
}

/** As an editor sends it; the number of the move travels as the clock of the caret's place, which every server keeps. */
function cursorState(client: number, clock: number): string {
  const place = { type: null, tname: null, item: { client, clock }, assoc: 0 };
  return JSON.stringify({
    user: { name: 'Somebody', color: '#005eb8' },
    cursor: { anchor: place, head: place }
  });
}

/** 0 when the state has no caret. */
function numberIn(state: string): number {
  const at = state.lastIndexOf('"clock":');
  return at < 0 ? 0 : parseInt(state.slice(at + 8), 10);
}
