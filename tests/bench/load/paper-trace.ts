import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { BODY } from '#schema/schema';

/** Deleted letters and inserted ones at a place of the text. */
type Patch = readonly [at: number, deleted: number, inserted: string];

const FILE = 'tests/bench/recordings/automerge-paper.json.gz';
const EDITS = 259_778;

export interface Trace {
  /** Where it comes from, for the table. */
  readonly name: string;
  /** One update per edit. The first makes a paragraph of its own at the top, whatever the document holds. */
  readonly updates: readonly Uint8Array[];
  readonly clientId: number;
  /** How many clocks the writer has used at the end: whoever has them all has the whole text. */
  readonly clocks: number;
}

/** The recorded writing of a paper, or, where the recording is not there, made-up writing of the same length. */
export function paperTrace(edits = EDITS): Trace {
  const recorded = existsSync(FILE);
  const patches = recorded ? recordedPatches() : madeUpPatches(EDITS);
  const name = recorded ? 'the recorded paper' : 'made-up writing (the recording is not there)';
  return { name: `${name}, ${edits} edits`, ...typed(patches.slice(0, edits)) };
}

function recordedPatches(): Patch[] {
  const trace = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as {
    txns: readonly { readonly patches: readonly Patch[] }[];
  };
  return trace.txns.flatMap(({ patches }) => patches);
}

/** Mostly letters one after the other, some deletions, now and then another place; the same every time. */
function madeUpPatches(count: number): Patch[] {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const patches: Patch[] = [];
  let length = 0;
  let at = 0;
  while (patches.length < count) {
    if (random(50) === 0) at = random(length + 1);
    if (at > 0 && random(10) < 3) {
      at -= 1;
      length -= 1;
      patches.push([at, 1, '']);
    } else {
      patches.push([at, 0, String.fromCharCode(97 + random(26))]);
      at += 1;
      length += 1;
    }
  }
  return patches;
}

function typed(patches: readonly Patch[]): Omit<Trace, 'name'> {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  doc.transact(() => {
    paragraph.insert(0, [text]);
    doc.getXmlFragment(BODY).insert(0, [paragraph]);
  });
  for (const [at, deleted, inserted] of patches) {
    doc.transact(() => {
      if (deleted > 0) text.delete(at, deleted);
      if (inserted !== '') text.insert(at, inserted);
    });
  }
  return { updates, clientId: doc.clientID, clocks: Y.getState(doc.store, doc.clientID) };
}
