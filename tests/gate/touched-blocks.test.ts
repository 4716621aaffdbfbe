import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TouchedBlocks } from '#server/realtime/gate/touched-blocks';
import { GatedDocument } from './gated-document';
import { browserFault } from './innocent-browser';
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
  TOM,
  words
} from './shared-texts';

type Change = (body: Y.XmlFragment) => void;

/** 0 paragraph, 1 list of two items, 2 table of 2 by 2, 3 quotation. */
const TEXT = () =>
  sharedText(
    paragraph('One paragraph.'),
    node('bulletList', node('listItem', paragraph('first')), node('listItem', paragraph('second'))),
    cells(2, 2),
    node('blockquote', paragraph('quoted'))
  );

const text = (content: string) => new Y.XmlText(content);

/** The document without the gate, as everybody would have been sent it. */
function ungated(encoded: Uint8Array, update: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, encoded);
  Y.applyUpdate(doc, update);
  return Y.encodeStateAsUpdate(doc);
}

describe('what would be deleted by innocent browsers', () => {
  it.each<[string, Change]>([
    ['a heading in a paragraph', (body) => at(body, 0).insert(1, [element('heading', text('x'))])],
    ['a paragraph in a paragraph', (body) => at(body, 0).insert(0, [element('paragraph')])],
    ['a list item in the body', (body) => body.insert(0, [element('listItem', element('paragraph'))])],
    ['a cell in the body', (body) => body.insert(1, [element('tableCell', element('paragraph'))])],
    ['a line break in the body', (body) => body.insert(0, [element('hardBreak')])],
    ['a paragraph in a list', (body) => at(body, 1).insert(1, [element('paragraph', text('x'))])],
    ['words in a list', (body) => at(body, 1).insert(1, [text('x')])],
    ['words in a line break', (body) => at(body, 0).insert(1, [element('hardBreak', text('x'))])],
    [
      'a list item that starts with a list',
      (body) => at(body, 1, 0).insert(0, [element('bulletList', element('listItem', element('paragraph')))])
    ],
    [
      'a new list item that starts with a heading',
      (body) => at(body, 1).insert(2, [element('listItem', element('heading'))])
    ],
    ['a new list item without a paragraph', (body) => at(body, 1).insert(0, [element('listItem')])],
    ['a new list without items', (body) => body.insert(0, [element('orderedList')])],
    ['a new table without rows', (body) => body.insert(0, [element('table')])],
    ['a new table without cells', (body) => body.insert(0, [element('table', element('tableRow'))])],
    ['a new cell without a paragraph', (body) => at(body, 2, 0).insert(0, [element('tableCell')])],
    [
      'a row in a row',
      (body) => at(body, 2, 0).insert(1, [element('tableRow', element('tableCell', element('paragraph')))])
    ],
    [
      'a bad element deep in a good one',
      (body) =>
        body.insert(1, [
          element(
            'blockquote',
            element('bulletList', element('listItem', element('paragraph', element('table'))))
          )
        ])
    ],
    [
      'a list item whose first paragraph is taken away',
      (body) => {
        at(body, 1, 0).insert(1, [element('heading')]);
        at(body, 1, 0).delete(0, 1);
      }
    ],
    ['a cell whose content is taken away', (body) => at(body, 2, 0, 0).delete(0, 1)]
  ])('SYN-49 %s is refused in words, and nothing changes', (_, change) => {
    const gated = new GatedDocument(TEXT());
    const before = gated.encoded();
    const update = editOn(gated.doc, change);
    expect(gated.send(update, HELEN)).toMatchObject({ fault: 'content', refusal: { code: 'does-not-fit' } });
    expect(gated.encoded()).toEqual(before);
    expect(browserFault(before)).toBeNull();
    const isTableCode = _ === 'a new table without cells';
    if (!isTableCode) expect(browserFault(ungated(before, update))).not.toBeNull();
  });

  it('SYN-49 words that come into a text where no words may stand are refused', () => {
    const gated = new GatedDocument(TEXT());
    // Without words a browser does not see it.
    expect(
      gated.send(
        editOn(gated.doc, (body) => at(body, 1).insert(1, [text('')])),
        HELEN
      )
    ).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
    const typed = editOn(gated.doc, (body) => textAt(body, 1, 1).insert(0, 'x'));
    expect(gated.send(typed, HELEN)).toMatchObject({ fault: 'content' });
  });

  it('SYN-49 what each may do alone is refused to the later of two when it does not fit together', () => {
    const gated = new GatedDocument(TEXT());
    const withHeading = editOn(gated.doc, (body) =>
      at(body, 1, 0).insert(1, [element('heading', text('kept'))])
    );
    const withoutParagraph = editOn(gated.doc, (body) => {
      at(body, 1, 0).delete(0, 1);
      at(body, 1, 0).insert(0, [element('paragraph')]);
    });
    expect(gated.send(withHeading, TOM)).toMatchObject({ kind: 'taken' });
    expect(gated.send(withoutParagraph, HELEN)).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
    const item = editOn(gated.doc, (body) => at(body, 1, 0).delete(0, 1));
    expect(gated.send(item, HELEN)).toMatchObject({ fault: 'content' });
    expect(gated.doc.getXmlFragment('body').toString()).toContain('kept');
  });

  it('SYN-49 the last paragraph may be deleted: a browser shows an empty one', () => {
    const gated = new GatedDocument(sharedText(paragraph('only')));
    expect(
      gated.send(
        editOn(gated.doc, (body) => body.delete(0, 1)),
        HELEN
      )
    ).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
  });

  it('SYN-50 marks that exclude each other are refused to whoever brings the second', () => {
    const gated = new GatedDocument(
      sharedText(node('paragraph', words('H'), words('2', 'subscript'), words('O')))
    );
    const raise = (from: number) =>
      gated.send(
        editOn(gated.doc, (body) => textAt(body, 0, 0).format(from, 1, { superscript: {} })),
        TOM
      );
    expect(raise(1)).toMatchObject({ fault: 'content', refusal: { code: 'does-not-fit' } });
    expect(raise(2)).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
  });
});

describe('what is looked at', () => {
  /** A text as it may have come from before there was a gate: paragraph 0 and cell 2/1 hold what they cannot. */
  function withOldFaults(): Y.Doc {
    const doc = TEXT();
    const body = doc.getXmlFragment('body');
    at(body, 0).insert(0, [element('table')]);
    at(body, 2, 1, 0).insert(0, [element('tableRow')]);
    return doc;
  }

  it('SYN-51 only what an edit touches is looked at: what is wrong elsewhere keeps nobody from writing', () => {
    const gated = new GatedDocument(withOldFaults());
    const sent = (change: Change) => gated.send(editOn(gated.doc, change), HELEN);
    expect(sent((body) => textAt(body, 3, 0, 0).insert(0, 'x'))).toMatchObject({ kind: 'taken' });
    expect(sent((body) => textAt(body, 2, 0, 0, 0, 0).insert(0, 'x'))).toMatchObject({ kind: 'taken' });
    expect(sent((body) => body.insert(2, [element('paragraph', text('new'))]))).toMatchObject({
      kind: 'taken'
    });
    expect(sent((body) => body.delete(2, 1))).toMatchObject({ kind: 'taken' });
    expect(sent((body) => at(body, 0).insert(0, [element('hardBreak')]))).toMatchObject({ kind: 'taken' });
    expect(sent((body) => at(body, 0).insert(0, [element('tableRow')]))).toMatchObject({ fault: 'content' });
  });

  it('SYN-51 one check covers all changes since the last one, and forgets them', () => {
    const doc = TEXT();
    const body = doc.getXmlFragment('body');
    const touched = new TouchedBlocks(doc);
    textAt(body, 0, 0).insert(0, 'x');
    at(body, 0).insert(0, [element('table')]);
    textAt(body, 3, 0, 0).insert(0, 'x');
    expect(touched.check()).toMatchObject({ code: 'does-not-fit' });
    expect(touched.check()).toBeNull();
    at(body, 0).insert(0, [element('table')]);
    touched.forget();
    expect(touched.check()).toBeNull();
    touched.close();
    at(body, 0).insert(0, [element('table')]);
    expect(touched.check()).toBeNull();
  });
});

describe('what two people have left empty', () => {
  const both = (start: Y.Doc, his: Change, hers: Change): GatedDocument => {
    const gated = new GatedDocument(start);
    const [first, second] = [editOn(gated.doc, his), editOn(gated.doc, hers)];
    expect(gated.send(first, TOM)).toMatchObject({ kind: 'taken' });
    expect(gated.send(second, HELEN)).toMatchObject({ kind: 'taken' });
    expect(browserFault(gated.encoded())).toBeNull();
    return gated;
  };
  const shown = ({ doc }: GatedDocument) => doc.getXmlFragment('body').toString();

  it('SYN-52 a list from which each deleted one half is removed with the second edit', () => {
    const gated = both(
      TEXT(),
      (body) => at(body, 1).delete(0, 1),
      (body) => at(body, 1).delete(1, 1)
    );
    expect(shown(gated)).not.toContain('list');
    // It is in the log, not only in this copy.
    const restarted = new Y.Doc();
    for (const row of gated.log) Y.applyUpdate(restarted, row);
    expect(restarted.getXmlFragment('body').toString()).toBe(shown(gated));
  });

  it('SYN-52 what stood around it and is empty now goes as well', () => {
    const list = node('bulletList', node('listItem', paragraph('a')), node('listItem', paragraph('b')));
    const gated = both(
      sharedText(node('blockquote', list), paragraph('stays')),
      (body) => at(body, 0, 0).delete(0, 1),
      (body) => at(body, 0, 0).delete(1, 1)
    );
    expect(shown(gated)).toBe('<paragraph>stays</paragraph>');
  });

  it('SYN-52 a table without a cell is removed, with a cell it stays', () => {
    const columns =
      (index: number): Change =>
      (body) =>
        [0, 1].forEach((row) => at(body, 2, row).delete(index, 1));
    expect(shown(both(TEXT(), columns(0), columns(1)))).not.toContain('table');
    const rows =
      (index: number): Change =>
      (body) =>
        at(body, 2).delete(index, 1);
    expect(shown(both(TEXT(), rows(0), rows(1)))).not.toContain('table');
    expect(shown(both(TEXT(), columns(0), (body) => at(body, 2, 0).delete(1, 1)))).toContain('tablecell');
  });

  it('SYN-52 nothing in which words are left is ever removed', () => {
    const gated = new GatedDocument(TEXT());
    const late = editOn(gated.doc, (body) => textAt(body, 1, 1, 0, 0).insert(0, 'still here: '));
    expect(
      gated.send(
        editOn(gated.doc, (body) => at(body, 1).delete(0, 1)),
        TOM
      )
    ).toMatchObject({ kind: 'taken' });
    expect(gated.send(late, HELEN)).toMatchObject({ kind: 'taken' });
    expect(shown(gated)).toContain('still here: second');
  });
});
