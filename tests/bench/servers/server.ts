import type { Address } from '../clients/light-socket';

/** A document at a server, and how its messages look on the wire there. */
export interface Room {
  /** Where the client with this number connects, and as whom. */
  address(client: number): Address;
  /** Stands before every message in both directions. */
  readonly prefix: Uint8Array;
  /** Messages that a client sends before everything else, without the prefix. */
  readonly greeting: readonly Uint8Array[];
  /** False: the server only passes messages on, so nobody can be asked for the document. */
  readonly answers: boolean;
}

export type ServerKind = 'relay' | 'peer' | 'ours';

/** A server that is measured. One file each. */
export interface MeasuredServer {
  /** What it is called in the tables, e.g. "Hocuspocus 4.7". */
  readonly name: string;
  readonly kind: ServerKind;
  /** Whether what it was told is meant to survive a restart. */
  readonly stores: boolean;
  /** Why it cannot run here, in one sentence; undefined when it can. */
  missing(): string | undefined;
  start(): Promise<RunningServer>;
  /** Removes what is not in this run's folders, however the run ended. */
  clearUp?(): Promise<void>;
}

export interface RunningServer {
  /** Time its processes have had on a core, in milliseconds. Begins anew with every restart. */
  cpuTime(): number;
  /** Of its processes together, in KiB. */
  residentMemory(): number;
  /** A room that nobody has used since the server was set up. */
  freshRoom(): Room;
  /** Ends the process with this signal and starts it again on the same data. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}
