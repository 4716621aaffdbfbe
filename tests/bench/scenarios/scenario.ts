import type { MeasuredServer, RunningServer } from '../servers/server';

export type Unit =
  'ms' | 's' | 'edits/s' | 'KiB' | 'MB' | '%' | 'documents' | 'tokens' | 'times' | 'bytes' | 'yes=1';

export interface Measurement {
  readonly figure: string;
  readonly value: number;
  readonly unit: Unit;
}

/** What a figure of ours is held to. */
export interface Target {
  readonly figure: string;
  /** "nothing": the figure itself; otherwise its ratio to the same figure there, in the same repetition. */
  readonly against: 'nothing' | 'relay' | 'best peer' | 'Hocuspocus 4.7' | 'ours, one node';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** How long and how often; a short run fits into a few minutes in all. */
export interface Effort {
  readonly full: boolean;
  readonly kills: number;
}

export interface Scenario {
  readonly name: string;
  /** One line over its table. */
  readonly about: (effort: Effort) => string;
  /** Servers of its own, which are measured nowhere else; undefined: those of the run. */
  readonly servers?: readonly MeasuredServer[];
  readonly measures: (server: MeasuredServer) => boolean;
  readonly repetitions: (effort: Effort) => number;
  readonly targets: readonly Target[];
  /** Measures one server once. Throws when something broke, which is not the same as being slow. */
  run(server: RunningServer, effort: Effort, measured: MeasuredServer): Promise<Measurement[]>;
}
