import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import type { LogRow } from '../db/document-log/document-log';
import type { AcceptedUpdate } from './edit-batch';

/** Whose an edit is: a connection, or the server in a person's name. */
export interface Author {
  readonly identity: { readonly personId: PersonId; readonly sessionHash: string };
  /** False as soon as the right is lost. */
  readonly mayEdit: boolean;
}

interface Run {
  readonly from: Author;
  readonly place: number;
  readonly updates: Uint8Array[];
  tidied: boolean;
}

/** What a batch becomes: one row of the log, and one frame for everybody else. */
export interface AuthorRow {
  readonly row: LogRow;
  readonly from: Author;
  readonly tidied: boolean;
}

/** `Y.mergeUpdates` costs the square of how many it is given. */
const MERGED_AT_ONCE = 32;

/**
 * The updates of one batch, put together by author, so that a row of the log has one author and a busy tick few rows.
 * Every row can be applied when the rows before it have been: when an author builds on what another one wrote later in
 * the same batch, a second row is begun for them.
 */
export class AuthorRuns {
  readonly #runs: Run[] = [];
  readonly #open = new Map<Author, Run>();
  /** The last run in which a client's new text stands. */
  readonly #writtenIn = new Map<number, number>();

  add({ from, bytes, dependsOn, tidied }: AcceptedUpdate): void {
    const run = this.#runFor(from, dependsOn);
    run.updates.push(bytes);
    run.tidied ||= tidied;
    for (const client of Y.parseUpdateMeta(bytes).to.keys()) this.#writtenIn.set(client, run.place);
  }

  rows(): AuthorRow[] {
    return this.#runs.map(({ from, updates, tidied }) => {
      const { personId, sessionHash } = from.identity;
      return { from, tidied, row: { personId, sessionHash, bytes: merged(updates) } };
    });
  }

  #runFor(from: Author, dependsOn: ReadonlySet<number>): Run {
    const open = this.#open.get(from);
    if (open && [...dependsOn].every((client) => (this.#writtenIn.get(client) ?? 0) <= open.place))
      return open;
    const run: Run = { from, place: this.#runs.length, updates: [], tidied: false };
    this.#runs.push(run);
    this.#open.set(from, run);
    return run;
  }
}

function merged(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length === 1) return updates[0]!;
  if (updates.length <= MERGED_AT_ONCE) return Y.mergeUpdates([...updates]);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < updates.length; at += MERGED_AT_ONCE)
    parts.push(merged(updates.slice(at, at + MERGED_AT_ONCE)));
  return merged(parts);
}
