import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RefusalCode } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';

/** What is counted by looking, at the moment somebody asks. */
export interface MetricSources {
  /** Rooms in memory. */
  rooms(): number;
  syncConnections(): number;
  liveConnections(): number;
}

export type Endpoint = 'sync' | 'live';

/** One commit: all rooms of a tick together. */
export interface Committed {
  readonly rooms: number;
  /** Rows of the log. */
  readonly rows: number;
  /** Updates of clients that are in those rows. */
  readonly updates: number;
  /** From the moment the log was asked until it answered. */
  readonly seconds: number;
}

interface Options {
  readonly database?: 'embedded' | 'postgres';
  /** Also the process's own figures. They cost a timer and an observer, so only where somebody can read them. */
  readonly watchProcess?: boolean;
}

const LATENCY = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** A peer may close with any of 4,000 numbers: only those that mean something here become a label. */
const KNOWN_CODES: ReadonlySet<number> = new Set([
  1000,
  1001,
  1002,
  1005,
  1006,
  1008,
  1009,
  ...Object.values(CLOSE)
]);

/**
 * What the process has done, for Prometheus. One per runtime. Figures only: no label names a person, a document, an
 * address or a session.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #commits = this.#counter('commits_total', 'Commits to the log, each for all rooms of a tick.');
  readonly #failures = this.#counter('commit_failures_total', 'Commits that the log could not take.');
  readonly #updates = this.#counter('updates_accepted_total', 'Updates of clients that were taken in.');
  readonly #refusals = this.#counter('edits_refused_total', 'Edits that were not taken in.', ['code']);
  readonly #upgrades = this.#counter(
    'upgrades_refused_total',
    'Sockets that were refused before they opened.',
    ['endpoint', 'status']
  );
  readonly #closings = this.#counter(
    'sockets_closed_total',
    'Sockets that have closed, whoever ended them.',
    ['endpoint', 'code']
  );
  readonly #presence = this.#counter('presence_frames_total', 'Presence frames written, one per socket.');
  readonly #bytes = this.#counter('sent_bytes_total', 'Bytes of frames written to sync sockets.');
  readonly #roomsEach = this.#histogram('commit_rooms', 'Rooms in one commit.', COUNTS);
  readonly #rowsEach = this.#histogram('commit_rows', 'Rows of the log in one commit.', COUNTS);
  readonly #updatesEach = this.#histogram('commit_updates', 'Updates of clients in one commit.', COUNTS);
  readonly #commitTime = this.#histogram('commit_duration_seconds', 'How long one commit took.', LATENCY);
  readonly #broadcast = this.#histogram(
    'broadcast_latency_seconds',
    'From the arrival of the oldest update of a batch until it was written to the sockets of its room.',
    LATENCY
  );

  constructor({ database = 'embedded', watchProcess = false }: Options = {}) {
    new Gauge({
      name: 'concordat_database_info',
      help: 'Always 1; the label says which kind of database is used.',
      labelNames: ['kind'],
      registers: [this.#registry]
    }).set({ kind: database }, 1);
    if (watchProcess) this.#watchProcess();
  }

  /** Says where the figures that are looked up come from. Once. */
  watch({ rooms, syncConnections, liveConnections }: MetricSources): void {
    this.#gauge('rooms', 'Rooms in memory.', rooms);
    this.#gauge('sync_connections', 'Open sockets of people who write together.', syncConnections);
    this.#gauge('live_connections', 'Open sockets of pages that wait for news.', liveConnections);
  }

  /** A commit that succeeded, once for all rooms of its tick. */
  committed({ rooms, rows, updates, seconds }: Committed): void {
    this.#commits.inc();
    this.#updates.inc(updates);
    this.#roomsEach.observe(rooms);
    this.#rowsEach.observe(rows);
    this.#updatesEach.observe(updates);
    this.#commitTime.observe(seconds);
  }

  commitFailed(): void {
    this.#failures.inc();
  }

  /** A batch of one room was written: seconds since its oldest update arrived, and bytes over all its sockets. */
  delivered(seconds: number, bytes: number): void {
    this.#broadcast.observe(seconds);
    this.#bytes.inc(bytes);
  }

  /** Bytes written to sync sockets that neither `delivered` nor `presenceSent` counts. */
  sent(bytes: number): void {
    this.#bytes.inc(bytes);
  }

  /** Presence of one room and turn: so many frames, of so many bytes together. */
  presenceSent(frames: number, bytes: number): void {
    this.#presence.inc(frames);
    this.#bytes.inc(bytes);
  }

  /** An edit was not taken in. */
  refused(code: RefusalCode): void {
    this.#refusals.inc({ code });
  }

  /** An upgrade request was answered with an HTTP status. */
  upgradeRefused(endpoint: Endpoint, status: number): void {
    this.#upgrades.inc({ endpoint, status });
  }

  /** A socket has closed, whoever ended it. */
  closed(endpoint: Endpoint, code: number): void {
    this.#closings.inc({ endpoint, code: KNOWN_CODES.has(code) ? code : 'other' });
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  close(): void {
    this.#delay.disable();
    this.#registry.clear();
  }

  /** How late the event loop runs since the last time somebody asked. */
  #watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
    this.#delay.enable();
    const percentile = (of: number) => this.#delay.percentile(of) / 1e9;
    this.#gauge('event_loop_delay_p50_seconds', 'Half of all turns were later than this.', () =>
      percentile(50)
    );
    this.#gauge('event_loop_delay_p99_seconds', 'One turn of a hundred was later than this.', () => {
      const delay = percentile(99);
      this.#delay.reset();
      return delay;
    });
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = []
  ): Counter<Label> {
    return new Counter({ name: `concordat_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name: `concordat_${name}`, help, buckets, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, look: () => number): void {
    new Gauge({
      name: `concordat_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.set(look());
      }
    });
  }
}
