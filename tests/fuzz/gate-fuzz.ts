import * as Y from 'yjs';
import { jsonFromDoc } from '#server/documents/document-bytes';
import { renderDocument } from '#schema/render-html';
import { GatedDocument, type Sent } from '#tests/gate/gated-document';
import { headlessEditor } from '#tests/gate/headless-editor';
import { browserFault } from '#tests/gate/innocent-browser';
import { editSomewhere, seededRandom, type Random } from '#tests/gate/random-edits';
import { cells, copyOf, HELEN, node, paragraph, sharedText, TOM, words } from '#tests/gate/shared-texts';
import { forged } from './forgeries';
import { mutated } from './mutations';

/** What became of so many updates that were nearly right. */
export interface FuzzCounts {
  sent: number;
  taken: number;
  known: number;
  /** By fault; "damaged-late" is one that Yjs noticed only while it was applied. */
  readonly refused: Record<string, number>;
}

/** A mutated update that got the better of the gate. */
export class GateBroken extends Error {}

/** How many mutations are tried on one document before another is taken. */
const PER_DOCUMENT = 2500;
/** Accepted updates after which the document starts anew, so that it stays small. */
const MOST_TAKEN = 150;
/** Accepted updates after which others are made to be mutated. */
const UPDATES_LAST = 30;
/** Updates that are made to be mutated at a time. */
const ALTERNATIVES = 10;

/** Sends mutated updates to gated documents; throws with the seed of the document when one does harm. */
export function fuzzGate(seed: number, count: number): FuzzCounts {
  const counts: FuzzCounts = { sent: 0, taken: 0, known: 0, refused: {} };
  for (let start = 0; start < count; start += PER_DOCUMENT) {
    const one = seed + start / PER_DOCUMENT;
    try {
      fuzzDocument(seededRandom(one), Math.min(PER_DOCUMENT, count - start), counts);
    } catch (fault) {
      throw new GateBroken(`FUZZ_SEED=${one}: ${fault instanceof Error ? fault.stack : String(fault)}`);
    }
  }
  return counts;
}

function fuzzDocument(random: Random, count: number, counts: FuzzCounts): void {
  const start = startText();
  let gated = new GatedDocument(start);
  let updates = honestUpdates(gated.doc, random);
  let taken = 0;
  let before = gated.encoded();
  for (let index = 0; index < count; index += 1) {
    const isForged = random(3) === 0;
    const update = isForged
      ? forged(gated.doc, random)
      : mutated(updates[random(updates.length)]!, updates, random);
    const { rebuilt } = gated;
    const sent = gated.send(update, random(5) === 0 ? TOM : HELEN);
    note(sent, counts);
    expectNothingPending(gated);
    if (sent.kind !== 'taken') {
      before = expectSame(before, gated, rebuilt);
      continue;
    }
    before = gated.encoded();
    expectUsable(gated, before);
    taken += 1;
    if (taken % UPDATES_LAST > 0) continue;
    if (taken >= MOST_TAKEN) {
      gated = new GatedDocument(start);
      before = gated.encoded();
      taken = 0;
    }
    updates = honestUpdates(gated.doc, random);
  }
}

function note(sent: Sent, counts: FuzzCounts): void {
  counts.sent += 1;
  if (sent.kind !== 'refused') counts[sent.kind] += 1;
  else {
    const isLate = sent.fault === 'damaged' && sent.refusal === undefined;
    const kind = isLate ? 'damaged-late' : sent.fault;
    counts.refused[kind] = (counts.refused[kind] ?? 0) + 1;
  }
}

function startText(): Y.Doc {
  return sharedText(
    node('heading', words('Falls')),
    node('paragraph', words('One '), words('bold', 'bold'), words(' word.')),
    node('orderedList', node('listItem', paragraph('first')), node('listItem', paragraph('second'))),
    cells(2, 2),
    paragraph('The end.')
  );
}

/** What editors over this document really send, each on its own. */
function honestUpdates(doc: Y.Doc, random: Random): readonly Uint8Array[] {
  const updates = Array.from({ length: ALTERNATIVES }, () => {
    const copy = copyOf(doc);
    const before = Y.encodeStateVector(copy);
    const editor = headlessEditor(copy);
    for (let edit = 0; edit < 2; edit += 1) {
      try {
        editSomewhere(editor, random);
      } catch {
        // Some commands give up on selections that no mouse can make.
      }
    }
    return Y.encodeStateAsUpdate(copy, before);
  });
  return [...updates, Y.encodeStateAsUpdate(doc)];
}

/** A document that was made anew from the log may be cut into pieces elsewhere; read once more, both are the same. */
function expectSame(before: Uint8Array, gated: GatedDocument, rebuilt: number): Uint8Array {
  const after = gated.encoded();
  if (Buffer.from(before).equals(after)) return after;
  const isSame = gated.rebuilt > rebuilt && Buffer.from(readAgain(before)).equals(readAgain(after));
  if (!isSame) throw new Error('changed without being taken in');
  return after;
}

function readAgain(encoded: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, encoded);
  return Y.encodeStateAsUpdate(doc);
}

function expectNothingPending({ doc }: GatedDocument): void {
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('something is left pending');
  if (doc.share.size !== 1) throw new Error('a root was made');
}

/** Everybody can still open, show and go on writing it. */
function expectUsable({ doc }: GatedDocument, encoded: Uint8Array): void {
  const fault = browserFault(encoded);
  if (fault) throw new Error(fault);
  renderDocument(jsonFromDoc(doc));
}
