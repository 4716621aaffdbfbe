import * as Y from 'yjs';
import type { DocumentId } from '#domain/ids';
import type { LogRow, StoredLog } from '#server/db/document-log/document-log';
import { BODY } from '#schema/schema';
import { browserFault } from '#tests/gate/innocent-browser';
import { hasDeleted, knows, rangesIn } from './id-ranges';
import type { Ledger } from './ledger';
import type { MemoryClients } from './memory-clients';
import type { MemoryStore } from './memory-log';
import type { Report } from './report';

interface Sources {
  readonly documentId: DocumentId;
  readonly store: MemoryStore;
  readonly clients: MemoryClients;
  readonly ledger: Ledger;
  readonly report: Report;
  /** Persons of whom nothing may ever be stored. */
  readonly outsiders: ReadonlySet<string>;
}

/** What stands in the log of one document, row by row, and whether it may. */
export class Truth {
  /** Keeps what is deleted, to know what it stood in. */
  readonly doc = new Y.Doc({ gc: false });
  /** Nothing but what the rows say: see `takeIn`. */
  readonly #said = new Y.Doc({ gc: false });
  /** What the document was when it was locked. */
  locked: string | undefined;
  readonly #seen = new WeakSet<Uint8Array>();

  constructor(private readonly sources: Sources) {
    this.doc.getXmlFragment(BODY);
  }

  /** Whether all of an update is in what somebody has who loads the log. */
  contains(update: Uint8Array): boolean {
    if (this.#seen.has(update)) return true;
    const all = hasAll(this.doc, update);
    if (all) this.#seen.add(update);
    return all;
  }

  /** For a trace: what of an update is not in the log. */
  missing(update: Uint8Array): string {
    const { written, deleted } = rangesIn(update);
    const lacks = written.filter((range) => !knows(this.doc, range));
    const stands = deleted.filter((range) => !hasDeleted(this.doc, range));
    return JSON.stringify({ lacks, stands });
  }

  /** A row is durable from this moment on. */
  add(row: LogRow, sequence: number): void {
    const { report } = this.sources;
    if (this.locked !== undefined) report.violation('SYN-149', `row ${sequence} after the lock`);
    if (this.sources.outsiders.has(row.personId))
      report.violation('SYN-148', `row ${sequence} is of ${row.personId}`);
    this.#checkAuthor(row, sequence);
    const had = hasAll(this.#said, row.bytes);
    takeIn(this.#said, row.bytes);
    Y.applyUpdate(this.doc, row.bytes);
    if (had)
      report.violation(
        'SYN-144',
        `row ${sequence} holds nothing new: ${JSON.stringify(rangesIn(row.bytes))}`
      );
    const { pendingStructs, pendingDs } = this.doc.store;
    if (pendingStructs || pendingDs)
      report.violation(
        'SYN-144',
        `row ${sequence} builds on what is not there: ${JSON.stringify([...(pendingStructs?.missing ?? [])])}`
      );
  }

  lock(): void {
    this.sources.store.of(this.sources.documentId).locked = true;
    this.locked = textOf(this.doc);
  }

  /** What somebody would have who loads the log now; without its snapshot on request. */
  loaded({ snapshot, updates }: StoredLog): Y.Doc {
    const doc = new Y.Doc();
    doc.getXmlFragment(BODY);
    if (snapshot) Y.applyUpdate(doc, snapshot.bytes);
    for (const { bytes } of updates) Y.applyUpdate(doc, bytes);
    return doc;
  }

  checkEnd(): void {
    const { report, store, documentId } = this.sources;
    const { rows, snapshot } = store.of(documentId);
    const updates = rows.map(({ bytes }, index) => ({ bytes, sequence: index + 1 }));
    const every = this.loaded({ snapshot: undefined, updates, locked: false });
    this.compare(every, 'the log without its snapshot');
    if (snapshot) {
      const after = updates.slice(snapshot.sequence);
      this.compare(this.loaded({ snapshot, updates: after, locked: false }), 'the snapshot and what follows');
      report.count('loads with a snapshot');
    }
    if (this.locked !== undefined && this.locked !== textOf(this.doc))
      report.violation('SYN-149', 'the locked text is not what was stored last');
    const fault = browserFault(Y.encodeStateAsUpdate(this.doc));
    if (fault) report.violation('SYN-143', `a browser would change the text by opening it: ${fault}`);
    this.#checkWords();
  }

  /** Whether a copy of the document is the same as the log's. */
  compare(copy: Y.Doc, whose: string): void {
    const { report } = this.sources;
    const [vector, ours] = [vectorOf(copy), vectorOf(this.doc)];
    if (vector !== ours) report.violation('SYN-143', `${whose} knows ${vector}, and the log ${ours}`);
    else if (textOf(copy) !== textOf(this.doc))
      report.violation('SYN-143', `${whose} reads ${textOf(copy)}, and the log ${textOf(this.doc)}`);
  }

  #checkAuthor({ personId, bytes }: LogRow, sequence: number): void {
    const { report, clients, documentId } = this.sources;
    for (const range of rangesIn(bytes).written) {
      if (knows(this.doc, range)) continue;
      const owner = clients.ownerOf(documentId, range.client);
      if (owner !== personId)
        report.violation(
          'SYN-145',
          `row ${sequence} of ${personId} writes under ${range.client} of ${owner}`
        );
    }
  }

  /** Every letter is as it was written, and none is gone that nobody deleted. */
  #checkWords(): void {
    const { report, ledger } = this.sources;
    for (const structs of this.doc.store.clients.values()) {
      for (const struct of structs) {
        if (!(struct instanceof Y.Item)) continue;
        const lost = struct.deleted ? ledger.lostFrom(struct) : '';
        if (lost) report.violation('SYN-147', `nobody deleted "${lost}"`);
        const fault = struct.deleted ? undefined : ledger.faultOf(struct);
        if (fault) report.violation('SYN-147', fault);
      }
    }
  }
}

function hasAll(doc: Y.Doc, update: Uint8Array): boolean {
  const { written, deleted } = rangesIn(update);
  return written.every((range) => knows(doc, range)) && deleted.every((range) => hasDeleted(doc, range));
}

/**
 * Every Yjs document that hears something from elsewhere removes leftovers of formatting by itself, and some row may say
 * so only later. Here they stay until a row says so.
 */
function takeIn(doc: Y.Doc, update: Uint8Array): void {
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update);
    transaction.local = true;
  });
}

export function textOf(doc: Y.Doc): string {
  return doc.getXmlFragment(BODY).toString();
}

function vectorOf(doc: Y.Doc): string {
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))];
  return JSON.stringify(vector.filter(([, clock]) => clock > 0).sort(([one], [other]) => one - other));
}
