import type { DocumentId } from '#domain/ids';
import type { RefusalCode } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import type { Dice } from './dice';
import type { Weather } from './failing-store';
import { HintNetwork } from './hints';
import { Ledger } from './ledger';
import { Line, type LineEnd } from './line';
import { LineChecks } from './line-checks';
import { MemoryClients } from './memory-clients';
import { MemoryStore } from './memory-log';
import { SimulatedNode } from './node';
import type { Person } from './person';
import { calm, type Plan } from './plan';
import type { Report } from './report';
import { Truth } from './truth';
import type { VirtualClock } from './virtual-clock';

/** Refusals after which an honest client is asked again. */
const ASKED_AGAIN: readonly RefusalCode[] = ['not-stored', 'edit-out-of-order'];

/** One document, who may not write in it, and the way to it. */
export class DocumentWorld {
  readonly ledger = new Ledger();
  readonly truth: Truth;

  constructor(
    readonly world: World,
    readonly documentId: DocumentId,
    outsiders: ReadonlySet<string>
  ) {
    const { store, clients, report } = world;
    this.truth = new Truth({ documentId, store, clients, report, ledger: this.ledger, outsiders });
  }

  get clock(): VirtualClock {
    return this.world.clock;
  }

  get report(): Report {
    return this.world.report;
  }

  /** A line to one of the nodes; undefined when that one is down. */
  dial(person: Person, whose: string, end: LineEnd): Line | undefined {
    const { clock, dice, plan, report, nodes } = this.world;
    const slowest = this.world.healed ? 5 : plan.slowest;
    const line = new Line(clock, dice.fork(), slowest, end, new LineChecks(whose, this.truth, report));
    const node = dice.pick(nodes);
    const taken = node.connect(person, this.documentId, line);
    report.trace(() => `${whose} dials ${node.name}${taken ? '' : ', which is down'}`);
    report.note(whose, node.name);
    return taken ? line : undefined;
  }

  refusedHonest(person: Person, name: string, code: RefusalCode): void {
    if (ASKED_AGAIN.includes(code)) return;
    if (code === 'read-only' && person.lost) return;
    if (code === 'draft-locked' && this.truth.locked !== undefined) return;
    this.report.violation('SYN-146', `${name} was refused: ${code}`);
  }

  closedForGood(person: Person, name: string, code: number): void {
    if (code === CLOSE.notAllowed && !person.mayRead) return;
    this.report.violation('SYN-146', `${name} was closed with ${code}`);
  }
}

/** Everything of one scenario: its clock, its chances, its database, its nodes. */
export class World {
  readonly store: MemoryStore;
  readonly clients = new MemoryClients();
  readonly weather: Weather;
  readonly hints: HintNetwork;
  readonly nodes: readonly SimulatedNode[];
  readonly documents: readonly DocumentWorld[];
  /** Nothing goes wrong any more. */
  healed = false;
  #lastNews = 0;

  constructor(
    readonly clock: VirtualClock,
    readonly dice: Dice,
    readonly plan: Plan,
    readonly report: Report,
    outsiders: ReadonlySet<string>
  ) {
    this.store = new MemoryStore(() => clock.now);
    this.weather = { ...plan.weather };
    this.hints = Object.assign(new HintNetwork(clock, dice.fork()), plan.hints);
    this.documents = Array.from(
      { length: plan.documents },
      (_, at) => new DocumentWorld(this, `document ${at}` as DocumentId, outsiders)
    );
    this.store.onRow = (documentId, row, sequence) => {
      this.#lastNews = clock.now;
      report.count('rows');
      report.trace(() => `row ${sequence} of ${documentId} by ${row.personId}`);
      report.note(sequence, row.bytes.length, row.personId);
      this.documents.find((each) => each.documentId === documentId)?.truth.add(row, sequence);
    };
    this.store.onTurn = () => report.count('turns');
    this.nodes = Array.from({ length: plan.nodes }, (_, at) => new SimulatedNode(this, `node ${at}`));
  }

  /** How long nothing has been stored, since it was healed. */
  get quietFor(): number {
    return this.clock.now - this.#lastNews;
  }

  heal(): void {
    this.healed = true;
    this.#lastNews = this.clock.now;
    calm(this.weather);
    for (const node of this.nodes) node.start();
  }
}
