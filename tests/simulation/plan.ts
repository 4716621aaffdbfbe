import type { SyncLimits } from '#protocol/limits';
import type { ClientBindings } from '#server/db/document-clients';
import type { DocumentLog } from '#server/db/document-log/document-log';
import type { Dice } from './dice';
import type { Weather } from './failing-store';

/** How bad the luck of a scenario is. */
export interface Plan {
  readonly nodes: number;
  readonly documents: number;
  /** How long people write, in milliseconds. */
  readonly length: number;
  readonly writers: number;
  readonly stock: number;
  readonly readers: number;
  readonly forgers: number;
  readonly rogueReaders: number;
  /** Longest time of a message under way, in milliseconds. */
  readonly slowest: number;
  /** Between one misfortune and the next, in milliseconds. */
  readonly misfortunes: number;
  readonly weather: Weather;
  readonly hints: { readonly losses: number; readonly doubles: number; readonly slowest: number };
  readonly limits: Partial<SyncLimits>;
  readonly lockAt: number | undefined;
  /** For trying out whether the checks see a server that does wrong. */
  wrapLog(log: DocumentLog): DocumentLog;
  wrapClients(clients: ClientBindings): ClientBindings;
}

const CALM: Weather = { outage: false, slowness: 5, appendFails: 0, answerLost: 0, readFails: 0 };

export function planOf(dice: Dice): Plan {
  const length = dice.between(400, 2500);
  return {
    nodes: dice.chance(0.45) ? 2 : 1,
    documents: dice.chance(0.2) ? 2 : 1,
    length,
    writers: dice.between(1, 3),
    stock: dice.chance(0.35) ? 1 : 0,
    readers: dice.chance(0.3) ? 1 : 0,
    forgers: dice.chance(0.35) ? 1 : 0,
    rogueReaders: dice.chance(0.2) ? 1 : 0,
    slowest: dice.pick([5, 40, 300, 2000]),
    misfortunes: dice.pick([100, 250, 700, 20_000]),
    weather: weatherOf(dice),
    hints: {
      losses: dice.pick([0, 0.1, 0.5, 1]),
      doubles: dice.pick([0, 0.2]),
      slowest: dice.pick([5, 100, 3000])
    },
    limits: {
      snapshotRows: dice.pick([3, 20, 500]),
      snapshotEvery: dice.pick([0, 500, 10_000]),
      idleRoom: dice.pick([1, 50, 1000, 30_000]),
      batch: dice.pick([1, 3, 500]),
      // The bucket runs by the real clock.
      messageBurst: 10_000_000,
      clientIdsPerHour: 10_000
    },
    lockAt: dice.chance(0.08) ? dice.below(length) : undefined,
    wrapLog: (log) => log,
    wrapClients: (clients) => clients
  };
}

function weatherOf(dice: Dice): Weather {
  if (dice.chance(0.35)) return { ...CALM };
  return {
    outage: false,
    slowness: dice.pick([5, 30, 200]),
    appendFails: dice.pick([0, 0.05, 0.3]),
    answerLost: dice.pick([0, 0, 0.1]),
    readFails: dice.pick([0, 0.02, 0.1])
  };
}

/** What is left of the weather when everything is healed. */
export function calm(weather: Weather): void {
  Object.assign(weather, CALM);
}
