import { DeviceCopy } from './device-copy';
import { Dice } from './dice';
import { EditorReplica } from './editor-replica';
import { Forger } from './forger';
import { misfortune } from './misfortunes';
import { newPerson, type Person } from './person';
import { planOf, type Plan } from './plan';
import type { Replica } from './replica';
import { Report } from './report';
import { StockReplica } from './stock-replica';
import { VirtualClock } from './virtual-clock';
import { World, type DocumentWorld } from './world';

/** Longest time until everything is quiet after it was healed, and how long it must be: longer than a dead line goes unnoticed. */
const RECOVERY = 240_000;
const QUIET = 45_000;

interface Desk {
  readonly person: Person;
  readonly document: DocumentWorld;
  readonly copy: DeviceCopy;
  readonly dice: Dice;
  tabs: EditorReplica[];
  opened: number;
}

/** One run: people write while everything goes wrong, then everything is healed, and the end is looked at. */
export class Scenario {
  readonly clock = new VirtualClock();
  readonly report: Report;
  readonly world: World;
  readonly #dice: Dice;
  readonly #plan: Plan;
  readonly #replicas: Replica[] = [];
  readonly #desks: Desk[] = [];
  #writing = true;

  constructor(seed: number, change: Partial<Plan> = {}, print?: (line: string) => void) {
    this.#dice = new Dice(seed);
    this.#plan = { ...planOf(this.#dice), ...change };
    this.report = new Report(() => this.clock.now, print);
    const outsiders = this.#people('reader', this.#plan.readers, false);
    const rogues = this.#people('rogue', this.#plan.rogueReaders, false);
    const forgers = this.#people('forger', this.#plan.forgers, true);
    const ids = new Set([...outsiders, ...rogues, ...forgers].map(({ id }) => id));
    this.world = new World(this.clock, this.#dice, this.#plan, this.report, ids);
    for (const person of outsiders) this.#sitDown(person);
    for (const person of [...rogues, ...forgers]) this.#letLoose(person);
    for (const person of this.#people('stock', this.#plan.stock, true)) this.#stock(person);
    for (const person of this.#people('writer', this.#plan.writers, true)) this.#sitDown(person);
  }

  async run(): Promise<Report> {
    const { clock, world } = this;
    this.#again(
      () => this.#dice.between(this.#plan.misfortunes / 2, this.#plan.misfortunes * 1.5),
      () => misfortune(world, this.#live, this.#dice)
    );
    if (this.#plan.lockAt !== undefined) clock.after(this.#plan.lockAt, () => this.#lock());
    await clock.run(this.#plan.length);
    this.#heal();
    await clock.run(clock.now + RECOVERY, () => this.#isQuiet());
    this.#look();
    for (const replica of this.#replicas) if (replica.alive) replica.die();
    return this.report;
  }

  get #live(): readonly Replica[] {
    return this.#replicas.filter(({ alive }) => alive);
  }

  #people(kind: string, count: number, mayEdit: boolean): Person[] {
    return Array.from({ length: count }, (_, at) => newPerson(`${kind}${at + 1}`, mayEdit));
  }

  #sitDown(person: Person): void {
    const dice = this.#dice.fork();
    const document = dice.pick(this.world.documents);
    const desk = {
      person,
      document,
      dice,
      copy: new DeviceCopy(this.clock, dice.fork()),
      tabs: [],
      opened: 0
    };
    this.#desks.push(desk);
    this.clock.after(dice.below(200), () => this.#openTab(desk));
    const pace = dice.pick([20, 60, 250]);
    this.#again(
      () => dice.between(5, 2 * pace),
      () => this.#work(desk)
    );
  }

  #openTab(desk: Desk, rowsAgo = 0): void {
    desk.opened += 1;
    const name = `${desk.person.name}${'abcdefghij'[(desk.opened - 1) % 10]}`;
    const tab = new EditorReplica(name, desk.person, desk.document, desk.dice.fork(), desk.copy, rowsAgo);
    desk.tabs.push(tab);
    this.#replicas.push(tab);
    this.report.trace(() => `${name} is opened${rowsAgo > 0 ? ` over a copy ${rowsAgo} rows old` : ''}`);
    // A page that is opened without a network, over what the device has.
    if (desk.dice.chance(0.1) && !desk.copy.empty) tab.online = false;
    tab.start();
  }

  #work(desk: Desk): void {
    const { dice } = desk;
    desk.tabs = desk.tabs.filter(({ alive }) => alive);
    const tab = desk.tabs.length > 0 ? dice.pick(desk.tabs) : undefined;
    if (!tab) return desk.opened < 12 ? this.#openTab(desk) : undefined;
    const turn = dice.next();
    if (turn < 0.015) this.#reload(desk, tab);
    else if (turn < 0.025 && desk.tabs.length < 3 && desk.opened < 12) this.#openTab(desk);
    else if (turn < 0.035) this.#close(tab);
    else if (turn < 0.045) this.#pageCache(tab);
    else if (turn < 0.075 && tab.online) tab.goOffline();
    else if (turn < 0.3 && !tab.online) tab.goOnline();
    else if (desk.person.mayEdit || desk.person.lost) tab.edit();
  }

  /** Battery, crash or the person: what was not kept yet is gone. */
  #reload(desk: Desk, tab: EditorReplica): void {
    this.report.count('reloads');
    this.report.trace(() => `${tab.name} is reloaded`);
    if (desk.dice.chance(0.4)) tab.leave();
    tab.die();
    const old = desk.tabs.every(({ alive }) => !alive) && desk.dice.chance(0.2);
    if (desk.opened < 12) this.#openTab(desk, old ? desk.dice.between(1, 20) : 0);
  }

  #close(tab: EditorReplica): void {
    this.report.trace(() => `${tab.name} is closed`);
    tab.leave();
    tab.die();
  }

  #pageCache(tab: EditorReplica): void {
    this.report.trace(() => `${tab.name} is left and comes back`);
    tab.leave();
    this.clock.after(this.#dice.below(300), () => tab.alive && tab.comeBack());
  }

  #stock(person: Person): void {
    const dice = this.#dice.fork();
    const replica = new StockReplica(person.name, person, dice.pick(this.world.documents), dice.fork());
    this.#replicas.push(replica);
    replica.start();
    this.#again(
      () => dice.between(5, 300),
      () => {
        if (dice.chance(0.03) && replica.online) replica.goOffline();
        else if (dice.chance(0.2) && !replica.online) replica.goOnline();
        else replica.edit();
      }
    );
  }

  #letLoose(person: Person): void {
    const dice = this.#dice.fork();
    const forger = new Forger(person.name, person, dice.pick(this.world.documents), dice.fork());
    this.#replicas.push(forger);
    forger.start();
    this.#again(
      () => dice.between(20, 500),
      () => forger.act()
    );
  }

  /** Again and again while people write. */
  #again(pause: () => number, act: () => void): void {
    this.clock.after(pause(), () => {
      if (!this.#writing) return;
      act();
      this.#again(pause, act);
    });
  }

  #lock(): void {
    this.report.count('locks');
    this.report.trace(() => 'the documents are locked');
    for (const { truth } of this.world.documents) truth.lock();
  }

  #heal(): void {
    this.report.trace(() => 'everything is healed');
    this.#writing = false;
    this.world.heal();
    for (const replica of this.#live) {
      if (replica instanceof Forger) replica.goOffline();
      else if (!replica.online) replica.goOnline();
    }
  }

  #isQuiet(): boolean {
    return this.world.quietFor > QUIET && this.#live.every(({ settled }) => settled);
  }

  #look(): void {
    const { report } = this;
    for (const replica of this.#live) {
      report.note(replica.name, replica.doc.clientID);
      if (!replica.settled)
        report.violation(
          'SYN-150',
          `${replica.name} is ${replica instanceof EditorReplica ? replica.status : 'not settled'} for ever`
        );
      else if (replica.counts) {
        report.count('replicas compared');
        const document = this.world.documents.find((each) => each === replica.document)!;
        document.truth.compare(replica.doc, replica.name);
      }
    }
    for (const { truth } of this.world.documents) truth.checkEnd();
  }
}
