import * as Y from 'yjs';
import { refuse, type Refusal } from '#domain/refusal';
import type { SyncLimits } from '#protocol/limits';
import { BODY } from '#schema/schema';
import type { Author } from './author-runs';
import type { ClientOwners } from './client-owners';
import { hasNothing, type CommittedText } from './committed-text';
import { EditBatch } from './edit-batch';
import { examine, type Fault } from './gate/examine';
import { TouchedBlocks } from './gate/touched-blocks';

export interface Edit {
  readonly from: Author;
  /** As it was received. */
  readonly update: Uint8Array;
}

/**
 * What became of an edit. "known": there was nothing new in it. "flood": too many of somebody who may only read, not
 * looked at any more. "lost": the log could not take it. "locked": nobody may change the text any more.
 */
export type Outcome =
  | { readonly kind: 'known' | 'taken' }
  | {
      readonly kind: 'refused';
      readonly fault: Fault | 'flood' | 'lost' | 'locked';
      readonly refusal: Refusal;
    };

type Refused = Extract<Outcome, { kind: 'refused' }>;

/**
 * The gate's Y.Doc of a room: what is committed, and, between `take` and `stored`, what is about to be. Used strictly
 * one call after the other. Whatever goes wrong, the Y.Doc is thrown away and made anew from what is committed.
 */
export class LiveDocument {
  readonly batch = new EditBatch();
  #doc: Y.Doc | undefined;
  #touched: TouchedBlocks | undefined;

  constructor(
    private readonly text: CommittedText,
    private readonly owners: ClientOwners,
    private readonly limits: SyncLimits
  ) {}

  /**
   * Examines and applies edits. All of them are applied before the schema is checked once; only when that fails is it
   * done again one by one, to find out who sent what does not fit.
   */
  async take(edits: readonly Edit[]): Promise<readonly Outcome[]> {
    if (this.text.size > this.limits.documentBytes) this.tidy();
    const together = this.#takeTogether(edits);
    if (together && (await this.#bindNewClients())) return together;
    this.discard();
    const outcomes: Outcome[] = [];
    for (const edit of edits) outcomes.push(await this.#takeAlone(edit));
    return outcomes;
  }

  /** The batch is in the log, and in the committed text. */
  stored(): void {
    this.batch.clear();
    if (this.text.untidy) this.tidy();
  }

  /** Has the committed text in one piece; only between batches. */
  tidy(): Uint8Array {
    const stored = this.text.inOnePiece();
    if (stored) return stored;
    const whole = Y.encodeStateAsUpdate(this.#ready());
    this.text.tidy(whole);
    return whole;
  }

  /** Forgets everything that is not committed. */
  discard(): void {
    this.#forgetDoc();
    this.batch.clear();
  }

  stateVector(): Uint8Array {
    return this.#doc ? Y.encodeStateVector(this.#doc) : this.text.stateVector();
  }

  /**
   * What a client with this state vector lacks, or undefined when the vector is damaged. Where there is no Y.Doc none is made
   * for it: for a long text that takes longer than all else on the way to who opens it.
   */
  lackedBy(stateVector: Uint8Array): Uint8Array | undefined {
    if (hasNothing(stateVector)) return this.tidy();
    const text = this.#doc ? undefined : this.text.inOnePiece();
    try {
      return text ? Y.diffUpdate(text, stateVector) : Y.encodeStateAsUpdate(this.#ready(), stateVector);
    } catch {
      return undefined;
    }
  }

  /**
   * Rows that came from elsewhere are in the committed text now. A batch that waits to be stored stands on them too when they
   * have nothing in common and what both made of the text is lawful; otherwise nothing is left of it.
   */
  heard(rows: readonly Uint8Array[]): void {
    const doc = this.#doc;
    if (!doc) return this.batch.clear();
    if (this.batch.isEmpty) {
      appliedRows(doc, rows);
      this.#touched?.forget();
    } else if (this.batch.overlaps(rows) || appliedRows(doc, rows) || this.#touched?.check()) {
      this.discard();
    }
  }

  /** Undefined when they must be looked at one by one. */
  #takeTogether(edits: readonly Edit[]): readonly Outcome[] | undefined {
    const outcomes: Outcome[] = [];
    for (const edit of edits) {
      const outcome = this.#takeOne(edit);
      if (!outcome) return undefined;
      outcomes.push(outcome);
    }
    return this.#touched?.check() ? undefined : outcomes;
  }

  /** On top of what was taken before it, which is kept when this one is refused. */
  async #takeAlone(edit: Edit): Promise<Outcome> {
    const before = this.batch.updates.length;
    const outcome = this.#takeOne(edit);
    if (!outcome) return this.#backTo(before, refused('damaged', refuse('malformed-update')));
    if (outcome.kind !== 'taken') return outcome;
    const misfit = this.#touched?.check();
    if (misfit) return this.#backTo(before, refused('content', misfit));
    const bound = await this.#bindNewClients();
    return bound ? outcome : this.#backTo(before, refused('owner', refuse('not-your-words')));
  }

  /** Undefined when the Y.Doc is no longer to be trusted. */
  #takeOne({ from, update }: Edit): Outcome | undefined {
    // What a client without any text of its own answers to the server's question.
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return { kind: 'known' };
    const doc = this.#ready();
    const writer = { mayEdit: from.mayEdit, personId: from.identity.personId };
    const verdict = examine(doc, update, writer, (id) => this.#ownerOf(id, from), this.limits);
    if (verdict.kind !== 'new') return verdict;
    const unfit = this.#unfit(from, update, verdict.newClients);
    if (unfit) return unfit;
    const diffs = applied(doc, update, this.#touched);
    if (!diffs) return undefined;
    if (diffs.length === 0) return { kind: 'known' };
    const bytes = diffs.length === 1 ? diffs[0]! : Y.mergeUpdates(diffs);
    const { newClients, dependsOn } = verdict;
    this.batch.add({ from, bytes, newClients, dependsOn, tidied: diffs.length > 1 });
    return { kind: 'taken' };
  }

  /** What only the room can know. */
  #unfit({ identity }: Author, update: Uint8Array, newClients: readonly number[]): Refused | undefined {
    // The first number is how many clients' text is in it: deleting is always possible.
    if (update[0] !== 0 && this.text.size > this.limits.documentBytes)
      return refused('size', refuse('document-full'));
    const doc = this.#ready();
    // Text of an id that is nobody's was written by the server itself, when the document was made.
    if (newClients.some((id) => Y.getState(doc.store, id) > 0))
      return refused('owner', refuse('not-your-words'));
    if (newClients.length > 0 && !this.owners.mayBind(identity.personId, newClients))
      return refused('size', refuse('too-fast'));
    return undefined;
  }

  #ownerOf(clientId: number, { identity }: Author): ReturnType<ClientOwners['of']> {
    return this.batch.ownerOf(clientId) ?? this.owners.against(clientId, identity.personId);
  }

  #bindNewClients(): Promise<boolean> {
    return this.owners.bind(this.batch.newClients);
  }

  #backTo(count: number, outcome: Refused): Refused {
    this.batch.cutTo(count);
    this.#forgetDoc();
    return outcome;
  }

  #ready(): Y.Doc {
    if (this.#doc) return this.#doc;
    const doc = new Y.Doc();
    doc.getXmlFragment(BODY);
    this.text.applyTo(doc);
    doc.transact(() => {
      for (const { bytes } of this.batch.updates) Y.applyUpdate(doc, bytes);
    });
    this.#touched = new TouchedBlocks(doc);
    this.#doc = doc;
    return doc;
  }

  #forgetDoc(): void {
    this.#touched?.close();
    this.#touched = undefined;
    this.#doc?.destroy();
    this.#doc = undefined;
  }
}

function refused(fault: Refused['fault'], refusal: Refusal): Refused {
  return { kind: 'refused', fault, refusal };
}

/** True when Yjs removed leftovers of formatting on the way, which are in no row. */
function appliedRows(doc: Y.Doc, rows: readonly Uint8Array[]): boolean {
  let changes = 0;
  const count = () => (changes += 1);
  doc.on('update', count);
  doc.transact(() => rows.forEach((row) => Y.applyUpdate(doc, row)));
  doc.off('update', count);
  return changes > 1;
}

/** The updates Yjs made of it, or undefined when the document is no longer to be trusted. */
function applied(doc: Y.Doc, update: Uint8Array, touched?: TouchedBlocks): Uint8Array[] | undefined {
  const diffs: Uint8Array[] = [];
  const note = (diff: Uint8Array) => diffs.push(diff);
  doc.on('update', note);
  try {
    Y.applyUpdate(doc, update);
    touched?.tidy();
  } catch {
    return undefined;
  } finally {
    doc.off('update', note);
  }
  return doc.store.pendingStructs || doc.store.pendingDs ? undefined : diffs;
}
