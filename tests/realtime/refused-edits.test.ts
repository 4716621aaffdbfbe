import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { encodePresenceFrame, encodeSync } from '#protocol/messages';
import { RawClient } from './raw-client';
import { SyncWorld, updateOf, words, write, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let helen: SyncPerson;
let tom: SyncPerson;
let patrick: SyncPerson;
let draft: Draft;
const open: RawClient[] = [];

beforeAll(async () => {
  world = await SyncWorld.open({ askAgain: 10, socketsPerSession: 1000, update: 50_000, frame: 60_000 });
  helen = await world.person('Helen Marsh');
  tom = await world.person('Tom Adeyemi', { group: 'social-care' });
  patrick = await world.person('Patrick Doyle', { group: 'patient-carer', roles: ['contributor'] });
});
beforeEach(async () => {
  draft = await world.draft(helen);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(() => world.close());

async function raw(person: SyncPerson): Promise<RawClient> {
  const client = await RawClient.open(world, person, draft.room);
  open.push(client);
  await client.wholeDocument();
  return client;
}

/** A document with some text in it, held by a witness; answers what must not change. */
async function witnessed(): Promise<{ witness: RawClient; doc: Y.Doc; unchanged: () => Promise<void> }> {
  const witness = await raw(tom);
  const doc = new Y.Doc();
  witness.sendUpdate(updateOf(doc, (each) => write(each, 'the text as it was')));
  await witness.saved(1);
  const before = Y.encodeStateAsUpdate(await witness.wholeDocument());
  const rows = (await world.log(draft)).length;
  const unchanged = async () => {
    expect(Y.encodeStateAsUpdate(await witness.wholeDocument())).toEqual(before);
    expect(witness.all('update')).toHaveLength(0);
    expect(witness.all('refused')).toHaveLength(0);
    expect(await world.log(draft)).toHaveLength(rows);
  };
  return { witness, doc, unchanged };
}

/** What somebody who has the text would send to add to it. */
function addition(doc: Y.Doc, text = 'an addition'): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return updateOf(copy, (each) => write(each, text));
}

describe('people who may only read', () => {
  it('SYN-15 an update and a step 2 of somebody who may only read are refused and change nothing', async () => {
    const { doc, unchanged } = await witnessed();
    const reader = await raw(patrick);
    for (const kind of ['update', 'step2'] as const) {
      reader.send(encodeSync(kind, addition(doc)));
      expect(await reader.next('refused')).toMatchObject({ code: 'read-only' });
      await unchanged();
    }
    const deletion = new Y.Doc();
    Y.applyUpdate(deletion, Y.encodeStateAsUpdate(doc));
    reader.sendUpdate(updateOf(deletion, (each) => each.getXmlFragment('body').delete(0, 1)));
    expect(await reader.next('refused')).toMatchObject({ code: 'read-only' });
    await unchanged();
  });

  it('SYN-15 a step 2 hidden behind a step 1 in the same frame changes nothing', async () => {
    const { doc, unchanged } = await witnessed();
    const reader = await raw(patrick);
    const step1 = encodeSync('step1', Y.encodeStateVector(doc));
    reader.send(new Uint8Array([...step1, ...encodeSync('step2', addition(doc))]));
    expect(await reader.closed).toMatchObject({ code: 4400 });
    await unchanged();
  });

  it('SYN-16 an empty or known step 2 of somebody who may only read is accepted in silence', async () => {
    const { doc, unchanged } = await witnessed();
    const reader = await raw(patrick);
    reader.send(encodeSync('step2', Y.encodeStateAsUpdate(new Y.Doc())));
    reader.send(encodeSync('step2', Y.encodeStateAsUpdate(doc)));
    await reader.saved(2);
    expect(reader.all('refused')).toHaveLength(0);
    await unchanged();
  });

  it('SYN-16 they are sent what others write', async () => {
    const { witness, doc } = await witnessed();
    const reader = await raw(patrick);
    witness.sendUpdate(addition(doc, 'for the reader too'));
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(copy, (await reader.next('update')).bytes);
    expect(words(copy)).toContain('for the reader too');
  });
});

describe('floods', () => {
  it('SYN-37 a reader who sends one update after another is closed with 4429, and nothing is taken in', async () => {
    const { doc, unchanged } = await witnessed();
    const reader = await raw(patrick);
    const update = addition(doc);
    for (let count = 0; count < 20; count += 1) reader.sendUpdate(update);
    await reader.saved(20);
    expect(reader.all('refused')).toHaveLength(20);
    reader.sendUpdate(Y.encodeStateAsUpdate(doc));
    expect(await reader.closed).toMatchObject({ code: 4429 });
    await unchanged();
  });

  it('SYN-38 of many questions at once only the newest is answered', async () => {
    const { doc } = await witnessed();
    const reader = await raw(patrick);
    const before = reader.all('step2').length;
    const nothing = encodeSync('step1', Y.encodeStateVector(new Y.Doc()));
    // In one piece on the wire, so that they arrive together.
    reader.corked(() => {
      for (let count = 0; count < 1000; count += 1) reader.send(nothing);
      reader.send(encodeSync('step1', Y.encodeStateVector(doc)));
    });
    const { bytes } = await reader.next('step2');
    expect(Y.decodeUpdate(bytes).structs).toHaveLength(0);
    expect(words(await reader.wholeDocument())).toContain('the text as it was');
    expect(reader.all('step2')).toHaveLength(before + 2);
  });
});

describe('damaged frames', () => {
  const presence = encodePresenceFrame([{ clientId: 1, clock: 1, state: '{}' }]);
  const number = (value: number) => encoding.encode((encoder) => encoding.writeVarUint(encoder, value));
  it.each<[string, Uint8Array | string]>([
    ['a text frame', 'hello'],
    ['an empty frame', new Uint8Array()],
    ['an unknown number', number(77)],
    ['a number only the server uses', new Uint8Array([...number(100), 1, 1])],
    ['the auth number', new Uint8Array([2, 0, 0])],
    ['a sync kind that does not exist', new Uint8Array([0, 9, 0])],
    ['a length that points past the end', new Uint8Array([0, 2, 200, 1, 1, 1])],
    ['a presence frame that is cut', presence.slice(0, -2)],
    ['a presence frame that names 50,000 clients', new Uint8Array([1, 3, ...number(50_000)])],
    ['a state vector that is cut', encodeSync('step1', new Uint8Array([5, 1]))]
  ])('SYN-17 %s closes that socket with 4400 and nobody else notices', async (_, frame) => {
    const { unchanged } = await witnessed();
    const sender = await raw(helen);
    sender.send(frame);
    expect(await sender.closed).toMatchObject({ code: 4400 });
    await unchanged();
  });

  it('SYN-17 an update cut anywhere leaves every byte of the document as it was', async () => {
    const { witness, doc, unchanged } = await witnessed();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    const insertion = updateOf(copy, (each) => write(each, 'two words'));
    const deletion = updateOf(copy, (each) => each.getXmlFragment('body').delete(0, 1));
    for (const update of [insertion, deletion]) {
      const cuts = Array.from({ length: update.length - 1 }, (_, index) => update.slice(0, index + 1));
      const senders = await Promise.all(cuts.map(() => RawClient.open(world, helen, draft.room)));
      cuts.forEach((cut, index) => senders[index]!.sendUpdate(cut));
      for (const sender of senders) {
        expect(await sender.closed).toMatchObject({ code: 4400 });
        expect(sender.all('refused')).toMatchObject([{ code: 'malformed-update' }]);
      }
      await unchanged();
    }
    witness.sendUpdate(addition(doc, 'the others go on'));
    await witness.saved(2);
    expect(words(await world.stored(draft))).toContain('the others go on');
  });

  it('SYN-17 an update that decodes but breaks while it is applied leaves no trace', async () => {
    const { witness, doc, unchanged } = await witnessed();
    // A known piece, sent again with a neighbour nobody has: the gate passes over what is known, Yjs looks for it.
    const elsewhere = new Y.Doc();
    write(elsewhere, 'a neighbour nobody has');
    const forged = new Y.Doc();
    forged.clientID = Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).structs[0]!.id.client;
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(elsewhere));
    const equivocal = updateOf(forged, (each) => write(each, 'x'));
    const sender = await raw(helen);
    sender.sendUpdate(Y.mergeUpdates([equivocal, addition(doc, 'rides along')]));
    expect(await sender.next('refused')).toMatchObject({ code: 'malformed-update' });
    expect(await sender.closed).toMatchObject({ code: 4400 });
    await unchanged();
    witness.sendUpdate(addition(doc, 'still usable'));
    await witness.saved(2);
    expect(words(await world.stored(draft))).toContain('still usable');
  });

  it('SYN-17 edits that arrived together with a damaged one are kept', async () => {
    const { witness, doc } = await witnessed();
    const [good, bad] = [await raw(helen), await raw(helen)];
    const update = addition(doc, 'arrived in the same moment');
    good.sendUpdate(update);
    bad.sendUpdate(update.slice(0, -2));
    await good.saved(1);
    await bad.closed;
    expect(words(await witness.wholeDocument())).toContain('arrived in the same moment');
    expect(words(await world.stored(draft))).toContain('arrived in the same moment');
  });

  it('SYN-18 an edit whose predecessor was lost is refused, asked for again and then complete', async () => {
    const { doc, unchanged, witness } = await witnessed();
    const sender = await raw(helen);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    await sender.next('step1');
    updateOf(copy, (each) => write(each, 'lost on the way'));
    sender.sendUpdate(updateOf(copy, (each) => write(each, 'builds on it')));
    expect(await sender.next('refused')).toMatchObject({ code: 'edit-out-of-order' });
    await unchanged();
    const { bytes } = await sender.next('step1');
    sender.send(encodeSync('step2', Y.encodeStateAsUpdate(copy, bytes)));
    await sender.saved(2);
    expect(words(await witness.wholeDocument())).toMatch(/lost on the way.*builds on it/);
  });

  it('SYN-19 an update that names another root is refused and makes no root', async () => {
    const { unchanged } = await witnessed();
    const sender = await raw(helen);
    sender.sendUpdate(updateOf(new Y.Doc(), (each) => each.getMap('secrets').set('a', 1)));
    expect(await sender.next('refused')).toMatchObject({ code: 'malformed-update' });
    expect(await sender.closed).toMatchObject({ code: 4400 });
    await unchanged();
  });

  it('SYN-20 an edit over the limit is refused in words; a frame over the limit ends the socket', async () => {
    const { doc, unchanged } = await witnessed();
    const sender = await raw(helen);
    sender.sendUpdate(addition(doc, 'x'.repeat(55_000)));
    expect(await sender.next('refused')).toMatchObject({ code: 'message-too-large' });
    await unchanged();
    sender.sendUpdate(addition(doc, 'x'.repeat(70_000)));
    expect(await sender.closed).toMatchObject({ code: 1009 });
    await unchanged();
  });
});
