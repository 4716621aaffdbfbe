import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SYNC_LIMITS } from '#protocol/limits';
import { examine, type GateLimits, type OwnerOf } from '#server/realtime/gate/examine';
import { GatedDocument } from './gated-document';
import { rawUpdate } from './raw-update';
import { copyOf, editIn, editOn, element, HELEN, paragraph, sharedText, textAt, TOM } from './shared-texts';

const EDITOR = { mayEdit: true, personId: HELEN };
const NOBODY: OwnerOf = () => undefined;

function examined(
  doc: Y.Doc,
  update: Uint8Array,
  ownerOf: OwnerOf = NOBODY,
  limits: GateLimits = SYNC_LIMITS
) {
  return examine(doc, update, EDITOR, ownerOf, limits);
}

describe('whose text it is', () => {
  it('SYN-41 text under a client id of somebody else is refused, and nothing changes', () => {
    const gated = new GatedDocument(sharedText(paragraph('one')));
    const toms = copyOf(gated.doc);
    const first = editIn(toms, (doc) => textAt(doc.getXmlFragment('body'), 0, 0).insert(0, 'Tom: '));
    expect(gated.send(first, TOM)).toMatchObject({ kind: 'taken' });
    const before = gated.encoded();
    const forged = copyOf(gated.doc);
    forged.clientID = toms.clientID;
    const second = editIn(forged, (doc) => textAt(doc.getXmlFragment('body'), 0, 0).insert(0, 'not Tom '));
    expect(gated.send(second, HELEN)).toMatchObject({ fault: 'owner', refusal: { code: 'not-your-words' } });
    expect(gated.encoded()).toEqual(before);
    expect(gated.send(second, TOM)).toMatchObject({ kind: 'taken' });
  });

  it('SYN-41 a new id is named so that it can be bound, one of the writer is not', () => {
    const doc = sharedText(paragraph('one'));
    const mine = copyOf(doc);
    const update = editIn(mine, (each) => textAt(each.getXmlFragment('body'), 0, 0).insert(0, 'x'));
    expect(examined(doc, update)).toMatchObject({ kind: 'new', newClients: [mine.clientID] });
    expect(examined(doc, update, () => HELEN)).toMatchObject({ kind: 'new', newClients: [] });
  });

  it('SYN-41 formatting and deleting the words of somebody else, and sending them again, is nobody else’s text', () => {
    const gated = new GatedDocument(sharedText(paragraph('one')));
    const hers = copyOf(gated.doc);
    const text = () => textAt(hers.getXmlFragment('body'), 0, 0);
    expect(
      gated.send(
        editIn(hers, () => text().insert(0, 'Helen: ')),
        HELEN
      )
    ).toMatchObject({ kind: 'taken' });
    const toms = copyOf(gated.doc);
    const his = () => textAt(toms.getXmlFragment('body'), 0, 0);
    expect(
      gated.send(
        editIn(toms, () => his().format(0, 5, { bold: {} })),
        TOM
      )
    ).toMatchObject({ kind: 'taken' });
    expect(
      gated.send(
        editIn(toms, () => his().delete(0, 3)),
        TOM
      )
    ).toMatchObject({ kind: 'taken' });
    expect(gated.send(Y.encodeStateAsUpdate(toms), TOM)).toEqual({ kind: 'known' });
  });

  it('SYN-42 says whose other pieces an update refers to: neighbours, what it stands in, what it deletes', () => {
    const doc = sharedText(paragraph('one'), paragraph('two'));
    const origin = [...doc.store.clients.keys()];
    const other = copyOf(doc);
    Y.applyUpdate(
      doc,
      editIn(other, (each) => each.getXmlFragment('body').insert(1, [element('paragraph')]))
    );
    const depends = (change: (body: Y.XmlFragment) => void) => {
      const verdict = examined(doc, editOn(doc, change));
      return verdict.kind === 'new' ? [...verdict.dependsOn] : verdict;
    };
    expect(depends((body) => textAt(body, 0, 0).insert(1, 'x'))).toEqual(origin);
    expect(depends((body) => (body.get(1) as Y.XmlElement).insert(0, [new Y.XmlText('in it')]))).toEqual([
      other.clientID
    ]);
    expect(depends((body) => body.delete(1, 1))).toEqual([other.clientID]);
    expect(depends((body) => body.insert(1, [element('paragraph')]))).toEqual([...origin, other.clientID]);
  });
});

describe('pieces that cannot be put together', () => {
  const doc = sharedText(paragraph('one'), paragraph('two'));
  const [origin] = [...doc.store.clients.keys()] as [number];
  /** Element and text of paragraph one are clocks 0 and 1, its words 2 to 4; paragraph two is 5. */
  const text = [origin, 1] as const;

  it.each<[string, Uint8Array, string]>([
    ['a piece that follows itself', rawUpdate([{ client: 7, pieces: [{ left: [7, 0] }] }]), 'damaged'],
    [
      'a piece that follows a later one',
      rawUpdate([{ client: 7, pieces: [{ left: [7, 1] }, { parent: text }] }]),
      'damaged'
    ],
    [
      'two that wait for each other',
      rawUpdate([
        { client: 8, pieces: [{ left: [7, 0] }] },
        { client: 7, pieces: [{ left: [8, 0] }] }
      ]),
      'damaged'
    ],
    [
      'a client that is named twice',
      rawUpdate([
        { client: 7, pieces: [{ parent: text }] },
        { client: 9, pieces: [{ parent: text }] },
        { client: 7, clock: 1, pieces: [{ left: [7, 0] }] }
      ]),
      'damaged'
    ],
    [
      'neighbours in different texts',
      rawUpdate([{ client: 7, pieces: [{ left: [origin, 2], right: [origin, 7] }] }]),
      'damaged'
    ],
    ['something inside of words', rawUpdate([{ client: 7, pieces: [{ parent: [origin, 2] }] }]), 'damaged'],
    [
      'known words that continue elsewhere',
      rawUpdate([
        {
          client: origin,
          pieces: [
            { element: 'paragraph' },
            { parent: [origin, 0], text: true },
            { parent: [origin, 1], words: 'one' },
            { element: 'paragraph', right: [origin, 0] },
            { parent: [origin, 0], text: true },
            { parent: [origin, 1], words: 'two and more' }
          ]
        }
      ]),
      'damaged'
    ],
    [
      'a known piece with an unknown neighbour',
      rawUpdate([
        { client: origin, pieces: [{ element: 'paragraph', left: [77, 3] }] },
        { client: 7, pieces: [{ parent: text }] }
      ]),
      'damaged'
    ],
    ['a neighbour nobody has', rawUpdate([{ client: 7, pieces: [{ left: [77, 3] }] }]), 'gap'],
    ['a right neighbour nobody has', rawUpdate([{ client: 7, pieces: [{ right: [origin, 99] }] }]), 'gap'],
    ['something in what nobody has', rawUpdate([{ client: 7, pieces: [{ parent: [77, 0] }] }]), 'gap'],
    ['a start that is left out', rawUpdate([{ client: 7, pieces: [{ skip: 3 }, { parent: text }] }]), 'gap'],
    [
      'a middle that is left out',
      rawUpdate([{ client: 7, pieces: [{ parent: text }, { skip: 3 }, { parent: text }] }]),
      'gap'
    ],
    ['a deletion of what nobody has', rawUpdate([], [[origin, 2, 99]]), 'gap'],
    ['client id 0', rawUpdate([{ client: 0, pieces: [{ parent: text }] }]), 'damaged'],
    ['client id 2^32', rawUpdate([{ client: 2 ** 32, pieces: [{ parent: text }] }]), 'damaged'],
    ['a piece without length', rawUpdate([{ client: 7, pieces: [{ parent: text, words: '' }] }]), 'damaged'],
    [
      'a clock that overflows',
      rawUpdate([{ client: 7, clock: 2 ** 50, pieces: [{ parent: text }] }]),
      'damaged'
    ]
  ])('SYN-43 %s is refused before it is applied', (_, update, fault) => {
    const before = Y.encodeStateAsUpdate(doc);
    expect(examined(doc, update)).toMatchObject({ kind: 'refused', fault });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('SYN-43 pieces of several clients that build on each other in turn are put in order', () => {
    const gated = new GatedDocument(doc);
    const turns = Array.from({ length: 2000 }, (_, index) => index);
    const mine = (odd: number) =>
      turns
        .filter((turn) => turn % 2 === odd)
        .map((turn) =>
          turn === 0
            ? { parent: text, words: 'a' }
            : { left: [7 + ((turn + 1) % 2), (turn - 1) >> 1] as const, words: 'ab'[odd]! }
        );
    const update = rawUpdate([
      { client: 8, pieces: mine(1) },
      { client: 7, pieces: mine(0) }
    ]);
    expect(gated.send(update, HELEN)).toMatchObject({ kind: 'taken' });
    expect(textAt(gated.doc.getXmlFragment('body'), 0, 0).toString()).toBe(`${'ab'.repeat(1000)}one`);
  });

  it('SYN-43 what somebody typed where another has deleted meanwhile is taken in, and shown nowhere', () => {
    const gated = new GatedDocument(sharedText(paragraph('one'), paragraph('two')));
    const inside = editOn(gated.doc, (body) => {
      textAt(body, 0, 0).insert(1, 'x');
      (body.get(0) as Y.XmlElement).insert(1, [element('hardBreak'), new Y.XmlText('y')]);
    });
    expect(
      gated.send(
        editOn(gated.doc, (body) => body.delete(0, 1)),
        TOM
      )
    ).toMatchObject({ kind: 'taken' });
    expect(gated.send(inside, HELEN)).toMatchObject({ kind: 'taken' });
    expect(gated.doc.getXmlFragment('body').toString()).toBe('<paragraph>two</paragraph>');
  });

  it('SYN-48 more pieces in one update than the limit are refused in words', () => {
    const update = rawUpdate([{ client: 7, pieces: [{ parent: text }, { parent: text }, { parent: text }] }]);
    const limits = { ...SYNC_LIMITS, pieces: 3 };
    expect(examined(doc, update, NOBODY, limits)).toMatchObject({ kind: 'new' });
    expect(examined(doc, update, NOBODY, { ...limits, pieces: 2 })).toMatchObject({
      fault: 'size',
      refusal: { code: 'message-too-large' }
    });
  });
});
