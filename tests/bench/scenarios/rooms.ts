import type { Crowd } from '../clients/crowd';
import { preparedCrowd, typeByItself, typeTogether } from '../load/typing';
import type { RunningServer } from '../servers/server';
import type { Scenario } from './scenario';

const ROOMS = 200;
const CLIENTS = 5;
/** Crowds that gather at the same time. */
const AT_ONCE = 10;

/** Everybody's first edits: it binds client ids, and compiles what runs for the first time. Seconds. */
const WARM_UP = 3;

const seconds = (full: boolean) => (full ? 8 : 3);

/** Many documents at once, everybody types. */
export const rooms: Scenario = {
  name: 'rooms',
  about: ({ full }) =>
    `200 documents with 5 clients each, everybody types one edit a second, ${seconds(full)} s`,
  measures: () => true,
  repetitions: ({ full }) => (full ? 3 : 1),
  targets: [
    { figure: 'p99', against: 'relay', atMost: 1.5 },
    { figure: 'memory per document', against: 'Hocuspocus 4.7', atMost: 0.6 },
    { figure: 'lost', against: 'nothing', atMost: 0 }
  ],
  async run(server, { full }) {
    const before = server.residentMemory();
    const perSecond = ROOMS * CLIENTS;
    const edits = perSecond * seconds(full);
    const crowds = await gatherAll(server, edits / ROOMS + WARM_UP * CLIENTS);
    try {
      await typeTogether(server, crowds, { perSecond, edits: perSecond * WARM_UP });
      const typed = await typeByItself(server, crowds, { perSecond, edits });
      const fault = crowds.find((crowd) => crowd.fault)?.fault;
      if (fault) throw new Error(fault);
      const after = server.residentMemory();
      return [
        { figure: 'p50', value: typed.latencies.within(0.5), unit: 'ms' },
        { figure: 'p99', value: typed.latencies.within(0.99), unit: 'ms' },
        { figure: 'memory per document', value: (after - before) / ROOMS, unit: 'KiB' },
        { figure: 'resident memory with all of them open', value: after, unit: 'KiB' },
        {
          figure: 'server CPU per 1,000 deliveries',
          value: (typed.cpu / typed.delivered) * 1000,
          unit: 'ms'
        },
        { figure: 'lost', value: typed.expected - typed.delivered, unit: 'tokens' }
      ];
    } finally {
      for (const crowd of crowds) crowd.leave();
    }
  }
};

async function gatherAll(server: RunningServer, editsEach: number): Promise<Crowd[]> {
  const crowds: Crowd[] = [];
  while (crowds.length < ROOMS) {
    const some = Array.from({ length: AT_ONCE }, (_, place) => {
      const firstClient = (crowds.length + place) * CLIENTS;
      return preparedCrowd(
        server.freshRoom(),
        { clients: CLIENTS, writers: CLIENTS, firstClient },
        editsEach
      );
    });
    crowds.push(...(await Promise.all(some)));
  }
  return crowds;
}
