import type { DocumentId, Id } from '#domain/ids';
import type { PresenceEntry } from '#protocol/presence-entries';
import type { Topic } from '#protocol/topics';

/** One run of one process: a node that was started again is another one. */
export type NodeId = Id<'node'>;

/** A document's log now ends at `last`. */
export interface LogHint {
  readonly kind: 'log';
  readonly documentId: DocumentId;
  /** The sequence before the first of `rows`. */
  readonly after: number;
  readonly last: number;
  /** The rows after+1, after+2, … last; or none, when they are too large to carry: the log then has them. */
  readonly rows: readonly Uint8Array[];
}

/** Who is in a room on another node. */
export interface PresenceHint {
  readonly kind: 'presence';
  readonly documentId: DocumentId;
  /** Where these people are connected. */
  readonly node: NodeId;
  readonly entries: readonly PresenceEntry[];
}

/** What one node tells the others. Every one may be lost, late, doubled or out of order: none is the truth. */
export type Hint =
  | LogHint
  | PresenceHint
  /** Whoever has people in this room says so. */
  | { readonly kind: 'ask-presence'; readonly documentId: DocumentId }
  /** This node is connected, perhaps again: whatever it said before may not have been heard by everybody. */
  | { readonly kind: 'back'; readonly node: NodeId }
  /** Said regularly: who is silent for long has died, and so have its people's carets. */
  | { readonly kind: 'alive'; readonly node: NodeId }
  /** Pages that watch these ask again. */
  | { readonly kind: 'topics'; readonly topics: readonly Topic[] }
  | { readonly kind: 'session-ended'; readonly sessionHash: string }
  /** A membership, a role or an account has changed. */
  | { readonly kind: 'rights-changed' };

/**
 * How nodes tell one another what happened. Best effort, on purpose: the database is the truth, and whoever misses
 * a hint finds out from it a little later. `RedisBus` and `NoBus` keep the same contract.
 */
export interface Bus {
  readonly node: NodeId;
  /** Whether hints go out and come in at this moment. Always false where there are no other nodes. */
  readonly connected: boolean;
  /** Tells every other node, never this one. Neither waits nor throws. */
  publish(hint: Hint): void;
  /**
   * Called for every hint of another node, in the order in which they arrive. Those that name a document are only heard for
   * documents that this node attends to.
   */
  listen(listener: (hint: Hint) => void): void;
  /** The document is open here. Neither waits nor throws. */
  attend(documentId: DocumentId): void;
  leave(documentId: DocumentId): void;
  /** Called when what is said of a document begins to be heard: what was said of it before that moment may be missing. */
  onAttending(listener: (documentId: DocumentId) => void): void;
  /**
   * Called each time the connection stands, the first included, and whenever hints of this node had to be dropped:
   * what others said before that moment may be missing. They are told "back" at the same time.
   */
  onReconnect(listener: () => void): void;
  close(): Promise<void>;
}

/** For a single node: there is nobody to tell. Nodes that share a database all the same hear of one another from it alone. */
export class NoBus implements Bus {
  readonly connected = false;

  constructor(readonly node: NodeId) {}

  publish(): void {}

  listen(): void {}

  attend(): void {}

  leave(): void {}

  onAttending(): void {}

  onReconnect(): void {}

  async close(): Promise<void> {}
}
