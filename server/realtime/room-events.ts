import type { PresenceEntry } from '#protocol/presence-entries';
import type { LogHint } from './bus';

/** What a room tells the house around it. */
export interface RoomEvents {
  /** Something was committed, by whomever. */
  changed(): void;
  /** Rows of this node are in the log now. */
  stored(hint: LogHint): void;
  /** People who are connected here have moved. */
  moved(entries: readonly PresenceEntry[]): void;
  /** Nobody is here and nothing waits. */
  quiet(): void;
}
