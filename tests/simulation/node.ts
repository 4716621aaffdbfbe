import { pino } from 'pino';
import type { DocumentId, MemberId, PersonId, SpecificationId } from '#domain/ids';
import { CLOSE } from '#protocol/close-codes';
import { SYNC_LIMITS, type SyncLimits } from '#protocol/limits';
import { encodePresenceFrame } from '#protocol/messages';
import { Metrics } from '#server/metrics';
import type { Hint, NodeId } from '#server/realtime/bus';
import { Connection, type Identity } from '#server/realtime/connection';
import { EventLog, type Whereabouts } from '#server/realtime/event-log';
import { GroupCommit } from '#server/realtime/group-commit';
import { OpenRooms } from '#server/realtime/open-rooms';
import { Pace } from '#server/realtime/pace';
import { FailingClients, FailingLog, MadeFailure } from './failing-store';
import type { Line } from './line';
import { MemoryLog } from './memory-log';
import type { Person } from './person';
import { ProcessScheduler } from './virtual-clock';
import type { World } from './world';

const SIGN_OF_LIFE = encodePresenceFrame([]);
const POLL = 2000;
const silent = pino({ level: 'silent' });
const metrics = new Metrics();

/** Passes a run on every failure that the simulation did not make: it is a bug. */
class WatchedEvents extends EventLog {
  constructor(private readonly world: World) {
    super(silent, metrics);
  }

  override commitFailed(fault: unknown, where?: Whereabouts): void {
    this.#look(fault);
    super.commitFailed(fault, where);
  }

  override snapshotFailed(fault: unknown, where?: Whereabouts): void {
    this.#look(fault);
    super.snapshotFailed(fault, where);
  }

  override readFailed(fault: unknown, where?: Whereabouts): void {
    this.#look(fault);
    super.readFailed(fault, where);
  }

  #look(fault: unknown): void {
    if (!(fault instanceof MadeFailure))
      this.world.report.violation('SYN-150', `a bug: ${String((fault as Error)?.stack ?? fault)}`);
  }
}

interface Here {
  readonly connection: Connection;
  readonly person: Person;
  readonly line: Line;
}

/** One run of one process: everything in it is gone when it dies. */
class Process {
  readonly scheduler: ProcessScheduler;
  readonly rooms: OpenRooms;
  readonly people = new Set<Here>();
  readonly #limits: SyncLimits;
  draining = false;

  constructor(
    private readonly world: World,
    readonly id: NodeId
  ) {
    const { clock, dice, weather, store, clients, report } = world;
    this.scheduler = new ProcessScheduler(clock);
    const onCut = (durable: boolean) => report.count(durable ? 'commit cut, durable' : 'commit cut, lost');
    const faults = { clock, dice: dice.fork(), weather, process: this.scheduler, onCut };
    this.#limits = { ...SYNC_LIMITS, ...world.plan.limits };
    const documents = world.plan.wrapLog(new FailingLog(new MemoryLog(store), faults));
    const chance = dice.fork();
    const bus = world.hints.busFor(id, () => this.scheduler.alive);
    const tools = {
      documents,
      clients: world.plan.wrapClients(new FailingClients(clients, faults)),
      commits: new GroupCommit(documents, metrics, this.scheduler),
      pace: new Pace(this.scheduler, this.#limits.beat),
      events: new WatchedEvents(world),
      metrics,
      scheduler: this.scheduler,
      random: () => chance.next(),
      limits: this.#limits
    };
    this.rooms = new OpenRooms(tools, { bus, announce: () => {} });
    bus.listen((hint) => this.#hear(hint));
    this.#every(POLL, () => this.#poll());
    this.#every(this.#limits.heartbeat, () => this.#beat());
  }

  async enter(person: Person, documentId: DocumentId, line: Line): Promise<void> {
    const { clock, dice } = this.world;
    await clock.delay(dice.below(10));
    if (!this.scheduler.alive || this.draining || !person.mayRead)
      return line.hangUpAtServer(person.mayRead ? CLOSE.unavailable : CLOSE.notAllowed);
    line.open();
    const connection = new Connection(line.socket, identityOf(person), person.mayEdit, this.#limits);
    const here = { connection, person, line };
    this.people.add(here);
    void connection.closed().then(() => this.people.delete(here));
    // The session is asked for once more, as the real door does.
    await clock.delay(dice.below(10));
    if (!this.scheduler.alive) return;
    this.#apply(here);
    if (this.draining) connection.close(CLOSE.unavailable, 'closing');
    if (connection.open) this.rooms.enter(documentId, 'specification' as SpecificationId).join(connection);
  }

  /** Asks again what everybody may do. */
  recheck(): void {
    for (const here of this.people) if (here.connection.open) this.#apply(here);
  }

  async drain(): Promise<void> {
    this.draining = true;
    const open = [...this.people].map(({ connection }) => connection);
    for (const connection of open) connection.stopReading();
    await this.rooms.settled();
    for (const connection of open) connection.close(CLOSE.unavailable, 'closing');
    await Promise.all(open.map((connection) => connection.closed()));
    await this.rooms.close();
  }

  kill(): void {
    this.scheduler.kill();
    const { dice } = this.world;
    for (const { line } of this.people) line.break(0, dice.below(50));
  }

  #apply({ connection, person }: Here): void {
    if (!person.mayRead) return connection.revoke(CLOSE.notAllowed, 'not allowed');
    connection.mayEdit = person.mayEdit;
  }

  #hear(hint: Hint): void {
    if (hint.kind === 'log') this.rooms.get(hint.documentId)?.heard(hint);
    else if (hint.kind === 'presence')
      this.rooms.get(hint.documentId)?.presence.heard(hint.node, hint.entries);
  }

  #poll(): void {
    if (this.world.weather.outage) return;
    for (const [documentId, known] of this.rooms.documents) {
      const last = this.world.store.lastSequence(documentId);
      if (last > known) this.#hear({ kind: 'log', documentId, after: last, last, rows: [] });
    }
  }

  #beat(): void {
    for (const { connection } of this.people) connection.beat(SIGN_OF_LIFE);
  }

  #every(milliseconds: number, act: () => void): void {
    this.scheduler.after(milliseconds, () => {
      act();
      this.#every(milliseconds, act);
    });
  }
}

/** A place where one process after the other runs. */
export class SimulatedNode {
  #runs = 0;
  #process: Process | undefined;

  constructor(
    private readonly world: World,
    readonly name: string
  ) {
    this.start();
  }

  get up(): boolean {
    return this.#process !== undefined && !this.#process.draining;
  }

  get rooms(): number {
    return this.#process?.rooms.size ?? 0;
  }

  start(): void {
    this.#runs += 1;
    this.#process ??= new Process(this.world, `${this.name}.${this.#runs}` as NodeId);
  }

  /** Takes a request; undefined when nobody answers there. */
  connect(person: Person, documentId: DocumentId, line: Line): boolean {
    if (!this.up) return false;
    void this.#process!.enter(person, documentId, line);
    return true;
  }

  recheck(): void {
    this.#process?.recheck();
  }

  crash(): void {
    this.#process?.kill();
    this.#process = undefined;
  }

  async drain(): Promise<void> {
    const process = this.#process;
    if (!process || process.draining) return;
    await process.drain();
    if (this.#process !== process) return;
    process.kill();
    this.#process = undefined;
  }
}

function identityOf({ id, name }: Person): Identity {
  return {
    personId: id as PersonId,
    memberId: `member of ${name}` as MemberId,
    sessionHash: `session of ${name}`,
    name,
    group: 'clinician'
  };
}
