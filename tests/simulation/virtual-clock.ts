import type { Scheduler } from '#server/realtime/scheduler';

interface Appointment {
  readonly at: number;
  /** Of two at the same time, the one that was made first comes first. */
  readonly order: number;
  act: (() => void) | undefined;
}

/** Time that goes on when everything that was due has been done, and only then. */
export class VirtualClock {
  #now = 0;
  #made = 0;
  /** A binary heap: the next one first. */
  readonly #heap: Appointment[] = [];

  /** Milliseconds since the beginning of the scenario. */
  get now(): number {
    return this.#now;
  }

  /** How many things have happened; for the digest of a run. */
  happened = 0;

  after(milliseconds: number, act: () => void): () => void {
    this.#made += 1;
    const appointment: Appointment = { at: this.#now + Math.max(0, milliseconds), order: this.#made, act };
    this.#push(appointment);
    return () => (appointment.act = undefined);
  }

  delay(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }

  /** Goes on until `done` says so, or this moment has come. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    while (this.#heap.length > 0 && this.#heap[0]!.at <= until && !done()) {
      const { at, act } = this.#pop();
      if (!act) continue;
      this.#now = at;
      this.happened += 1;
      act();
      // Whatever waited for it goes as far as it can before anything else happens.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!done()) this.#now = until;
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap;
    let at = heap.push(appointment) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(appointment, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = appointment;
  }

  #pop(): Appointment {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(appointment: Appointment): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, appointment)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = appointment;
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** The clock as one run of one process sees it: when the process is dead, nothing it waited for happens. */
export class ProcessScheduler implements Scheduler {
  #alive = true;

  constructor(private readonly clock: VirtualClock) {}

  get alive(): boolean {
    return this.#alive;
  }

  kill(): void {
    this.#alive = false;
  }

  now(): number {
    return this.clock.now;
  }

  turn(): Promise<void> {
    return new Promise((resolve) => this.after(0, resolve));
  }

  after(milliseconds: number, act: () => void): () => void {
    return this.clock.after(milliseconds, () => this.#alive && act());
  }
}
