import type { Crowd } from '../clients/crowd';
import { preparedCrowd, typeTogether, type Typed } from '../load/typing';
import { concordatOneNode, concordatTwoNodes, ONE_NODE } from '../servers/concordat-nodes';
import { SHARE } from '../servers/core-share';
import type { RunningServer } from '../servers/server';
import type { Measurement, Scenario } from './scenario';

const CLIENTS = 5;
/** Edits of each client. */
const A_SECOND = 3;
/** Documents that people come to at the same time. */
const AT_ONCE = 10;
const FIRST_ROOMS = 20;
const MOST_ROOMS = 220;
/** From one step to the next, until one fails. */
const GROWTH = 1.4;
const BISECTIONS = 3;
const MOST_LATENCY = 100;
const TRIES = 2;
/** Of a step's length; a load generator that is further behind has not offered the rate. */
const LEAST_OFFERED = 0.9;
/** Everybody's first edits: they bind client ids, and compile what runs for the first time. Seconds. */
const WARM_UP = 2;
/** On a part of a core it takes so long until a server's code is compiled. Seconds. */
const FIRST_WARM_UP = 20;
/** Edits that are made ahead for each writer, over all steps. */
const EDITS_EACH = 200 * A_SECOND;

interface Step {
  readonly rooms: number;
  readonly typed: Typed;
}

const seconds = (full: boolean) => (full ? 6 : 3);

/** How many documents two nodes bear that one does not. */
export const twoNodes: Scenario = {
  name: 'two-nodes',
  about: ({ full }) =>
    `5 clients on each document type ${A_SECOND} edits a second each, every node has ${SHARE} of a core: most documents with p99 ≤ ${MOST_LATENCY} ms and nothing lost, ${seconds(full)} s each`,
  servers: [concordatOneNode, concordatTwoNodes],
  measures: () => true,
  repetitions: ({ full }) => (full ? 3 : 1),
  targets: [
    { figure: 'most documents', against: ONE_NODE, atLeast: 1.7 },
    { figure: 'lost', against: 'nothing', atMost: 0 },
    { figure: 'documents that converged', against: 'nothing', atLeast: 100 }
  ],
  async run(server, { full }) {
    const hall = new Hall(server, seconds(full));
    try {
      const few = await hall.settledStep(FIRST_ROOMS);
      const best = await mostRooms((rooms) => hall.step(rooms), few);
      return [
        { figure: 'most documents', value: best.rooms, unit: 'documents' },
        ...figuresOf('there', best),
        ...figuresOf(`with ${FIRST_ROOMS} documents`, few),
        { figure: 'lost', value: hall.lost, unit: 'tokens' },
        { figure: 'documents that converged', value: await hall.converged(), unit: '%' }
      ];
    } finally {
      hall.leave();
    }
  }
};

function figuresOf(where: string, { typed }: Step): Measurement[] {
  return [
    { figure: `p99 ${where}`, value: typed.latencies.within(0.99), unit: 'ms' },
    {
      figure: `server CPU per 1,000 deliveries ${where}`,
      value: (typed.cpu / typed.delivered) * 1000,
      unit: 'ms'
    }
  ];
}

/** Grows until a step fails, then halves the distance. */
async function mostRooms(tryRooms: (rooms: number) => Promise<Step>, first: Step): Promise<Step> {
  if (!passes(first)) throw new Error(`Even ${FIRST_ROOMS} documents do not pass.`);
  let best = first;
  let failed = MOST_ROOMS + 1;
  while (best.rooms < MOST_ROOMS && failed > MOST_ROOMS) {
    const next = await bestTry(tryRooms, Math.min(MOST_ROOMS, Math.round(best.rooms * GROWTH)));
    if (passes(next)) best = next;
    else failed = next.rooms;
  }
  for (let left = BISECTIONS; left > 0 && failed - best.rooms > 1; left -= 1) {
    const between = await bestTry(tryRooms, Math.floor((best.rooms + failed) / 2));
    if (passes(between)) best = between;
    else failed = between.rooms;
  }
  return best;
}

/** A shared machine stalls now and then: a failure counts when it comes again. */
async function bestTry(tryRooms: (rooms: number) => Promise<Step>, rooms: number): Promise<Step> {
  let last = await tryRooms(rooms);
  for (let tried = 1; tried < TRIES && !passes(last); tried += 1) last = await tryRooms(rooms);
  return last;
}

function passes({ rooms, typed }: Step): boolean {
  const offered = typed.sent / typed.sendingTook >= rooms * CLIENTS * A_SECOND * LEAST_OFFERED;
  return offered && typed.latencies.within(0.99) <= MOST_LATENCY && typed.delivered === typed.expected;
}

/** Everybody who has come in so far. Rooms stay open from step to step, as they do in a day's work. */
class Hall {
  readonly #crowds: Crowd[] = [];
  lost = 0;

  constructor(
    private readonly server: RunningServer,
    private readonly seconds: number
  ) {}

  /** The first rooms have to wait until the server's code is compiled: what it is like an hour after its start. */
  async settledStep(rooms: number): Promise<Step> {
    await this.step(rooms);
    await this.#type(this.#crowds, rooms * CLIENTS * A_SECOND, FIRST_WARM_UP);
    return this.step(rooms);
  }

  /** Everybody in so many rooms types. */
  async step(rooms: number): Promise<Step> {
    const newcomers = rooms > this.#crowds.length;
    while (this.#crowds.length < rooms) await this.#gather(Math.min(AT_ONCE, rooms - this.#crowds.length));
    const some = this.#crowds.slice(0, rooms);
    const perSecond = rooms * CLIENTS * A_SECOND;
    if (newcomers) await this.#type(some, perSecond, WARM_UP);
    return { rooms, typed: await this.#type(some, perSecond, this.seconds) };
  }

  /** Percent of the documents that every client of theirs has alike and complete, and so does a new one. */
  async converged(): Promise<number> {
    let alike = 0;
    for (const crowd of this.#crowds) if (await crowd.converged()) alike += 1;
    return (100 * alike) / this.#crowds.length;
  }

  leave(): void {
    for (const crowd of this.#crowds) crowd.leave();
  }

  async #gather(count: number): Promise<void> {
    const some = Array.from({ length: count }, (_, place) => {
      const firstClient = (this.#crowds.length + place) * CLIENTS;
      const size = { clients: CLIENTS, writers: CLIENTS, keepers: CLIENTS, firstClient };
      return preparedCrowd(this.server.freshRoom(), size, EDITS_EACH * CLIENTS);
    });
    this.#crowds.push(...(await Promise.all(some)));
  }

  async #type(crowds: readonly Crowd[], perSecond: number, seconds: number): Promise<Typed> {
    const typed = await typeTogether(this.server, crowds, { perSecond, edits: perSecond * seconds });
    const fault = crowds.find((crowd) => crowd.fault)?.fault;
    if (fault) throw new Error(fault);
    this.lost += typed.expected - typed.delivered;
    return typed;
  }
}
