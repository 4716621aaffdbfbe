import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SYNC_LIMITS } from '#protocol/limits';
import {
  examine as examined,
  type GateLimits,
  type Verdict,
  type Writer
} from '#server/realtime/gate/examine';
import { editIn as updateOf, HELEN } from './shared-texts';

const EDITOR = { mayEdit: true, personId: HELEN };
const READER = { mayEdit: false, personId: HELEN };

/** In a document in which every client id is the writer's. */
function examine(doc: Y.Doc, update: Uint8Array, writer: Writer, limits: GateLimits): Verdict {
  return examined(doc, update, writer, () => HELEN, limits);
}

/** Adds a paragraph, as an editor would. */
function write(doc: Y.Doc, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  const body = doc.getXmlFragment('body');
  body.insert(body.length, [paragraph]);
}

function document(...texts: string[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment('body');
  for (const text of texts) write(doc, text);
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = document();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe('gate', () => {
  it('SYN-15 knows what is new and what is not, for text and for deletions', () => {
    const server = document('one', 'two');
    const client = copyOf(server);
    expect(examine(server, Y.encodeStateAsUpdate(client), EDITOR, SYNC_LIMITS)).toEqual({ kind: 'known' });
    const deletion = updateOf(client, (doc) => doc.getXmlFragment('body').delete(0, 1));
    expect(examine(server, deletion, EDITOR, SYNC_LIMITS)).toMatchObject({ kind: 'new' });
    expect(examine(server, deletion, READER, SYNC_LIMITS)).toMatchObject({
      fault: 'right',
      refusal: { code: 'read-only' }
    });
    Y.applyUpdate(server, deletion);
    expect(examine(server, deletion, READER, SYNC_LIMITS)).toEqual({ kind: 'known' });
    expect(examine(server, Y.encodeStateAsUpdate(client), READER, SYNC_LIMITS)).toEqual({ kind: 'known' });
  });

  it('SYN-18 refuses an update whose predecessor is missing', () => {
    const server = document('one');
    const client = copyOf(server);
    updateOf(client, (doc) => write(doc, 'lost on the way'));
    const later = updateOf(client, (doc) => write(doc, 'later'));
    expect(examine(server, later, EDITOR, SYNC_LIMITS)).toMatchObject({
      fault: 'gap',
      refusal: { code: 'edit-out-of-order' }
    });
    const deletionOfUnknown = updateOf(client, (doc) => doc.getXmlFragment('body').delete(1, 2));
    expect(examine(server, deletionOfUnknown, EDITOR, SYNC_LIMITS)).toMatchObject({ fault: 'gap' });
    expect(examine(server, Y.encodeStateAsUpdate(client), EDITOR, SYNC_LIMITS)).toMatchObject({
      kind: 'new'
    });
  });

  it('SYN-18 a gap in what the server has long known is no gap', () => {
    const server = document('one');
    const other = copyOf(server);
    updateOf(other, (doc) => write(doc, 'two'));
    const tail = updateOf(other, (doc) => write(doc, 'three'));
    Y.applyUpdate(server, Y.encodeStateAsUpdate(other));
    const newcomer = document();
    // It has heard an update that it cannot place yet, and passes it on.
    Y.applyUpdate(newcomer, tail);
    expect(examine(server, Y.encodeStateAsUpdate(newcomer), READER, SYNC_LIMITS)).toEqual({ kind: 'known' });
    const edit = updateOf(newcomer, (doc) => write(doc, 'mine'));
    expect(examine(server, edit, EDITOR, SYNC_LIMITS)).toMatchObject({ kind: 'new' });
  });

  it('SYN-19 refuses roots other than the body, and named entries in the body', () => {
    const server = document('one');
    const strange = new Y.Doc();
    const inOtherRoot = updateOf(strange, (doc) => doc.getMap('config').set('admin', true));
    const inBody = updateOf(new Y.Doc(), (doc) => doc.getMap('body').set('admin', true));
    for (const update of [inOtherRoot, inBody]) {
      expect(examine(server, update, EDITOR, SYNC_LIMITS)).toMatchObject({ fault: 'damaged' });
    }
    expect([...server.share.keys()]).toEqual(['body']);
  });

  it('SYN-19 refuses client ids, clocks and lengths that no client has', () => {
    const server = document();
    const forged = new Y.Doc();
    forged.clientID = 2 ** 40;
    expect(
      examine(
        server,
        updateOf(forged, (doc) => write(doc, 'x')),
        EDITOR,
        SYNC_LIMITS
      )
    ).toMatchObject({ fault: 'damaged' });
    // A delete set of client 1, clock 0, length 2^50.
    const huge = new Uint8Array([0, 1, 1, 1, 0, 128, 128, 128, 128, 128, 128, 128, 2]);
    expect(examine(server, huge, EDITOR, SYNC_LIMITS)).toMatchObject({ fault: 'damaged' });
  });

  it('SYN-20 refuses an update over the size limit before reading it', () => {
    const update = updateOf(new Y.Doc(), (doc) => write(doc, 'x'.repeat(200)));
    expect(examine(document(), update, EDITOR, { ...SYNC_LIMITS, update: 100 })).toMatchObject({
      fault: 'size',
      refusal: { code: 'message-too-large' }
    });
  });

  it('SYN-17 never throws and never changes the document, whatever the bytes', () => {
    const server = document('one', 'two');
    const client = copyOf(server);
    const good = updateOf(client, (doc) =>
      write(doc, 'a longer paragraph, so that there is something to break')
    );
    const before = Y.encodeStateAsUpdate(server);
    const broken = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(broken, fc.nat(good.length), (changes, length) => {
        const bytes = good.slice(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        examine(server, bytes, EDITOR, SYNC_LIMITS);
      }),
      { numRuns: 2000 }
    );
    expect(Y.encodeStateAsUpdate(server)).toEqual(before);
    expect([...server.share.keys()]).toEqual(['body']);
  });

  /** A body of so many paragraphs of which every other one is gone, so that nothing can be merged. */
  function perforated(paragraphs: number): Y.Doc {
    const doc = document();
    doc.transact(() => {
      for (let index = 0; index < paragraphs; index += 1) write(doc, 'x');
    });
    doc.transact(() => {
      for (let index = paragraphs - 1; index >= 0; index -= 2) doc.getXmlFragment('body').delete(index, 1);
    });
    return doc;
  }

  it('SYN-35 what Yjs writes itself is in order and apart: whole documents, single and merged updates', () => {
    const deletions: Uint8Array[] = [];
    const one = perforated(40);
    one.on('update', (update: Uint8Array) => deletions.push(update));
    const other = copyOf(one);
    other.on('update', (update: Uint8Array) => deletions.push(update));
    for (const at of [15, 2, 7, 0, 3]) one.getXmlFragment('body').delete(at, 1);
    for (const at of [1, 9, 4]) other.getXmlFragment('body').delete(at, 2);
    other.transact(() => [12, 3, 8].forEach((at) => other.getXmlFragment('body').delete(at, 1)));
    const empty = document();
    const merged = Y.mergeUpdates([...deletions].reverse());
    const pending = document();
    // It holds deletions of text it has never seen, and passes them on.
    for (const deletion of deletions) Y.applyUpdate(pending, deletion);
    for (const update of [...deletions, merged, Y.encodeStateAsUpdate(pending), Y.encodeStateAsUpdate(one)]) {
      expect(examine(empty, update, EDITOR, SYNC_LIMITS)).not.toMatchObject({ fault: 'damaged' });
    }
    const server = perforated(0);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(one));
    expect(examine(server, merged, EDITOR, SYNC_LIMITS)).toMatchObject({ kind: 'new' });
  });

  /** No text; these deletions of one client. */
  function deleting(client: number, ranges: readonly (readonly [number, number])[]): Uint8Array {
    return encoding.encode((encoder) =>
      [0, 1, client, ranges.length, ...ranges.flat()].forEach((each) => encoding.writeVarUint(encoder, each))
    );
  }

  it('SYN-35 deletions that overlap or run backwards are damaged, also when they are of known text', () => {
    const server = perforated(40);
    const before = Y.encodeStateAsUpdate(server);
    const gone = (...ranges: [number, number][]) => deleting(server.clientID, ranges);
    // Paragraph 1 is gone: its element at clock 3, what was in it behind.
    for (const update of [gone([3, 2], [3, 2]), gone([3, 3], [4, 1]), gone([9, 1], [3, 1])]) {
      expect(examine(server, update, READER, SYNC_LIMITS)).toMatchObject({ fault: 'damaged' });
    }
    expect(examine(server, gone([3, 1], [4, 2]), READER, SYNC_LIMITS)).toEqual({ kind: 'known' });
    expect(Y.encodeStateAsUpdate(server)).toEqual(before);
  });

  it('SYN-35 more deletions than the limit are refused in words, and a large honest text has room', () => {
    const server = perforated(40);
    const known = Y.encodeStateAsUpdate(server, Y.encodeStateVector(server));
    const few = { ...SYNC_LIMITS, deleteRanges: 19 };
    expect(examine(server, known, READER, { ...few, deleteRanges: 20 })).toEqual({ kind: 'known' });
    expect(examine(server, known, READER, few)).toMatchObject({
      fault: 'size',
      refusal: { code: 'message-too-large' }
    });
    expect(SYNC_LIMITS.deleteRanges).toBeGreaterThanOrEqual(100_000);
  });

  it('SYN-36 a reader may send back the deletions of a large text, but no large update with text', () => {
    const server = perforated(40);
    const whole = Y.encodeStateAsUpdate(server);
    const back = Y.encodeStateAsUpdate(copyOf(server), Y.encodeStateVector(server));
    const small = { ...SYNC_LIMITS, readOnlyUpdate: 40 };
    expect(back.length).toBeGreaterThan(40);
    expect(examine(server, back, READER, small)).toEqual({ kind: 'known' });
    // Not even whether it is damaged is looked at.
    for (const update of [whole, whole.slice(0, -1)]) {
      expect(examine(server, update, READER, small)).toMatchObject({ fault: 'right' });
    }
    expect(examine(server, whole, EDITOR, small)).toEqual({ kind: 'known' });
  });
});
