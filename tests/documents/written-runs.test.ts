import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import { RowIndex } from '#server/documents/row-index';
import { writtenRuns } from '#server/documents/written-runs';

/** Some people, each with a client of their own, and the rows that the server has stored. */
class Desk {
  readonly rows = new RowIndex();
  readonly server = new Y.Doc();
  sequence = 0;

  client(id: number): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server));
    doc.clientID = id;
    return doc;
  }

  /** Stores what this client has written as one row, as the server does: its own encoding of what was new. */
  store(doc: Y.Doc): number {
    const before = Y.encodeStateVector(this.server);
    Y.applyUpdate(this.server, Y.encodeStateAsUpdate(doc, before));
    this.sequence += 1;
    this.rows.add(this.sequence, Y.encodeStateAsUpdate(this.server, before));
    return this.sequence;
  }

  letters() {
    return writtenRuns(this.server.getXmlFragment(BODY), this.rows).flatMap(
      ({ text, client, sequence, from }) =>
        [...text].map((letter, at) => ({ letter, client, sequence, at: from + at }))
    );
  }
}

function paragraph(desk: Desk, client: number, words: string): Y.XmlText {
  const doc = desk.client(client);
  const text = new Y.XmlText(words);
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [text]);
  doc.getXmlFragment(BODY).push([element]);
  desk.store(doc);
  return text;
}

const textOf = (doc: Y.Doc, index = 0): Y.XmlText =>
  (doc.getXmlFragment(BODY).get(index) as Y.XmlElement).get(0) as Y.XmlText;

test('AUT-1 every letter is of who typed it and of the row it came in with, whatever was typed, taken out and formatted', () => {
  const step = fc.record({
    client: fc.integer({ min: 1, max: 4 }),
    at: fc.nat(),
    typed: fc.string({ minLength: 0, maxLength: 5, unit: fc.constantFrom('a', 'b', ' ', 'é', '😀') }),
    taken: fc.nat({ max: 3 }),
    bold: fc.boolean()
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const desk = new Desk();
      paragraph(desk, 9, 'As it was.');
      let expected = [...'As it was.'].map((letter) => ({ letter, client: 9, sequence: 1 }));
      for (const { client, at, typed, taken, bold } of steps) {
        const doc = desk.client(client);
        const text = textOf(doc);
        // Whole letters: half of a surrogate pair is none.
        const place = at % (expected.length + 1);
        const units = (count: number) =>
          expected.slice(0, count).reduce((sum, { letter }) => sum + letter.length, 0);
        const gone = Math.min(taken, expected.length - place);
        doc.transact(() => {
          if (gone > 0) text.delete(units(place), units(place + gone) - units(place));
          if (typed !== '') text.insert(units(place), typed);
          if (bold && text.length > 0) text.format(0, text.length, { bold: {} });
        });
        const sequence = desk.store(doc);
        const news = [...typed].map((letter) => ({ letter, client, sequence }));
        expected = [...expected.slice(0, place), ...news, ...expected.slice(place + gone)];
      }
      const letters = desk.letters();
      expect(letters.map(({ at: _, ...letter }) => letter)).toEqual(expected);
    }),
    { numRuns: 200 }
  );
});

test('AUT-1 two who write in one sentence at the same time are told apart', () => {
  const desk = new Desk();
  paragraph(desk, 9, 'Help comes soon.');
  const [one, two] = [desk.client(1), desk.client(2)];
  textOf(one).insert(10, ' by night');
  textOf(two).insert(10, ' by day');
  const rows = [desk.store(one), desk.store(two)];
  const of = (client: number) =>
    desk
      .letters()
      .filter((letter) => letter.client === client)
      .map(({ letter }) => letter)
      .join('');
  expect([of(1), of(2), of(9)]).toEqual([' by night', ' by day', 'Help comes soon.']);
  expect(new Set(desk.letters().map(({ sequence }) => sequence))).toEqual(new Set([1, ...rows]));
});

test('AUT-1 what one client types over several rows is of the row it came in with, and positions are those of the text', () => {
  const desk = new Desk();
  paragraph(desk, 9, 'First.');
  const doc = desk.client(1);
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText('Two')]);
  doc.getXmlFragment(BODY).push([element]);
  desk.store(doc);
  textOf(doc, 1).insert(3, ' hours');
  desk.store(doc);
  expect(writtenRuns(desk.server.getXmlFragment(BODY), desk.rows)).toEqual([
    { from: 1, to: 7, text: 'First.', client: 9, clock: 2, sequence: 1, isNote: false },
    { from: 9, to: 12, text: 'Two', client: 1, clock: 2, sequence: 2, isNote: false },
    { from: 12, to: 18, text: ' hours', client: 1, clock: 5, sequence: 3, isNote: false }
  ]);
});

test('AUT-1 the words of a note are of who set them last, and take one position', () => {
  const desk = new Desk();
  const doc = desk.client(1);
  const element = new Y.XmlElement('paragraph');
  const note = new Y.XmlElement('footnote');
  note.setAttribute('text', 'See there.');
  element.insert(0, [new Y.XmlText('Help'), note, new Y.XmlText(' now')]);
  doc.getXmlFragment(BODY).push([element]);
  desk.store(doc);
  const other = desk.client(2);
  const there = (other.getXmlFragment(BODY).get(0) as Y.XmlElement).get(1) as Y.XmlElement;
  there.setAttribute('text', 'See here.');
  desk.store(other);
  const runs = writtenRuns(desk.server.getXmlFragment(BODY), desk.rows);
  expect(runs.map(({ from, text, client, isNote }) => [from, text, client, isNote])).toEqual([
    [1, 'Help', 1, false],
    [5, 'See here.', 2, true],
    [6, ' now', 1, false]
  ]);
});
