import * as encoding from 'lib0/encoding';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { nextState, notConnected, statusOf } from '#editor/connection-state';
import { sentText } from '#editor/sent-message';
import { ServerKnowledge } from '#editor/server-knowledge';
import { unsentText } from '#editor/unsent-text';
import { encodeSync } from '#protocol/messages';
import { DraftWorld } from './draft-world';

const STEPS: readonly ((world: DraftWorld) => void)[] = [
  (world) => world.write(),
  (world) => world.write(),
  (world) => world.connect(),
  (world) => world.startClosing(),
  (world) => world.close(),
  (world) => world.serverReads(true),
  (world) => world.serverReads(true),
  (world) => world.serverReads(false),
  (world) => world.clientReads(),
  (world) => world.clientReads(),
  (world) => world.clientReads()
];

const STORIES = fc.array(fc.integer({ min: 0, max: STEPS.length - 1 }), { maxLength: 200 });

function tell(story: readonly number[], afterEach: (world: DraftWorld) => void): DraftWorld {
  const world = new DraftWorld();
  for (const step of story) {
    STEPS[step]!(world);
    afterEach(world);
  }
  return world;
}

describe('the status line', () => {
  test('SPC-20 "saved" is never said while anything written here is not in the log, whatever is lost or refused', () => {
    fc.assert(
      fc.property(STORIES, (story) => {
        tell(story, (world) => {
          if (world.status === 'saved') expect(world.everythingIsStored).toBe(true);
        });
      }),
      { numRuns: 2000 }
    );
  });

  test('SPC-20 once the network and the database work again, everything is stored and "saved" is said', () => {
    fc.assert(
      fc.property(STORIES, (story) => {
        const world = tell(story, () => {});
        world.settle();
        expect(world.everythingIsStored).toBe(true);
        expect(world.status).toBe('saved');
      })
    );
  });

  test('SPC-21 without a connection it is "offline", and before the text has come "connecting"', () => {
    const world = new DraftWorld();
    expect(world.status).toBe('connecting');
    world.settle();
    world.write();
    expect(world.status).toBe('saving');
    world.close();
    expect(world.status).toBe('offline');
    world.connect();
    expect(world.status).toBe('saving');
  });

  test('SPC-21 a first connection that fails is "offline" and not "connecting" for ever', () => {
    const failed = nextState(nextState(notConnected(), { kind: 'opening' }), { kind: 'closed' });
    expect(statusOf(failed)).toBe('offline');
  });

  test('SPC-22 a refusal that asking again cannot mend stops everything, in the words of the server', () => {
    const message = 'You can read this text but not change it.';
    const refused = nextState(notConnected(), { kind: 'refused', code: 'read-only', message });
    const later = nextState(nextState(refused, { kind: 'opened' }), { kind: 'loaded' });
    expect(statusOf(later)).toBe('not-allowed');
    expect(later.stopped?.message).toBe(message);
  });

  test('SPC-23 signed out stays signed out until the person has signed in again', () => {
    const stopped = nextState(notConnected(), {
      kind: 'stopped',
      why: 'signed-out',
      message: 'You are signed out.'
    });
    expect(statusOf(nextState(stopped, { kind: 'closed' }))).toBe('signed-out');
    expect(statusOf(nextState(stopped, { kind: 'resumed' }))).not.toBe('signed-out');
  });
});

describe('what counts as sent', () => {
  test('SPC-20 step 2 and updates are counted; questions, presence and anything else are not', () => {
    const empty = new Uint8Array([0, 0]);
    expect(sentText(encodeSync('step2', empty))).toBe('step2');
    expect(sentText(encodeSync('update', empty))).toBe('update');
    expect(sentText(encodeSync('step1', empty))).toBeUndefined();
    expect(sentText(encoding.encode((encoder) => encoding.writeVarUint(encoder, 1)))).toBeUndefined();
    expect(sentText('text')).toBeUndefined();
  });
});

describe('the text that was not saved', () => {
  function draft(): { ydoc: Y.Doc; paragraphs: Y.XmlText[] } {
    const ydoc = new Y.Doc();
    const paragraphs = ['First.', 'Second.'].map((words) => new Y.XmlText(words));
    const elements = paragraphs.map((text) => {
      const element = new Y.XmlElement('paragraph');
      element.insert(0, [text]);
      return element;
    });
    ydoc.getXmlFragment('body').insert(0, elements);
    return { ydoc, paragraphs };
  }

  const unsent = (ydoc: Y.Doc, saved: Uint8Array) => {
    const known = new ServerKnowledge(Y.decodeStateVector(saved));
    return unsentText(ydoc, ydoc.getXmlFragment('body'), known.clocks);
  };

  test('SPC-24 holds each paragraph with words typed here since the last save, in the order of the text', () => {
    const { ydoc, paragraphs } = draft();
    const saved = Y.encodeStateVector(ydoc);
    paragraphs[1]!.insert(0, 'Elsewhere ');
    expect(unsent(ydoc, saved)).toBe('Elsewhere Second.');
    for (const letter of ' Added') paragraphs[0]!.insert(paragraphs[0]!.length, letter);
    expect(unsent(ydoc, saved)).toBe('First. Added\nElsewhere Second.');
  });

  test('SPC-24 leaves out what was saved, what was taken back and what others wrote', () => {
    const { ydoc, paragraphs } = draft();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    const saved = Y.encodeStateVector(ydoc);
    paragraphs[0]!.insert(0, 'Oops ');
    paragraphs[0]!.delete(0, 5);
    const theirs = other.getXmlFragment('body').get(1) as Y.XmlElement;
    (theirs.get(0) as Y.XmlText).insert(0, 'Theirs ');
    const sentByServer = Y.encodeStateAsUpdate(other, saved);
    Y.applyUpdate(ydoc, sentByServer);
    const known = new ServerKnowledge(Y.decodeStateVector(saved));
    known.addUpdate(sentByServer);
    const unsentNow = () => unsentText(ydoc, ydoc.getXmlFragment('body'), known.clocks);
    expect(unsentNow()).toBe('');
    paragraphs[0]!.insert(0, 'Kept ');
    expect(unsentNow()).toBe('Kept First.');
    known.addVector(Y.encodeStateVector(ydoc));
    expect(unsentNow()).toBe('');
  });
});
