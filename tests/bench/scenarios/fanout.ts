import { preparedCrowd, typeByItself, typeTogether } from '../load/typing';
import type { Scenario } from './scenario';

const SIZE = { clients: 100, writers: 10, keepers: 2 };
const PER_SECOND = 200;
/** Until every server's code is compiled: what it is like an hour after its start. */
const WARM_UP = { perSecond: 1000, edits: 2000 };

const seconds = (full: boolean) => (full ? 8 : 2.5);

/** Many people on one document while some of them type. */
export const fanout: Scenario = {
  name: 'fanout',
  about: ({ full }) => `100 clients on one document, 10 of them type 200 edits/s in all, ${seconds(full)} s`,
  measures: () => true,
  repetitions: ({ full }) => (full ? 5 : 3),
  targets: [
    { figure: 'p99', against: 'relay', atMost: 1.5 },
    { figure: 'server CPU per 1,000 deliveries', against: 'relay', atMost: 1.1 },
    { figure: 'lost', against: 'nothing', atMost: 0 },
    { figure: 'converged', against: 'nothing', atLeast: 1 }
  ],
  async run(server, { full }) {
    const edits = seconds(full) * PER_SECOND;
    const crowd = await preparedCrowd(server.freshRoom(), SIZE, edits + WARM_UP.edits);
    try {
      await typeTogether(server, [crowd], WARM_UP);
      const typed = await typeByItself(server, [crowd], { perSecond: PER_SECOND, edits });
      if (crowd.fault) throw new Error(crowd.fault);
      const { latencies, delivered, expected, cpu } = typed;
      return [
        { figure: 'p50', value: latencies.within(0.5), unit: 'ms' },
        { figure: 'p99', value: latencies.within(0.99), unit: 'ms' },
        { figure: 'server CPU per 1,000 deliveries', value: (cpu / delivered) * 1000, unit: 'ms' },
        { figure: 'lost', value: expected - delivered, unit: 'tokens' },
        { figure: 'converged', value: Number(await crowd.converged()), unit: 'yes=1' }
      ];
    } finally {
      crowd.leave();
    }
  }
};
