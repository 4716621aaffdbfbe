import type { LogHint } from './bus';
import type { Connection } from './connection';
import type { Edit } from './live-document';
import type { TextChange } from './text-change';

export interface ArrivedEdit extends Edit {
  readonly kind: 'edit';
  readonly from: Connection;
  /** When it arrived, by the scheduler's clock. */
  readonly at: number;
}

/** Somebody who may edit is shown under it: on every node it is nobody else's from now on. */
export interface Keep {
  readonly kind: 'keep';
  readonly from: Connection;
  readonly clientId: number;
}

/** What is done by itself, one after the other. */
export type SingleJob =
  /** What they have is kept by the room: a newer question takes the place of one that waits. */
  | { readonly kind: 'answer'; readonly from: Connection }
  /** Ask the client for what it has and we have not. */
  | { readonly kind: 'ask'; readonly from: Connection }
  | { readonly kind: 'hand-out'; readonly from: Connection; readonly schemaVersion: number }
  | { readonly kind: 'give-back'; readonly from: Connection; readonly clientId: number }
  /** Another node has written. */
  | { readonly kind: 'heard'; readonly hint: LogHint }
  /** The server writes in a person's name. */
  | { readonly kind: 'change'; readonly change: TextChange }
  | { readonly kind: 'snapshot' };

type Job = ArrivedEdit | Keep | SingleJob;

/** What a room still has to do: neighbours of a kind that can be done together are taken together, in order. */
export type Work =
  | { readonly kind: 'edits'; readonly edits: readonly ArrivedEdit[] }
  | { readonly kind: 'keeps'; readonly keeps: readonly Keep[] }
  | SingleJob;

export class RoomQueue {
  #jobs: Job[] = [];

  /** `batch`: how many edits are taken at once at most. */
  constructor(private readonly batch: number) {}

  /** What another node has written goes before everything else: edits that are stored after it are not overtaken by it. */
  push(job: Job): void {
    if (job.kind !== 'heard') return void this.#jobs.push(job);
    const other = this.#jobs.findIndex(({ kind }) => kind !== 'heard');
    this.#jobs.splice(other < 0 ? this.#jobs.length : other, 0, job);
  }

  /** What is to be done next; undefined when there is nothing. */
  get next(): Job['kind'] | undefined {
    return this.#jobs[0]?.kind;
  }

  /** Takes it. There must be something. */
  take(): Work {
    const [next] = this.#jobs;
    if (next?.kind === 'edit')
      return { kind: 'edits', edits: this.#takeAll('edit', this.batch) as ArrivedEdit[] };
    if (next?.kind === 'keep') return { kind: 'keeps', keeps: this.#takeAll('keep', Infinity) as Keep[] };
    return this.#jobs.shift() as SingleJob;
  }

  /** Those at the head of the queue, up to the first of another kind. */
  #takeAll(wanted: Job['kind'], most: number): Job[] {
    const other = this.#jobs.findIndex(({ kind }) => kind !== wanted);
    return this.#jobs.splice(0, Math.min(other < 0 ? this.#jobs.length : other, most));
  }
}
