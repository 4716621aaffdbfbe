import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SYNC_LIMITS } from '#protocol/limits';
import { GatedDocument } from './gated-document';
import { rawUpdate, type At, type RawPiece } from './raw-update';
import {
  at,
  cells,
  editOn,
  element,
  HELEN,
  node,
  paragraph,
  sharedText,
  textAt,
  words
} from './shared-texts';

/** 0 heading, 1 paragraph, 2 numbered list, 3 table, 4 a paragraph with a note behind its words. */
const TEXT = () =>
  sharedText(
    node('heading', words('Falls')),
    paragraph('One paragraph.'),
    node('orderedList', node('listItem', paragraph('first'))),
    cells(2, 2),
    node('paragraph', words('noted'), { type: 'footnote', attrs: { text: 'A note.' } })
  );

type Change = (body: Y.XmlFragment) => void;

/** Stored nowhere and seen by nobody; the same sentence for everything the editor would not have made. */
function expectRefused(change: Change): void {
  const gated = new GatedDocument(TEXT());
  const before = gated.encoded();
  expect(gated.send(editOn(gated.doc, change), HELEN)).toMatchObject({
    kind: 'refused',
    fault: 'content',
    refusal: {
      code: 'does-not-fit',
      message: 'Your last change does not fit this document, so it was not saved.'
    }
  });
  expect(gated.encoded()).toEqual(before);
  expect(gated.rebuilt, 'refused before it was applied').toBe(0);
}

function expectTaken(change: Change): void {
  const gated = new GatedDocument(TEXT());
  expect(gated.send(editOn(gated.doc, change), HELEN)).toMatchObject({ kind: 'taken' });
}

/** Yjs's types say that attributes are text. */
const set = (target: Y.XmlElement, name: string, value: unknown) =>
  target.setAttribute(name, value as string);
const inserted = (into: Y.XmlFragment, content: unknown) => into.insert(0, [content as Y.XmlElement]);

describe('kinds of content', () => {
  it.each<[string, Change]>([
    ['a map in the body', (body) => inserted(body, new Y.Map())],
    ['an array in the body', (body) => inserted(body, new Y.Array())],
    ['plain values in the body', (body) => inserted(body, { admin: true })],
    ['bytes in the body', (body) => inserted(body, new Uint8Array([1]))],
    ['a document in the body', (body) => inserted(body, new Y.Doc())],
    ['a hook in the body', (body) => inserted(body, new Y.XmlHook('x'))],
    ['a fragment in the body', (body) => inserted(body, new Y.XmlFragment())],
    ['a plain text in the body', (body) => inserted(body, new Y.Text('x'))],
    ['a text in the body', (body) => inserted(body, new Y.XmlText('x'))],
    ['a plain text in a paragraph', (body) => inserted(at(body, 1), new Y.Text('x'))],
    ['a map in a paragraph', (body) => inserted(at(body, 1), new Y.Map())],
    ['values in a paragraph', (body) => inserted(at(body, 1), 'words')],
    ['an embedded value in a text', (body) => textAt(body, 1, 0).insertEmbed(1, { image: 'x' })],
    ['an embedded element in a text', (body) => textAt(body, 1, 0).insertEmbed(1, element('hardBreak'))],
    ['an attribute on a text', (body) => textAt(body, 1, 0).setAttribute('number', '1')],
    ['a text as an attribute', (body) => set(at(body, 1), 'number', new Y.XmlText('1'))],
    ['a map as an attribute', (body) => set(at(body, 1), 'number', new Y.Map())],
    ['bytes as an attribute', (body) => set(at(body, 1), 'number', new Uint8Array([1]))],
    ['a document as an attribute', (body) => set(at(body, 1), 'number', new Y.Doc())]
  ])('SYN-44 %s is refused', (_, change) => expectRefused(change));

  it.each<[string, (element: At, text: At) => RawPiece]>([
    ['words in the body', (left) => ({ left })],
    ['words in an element', (parent) => ({ parent })],
    ['words as an attribute', (parent) => ({ parent, name: 'number' })],
    ['an element in a text', (_, parent) => ({ parent, element: 'hardBreak' })],
    ['a text in a text', (_, parent) => ({ parent, text: true })]
  ])('SYN-44 %s is refused', (_, piece) => {
    const gated = new GatedDocument(TEXT());
    const body = gated.doc.getXmlFragment('body');
    const before = gated.encoded();
    const idOf = (type: Y.XmlElement | Y.XmlText): At => [type._item!.id.client, type._item!.id.clock];
    const update = rawUpdate([{ client: 7, pieces: [piece(idOf(at(body, 1)), idOf(textAt(body, 1, 0)))] }]);
    expect(gated.send(update, HELEN)).toMatchObject({ fault: 'content' });
    expect(gated.encoded()).toEqual(before);
    expect(gated.rebuilt).toBe(0);
  });
});

describe('names and values', () => {
  it.each<[string, Change]>([
    ['an unknown element', (body) => inserted(body, element('script'))],
    ['a document in the document', (body) => inserted(body, element('doc'))],
    ['an element called text', (body) => inserted(body, element('text'))],
    ['an element called like a property of every object', (body) => inserted(body, element('constructor'))],
    ['an unknown mark', (body) => textAt(body, 1, 0).format(0, 3, { blink: {} })],
    [
      'a mark with a name that is no mark of the schema',
      (body) => textAt(body, 1, 0).format(0, 3, { strong: true })
    ],
    [
      'a mark called like a property of every object',
      (body) => textAt(body, 1, 0).format(0, 3, Object.fromEntries([['constructor', true]]))
    ],
    [
      'a mark with a hash that overlaps nothing',
      (body) => textAt(body, 1, 0).format(0, 3, { 'bold--abcdef12': {} })
    ],
    ['a mark that is false', (body) => textAt(body, 1, 0).format(0, 3, { bold: false })],
    [
      'a mark with an unknown attribute',
      (body) => textAt(body, 1, 0).format(0, 3, { bold: { onclick: 'x' } })
    ],
    ['an unknown attribute', (body) => set(at(body, 1), 'style', 'color: red')],
    ['an attribute of another element', (body) => set(at(body, 1), 'level', 1)],
    ['an attribute called like a property of every object', (body) => set(at(body, 1), '__proto__', 'x')],
    ['a clause number that is a number', (body) => set(at(body, 0), 'number', 3)],
    ['an enormous clause number', (body) => set(at(body, 0), 'number', '1.'.repeat(500))],
    ['a heading of level 7', (body) => set(at(body, 0), 'level', 7)],
    ['a heading whose level is text', (body) => set(at(body, 0), 'level', '2')],
    ['a list that starts at text', (body) => set(at(body, 2), 'start', 'x')],
    ['a list that starts nowhere', (body) => set(at(body, 2), 'start', NaN)],
    ['a list that starts too far', (body) => set(at(body, 2), 'start', 1e12)],
    ['an unknown list format', (body) => set(at(body, 2), 'format', 'url(x)')],
    ['a cell over no column', (body) => set(at(body, 3, 0, 0), 'colspan', 0)],
    ['a cell over 30 million columns', (body) => set(at(body, 3, 0, 0), 'colspan', 3e7)],
    ['a cell over a list of rows', (body) => set(at(body, 3, 0, 0), 'rowspan', [2])],
    ['a column width that is text', (body) => set(at(body, 3, 0, 0), 'colwidth', ['wide'])],
    ['an unknown alignment', (body) => set(at(body, 3, 0, 0), 'align', 'expression(x)')],
    ['a note that is a number', (body) => set(at(body, 4, 1), 'text', 7)],
    ['an enormous note', (body) => set(at(body, 4, 1), 'text', 'x'.repeat(60_000))]
  ])('SYN-45 %s is refused', (_, change) => expectRefused(change));

  it.each<[string, Change]>([
    [
      'every kind of attribute',
      (body) => {
        set(at(body, 0), 'level', 3);
        set(at(body, 0), 'number', '1.2');
        set(at(body, 2), 'start', 0);
        set(at(body, 2), 'format', 'lower-roman');
        set(at(body, 3, 0, 0), 'colspan', 2);
        set(at(body, 3, 0, 0), 'colwidth', [120, 0]);
        set(at(body, 3, 0, 1), 'align', 'right');
        set(at(body, 4, 1), 'text', 'Another note.');
      }
    ],
    ['an attribute that is taken away', (body) => at(body, 0).removeAttribute('level')],
    ['a mark as the editor writes it', (body) => textAt(body, 1, 0).format(0, 3, { bold: {} })],
    ['a mark as a tool writes it', (body) => textAt(body, 1, 0).format(0, 3, { italic: true })],
    [
      'all marks that may stand together',
      (body) =>
        textAt(body, 1, 0).format(0, 3, { bold: {}, italic: {}, underline: {}, strike: {}, superscript: {} })
    ]
  ])('SYN-45 %s is taken in', (_, change) => expectTaken(change));

  it.each<[unknown, boolean]>([
    ['https://www.nhs.uk/falls', true],
    ['mailto:falls@nhs.net', true],
    ['#clause-2', true],
    ['javascript:alert(1)', false],
    ['java\tscript:alert(1)', false],
    ['data:text/html,x', false],
    ['https://nhs.uk@elsewhere.example/', false],
    [null, false],
    [{ toString: 'x' }, false]
  ])('SYN-46 a link to %j is taken in: %s', (href, isAllowed) => {
    const change: Change = (body) => textAt(body, 1, 0).format(0, 3, { link: { href } });
    if (isAllowed) expectTaken(change);
    else expectRefused(change);
  });

  it.each([
    ['no target at all', {}],
    ['not even a set of attributes', true],
    ['an enormous title', { href: 'https://www.nhs.uk', title: 'x'.repeat(5000) }],
    ['an unknown attribute', { href: 'https://www.nhs.uk', onclick: 'x' }]
  ])('SYN-46 a link with %s is refused', (_, link) =>
    expectRefused((body) => textAt(body, 1, 0).format(0, 3, { link }))
  );
});

describe('nesting', () => {
  /** So many elements in one another, the innermost a paragraph. */
  const nested = (levels: number) => {
    let outer = element('paragraph');
    for (let level = 1; level < levels; level += 1) outer = element('blockquote', outer);
    return outer;
  };

  it.each([41, 500])('SYN-47 %i levels in one update are refused', (levels) =>
    expectRefused((body) => body.insert(0, [nested(levels)]))
  );

  it('SYN-47 50,000 levels are refused without being applied', () => {
    const levels = Array.from({ length: 50_000 }, (_, clock) =>
      clock === 0 ? { element: 'blockquote' } : { element: 'blockquote', parent: [7, clock - 1] as const }
    );
    const gated = new GatedDocument(new Y.Doc(), { ...SYNC_LIMITS, update: 2_000_000 });
    expect(gated.send(rawUpdate([{ client: 7, pieces: levels }]), HELEN)).toMatchObject({ fault: 'content' });
    expect(gated.rebuilt).toBe(0);
  });

  it('SYN-47 40 levels are taken in, also by and by, and then no more', () => {
    const gated = new GatedDocument(new Y.Doc());
    expect(
      gated.send(
        editOn(gated.doc, (body) => body.insert(0, [nested(39)])),
        HELEN
      )
    ).toMatchObject({ kind: 'taken' });
    const innermost = (body: Y.XmlFragment) => at(body, ...Array<number>(38).fill(0));
    const addTo = (levels: number) =>
      gated.send(
        editOn(gated.doc, (body) => innermost(body).insert(0, [nested(levels)])),
        HELEN
      );
    expect(addTo(3)).toMatchObject({ fault: 'content' });
    expect(addTo(2)).toMatchObject({ kind: 'taken' });
  });
});
