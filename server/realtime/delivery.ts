import type { DocumentId } from '#domain/ids';
import { refuse } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import { encodeSync } from '#protocol/messages';
import type { Author, AuthorRow } from './author-runs';
import type { Connection } from './connection';
import type { Edit, Outcome } from './live-document';
import type { ArrivedEdit } from './room-queue';
import type { RoomTools } from './room-document';
import { wireFrame } from './wire-frame';

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** Brings what is committed to the people of a room, and tells senders what became of their edits. */
export class Delivery {
  constructor(
    private readonly documentId: DocumentId,
    private readonly connections: ReadonlySet<Connection>,
    private readonly tools: Pick<RoomTools, 'events' | 'metrics' | 'scheduler'>,
    /** The client is to be asked again for what it has. */
    private readonly askLater: (from: Connection) => void
  ) {}

  /** Rows of this room, to everybody but their authors. `arrived`: when the oldest edit in them came. */
  rows(rows: readonly AuthorRow[], arrived: number): void {
    if (rows.length === 0) return;
    const frames = rows.map(({ row }) => wireFrame(encodeSync('update', row.bytes)));
    const forAll = Buffer.concat(frames);
    const authors = new Set<Author>(rows.filter(({ tidied }) => !tidied).map(({ from }) => from));
    let bytes = 0;
    for (const connection of this.connections) {
      const wire = authors.has(connection) ? withoutOwn(rows, frames, connection) : forAll;
      connection.write(wire);
      bytes += wire.length;
    }
    this.tools.metrics.delivered((this.tools.scheduler.now() - arrived) / 1000, bytes);
  }

  /** Rows that came from elsewhere, to everybody. */
  updates(updates: readonly Uint8Array[]): void {
    if (updates.length === 0) return;
    const wire = Buffer.concat(updates.map((update) => wireFrame(encodeSync('update', update))));
    for (const connection of this.connections) connection.write(wire);
    this.tools.metrics.sent(wire.length * this.connections.size);
  }

  /** Tells every sender, and nobody else, what became of their edits. One without an outcome was not looked at. */
  report(edits: readonly ArrivedEdit[], outcomes: ReadonlyMap<Edit, Outcome>, sequence: number): void {
    const toAcknowledge = new Set<Connection>();
    for (const edit of edits) {
      const { from, update } = edit;
      from.addWaiting(-update.length);
      from.received += 1;
      const outcome = outcomes.get(edit) ?? (from.revoked ? undefined : FLOOD);
      if (outcome?.kind === 'refused') this.#refuse(from, outcome);
      toAcknowledge.add(from);
    }
    for (const connection of toAcknowledge) connection.tellSaved(sequence);
  }

  #refuse(from: Connection, { fault, refusal }: Refused): void {
    // Said once: what is left of a flood is dropped without a word.
    if (fault === 'flood' && !from.open) return;
    this.tools.events.editRefused(refusal.code, {
      person: from.identity.personId,
      document: this.documentId
    });
    from.tellRefused(refusal);
    switch (fault) {
      case 'flood':
        return from.close(CLOSE.tooFast, 'too fast');
      case 'damaged':
        return from.close(CLOSE.malformed, 'malformed');
      case 'gap':
      case 'lost':
        return this.askLater(from);
      case 'content':
      case 'owner':
        // Whatever follows builds on what was refused; looking at it costs more than it can be worth.
        return from.bar();
      case 'right':
      case 'size':
      case 'locked':
        return;
    }
  }
}

const FLOOD: Refused = { kind: 'refused', fault: 'flood', refusal: refuse('read-only') };

function withoutOwn(rows: readonly AuthorRow[], frames: readonly Buffer[], connection: Connection): Buffer {
  return Buffer.concat(frames.filter((_, index) => rows[index]!.from !== connection || rows[index]!.tidied));
}
