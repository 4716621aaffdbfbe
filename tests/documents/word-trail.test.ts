import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Id } from '#domain/ids';
import { BODY } from '#schema/schema';
import { WordTrail, type BroughtIn } from '#server/documents/word-trail';

const START = Date.UTC(2026, 10, 24, 10);
const LONG = 'Somebody comes within two hours of the first call for help.';

interface Storing {
  readonly minute?: number;
  readonly suggestion?: string;
  readonly brought?: BroughtIn;
}

/** Some people, each with a client of their own, whose edits are followed row by row. */
class Desk {
  readonly trail = new WordTrail();
  readonly server = new Y.Doc();
  /** Every letter that was ever written, by its id. */
  readonly letters = new Map<string, string>();

  constructor(...lines: string[]) {
    this.edit(9, (body) => body.push(lines.map(paragraph)));
  }

  edit(person: number, change: (body: Y.XmlFragment) => void, storing: Storing = {}): void {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server));
    doc.clientID = person;
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc.getXmlFragment(BODY)));
    const bytes = Y.encodeStateAsUpdate(doc, before);
    for (const struct of Y.decodeUpdate(bytes).structs)
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString)
        [...struct.content.str].forEach((letter, at) =>
          this.letters.set(`${struct.id.client} ${struct.id.clock + at}`, letter)
        );
    Y.applyUpdate(this.server, bytes);
    const personId = `person ${person}` as unknown as Id<'person'>;
    const suggestion = (storing.suggestion ?? null) as Id<'comment'> | null;
    const at = new Date(START + (storing.minute ?? 0) * 60_000);
    this.trail.follow({ personId, at, suggestion, bytes }, storing.brought);
  }

  /** Of every block: each stretch with the client who wrote it, and a star where it was carried. */
  told(): string[] {
    return this.server
      .getXmlFragment(BODY)
      .toArray()
      .map((block) => this.#toldOf(block as Y.XmlElement));
  }

  eachLetter(tell: (letter: string, root: ReturnType<WordTrail['carried']['rootOf']>) => void): void {
    for (const block of this.server.getXmlFragment(BODY).toArray())
      for (let item = lineOf(block as Y.XmlElement)._start; item; item = item.right)
        if (!item.deleted && item.content instanceof Y.ContentString)
          for (const [at, letter] of [...item.content.str].entries())
            tell(letter, this.trail.carried.rootOf(item.id.client, item.id.clock + at));
  }

  #toldOf(block: Y.XmlElement): string {
    const parts: [who: string, text: string][] = [];
    for (let item = lineOf(block)._start; item; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
      for (const [at, letter] of [...item.content.str].entries()) {
        const { id, carried } = this.trail.carried.rootOf(item.id.client, item.id.clock + at);
        const who = `${id.client}${carried ? '*' : ''}`;
        const last = parts.at(-1);
        if (last?.[0] === who) last[1] += letter;
        else parts.push([who, letter]);
      }
    }
    return parts.map(([who, text]) => `${who}: ${text}`).join(' | ');
  }
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

const lineOf = (block: Y.XmlElement): Y.XmlText => block.get(0) as Y.XmlText;
const line = (body: Y.XmlFragment, at: number): Y.XmlText => lineOf(body.get(at) as Y.XmlElement);

test('AUT-20 a line that is broken in two, or moved, stays with who wrote it, however short', () => {
  const desk = new Desk('Needs', LONG);
  desk.edit(1, (body) => {
    line(body, 1).delete(24, LONG.length - 24);
    body.insert(2, [paragraph(LONG.slice(24))]);
  });
  desk.edit(2, (body) => {
    body.delete(0);
    body.push([paragraph('Needs')]);
  });
  expect(desk.told()).toEqual([
    '9: Somebody comes within tw',
    '9*: o hours of the first call for help.',
    '9*: Needs'
  ]);
});

test('AUT-20 of a block that is moved and changed, five words or more stay with who wrote them', () => {
  const desk = new Desk('Needs', LONG);
  desk.edit(1, (body) => {
    body.delete(1);
    body.insert(0, [paragraph('Somebody comes within two hours of the second call, for help.')]);
  });
  expect(desk.told()).toEqual([
    '9*: Somebody comes within two hours of the  | 1: second call, for help.',
    '9: Needs'
  ]);
});

const cut = (body: Y.XmlFragment) => body.delete(0, 2);
const paste = (body: Y.XmlFragment) => body.push([paragraph('Response'), paragraph(LONG)]);

test('AUT-20 words that somebody takes out and puts elsewhere stay with who wrote them, a heading with its text', () => {
  const desk = new Desk('Response', LONG, 'Carers');
  desk.edit(1, cut, { minute: 1 });
  desk.edit(2, (body) => line(body, 0).insert(0, 'All '), { minute: 20 });
  desk.edit(1, paste, { minute: 31 });
  expect(desk.told()).toEqual(['2: All  | 9: Carers', '9*: Response', `9*: ${LONG}`]);
});

test('AUT-20 what is moved again is told as of who wrote it first', () => {
  const desk = new Desk('Response', LONG, 'Carers');
  desk.edit(1, cut);
  desk.edit(1, paste);
  desk.edit(2, (body) => {
    body.delete(1, 2);
    body.insert(0, [paragraph('Response'), paragraph(LONG)]);
  });
  expect(desk.told()).toEqual(['9*: Response', `9*: ${LONG}`, '9: Carers']);
});

test('AUT-22 what somebody else took out, or what was taken out longer ago, is of who puts it there; a few words too', () => {
  const other = new Desk('Response', LONG, 'Carers');
  other.edit(1, cut);
  other.edit(2, paste);
  expect(other.told()).toEqual(['9: Carers', '2: Response', `2: ${LONG}`]);
  const late = new Desk('Response', LONG, 'Carers');
  late.edit(1, cut);
  late.edit(1, paste, { minute: 31 });
  expect(late.told()).toEqual(['9: Carers', '1: Response', `1: ${LONG}`]);
  const few = new Desk('comes within two hours', 'Carers');
  few.edit(1, (body) => body.delete(0));
  few.edit(1, (body) => body.push([paragraph('comes within two hours')]));
  expect(few.told()).toEqual(['9: Carers', '1: comes within two hours']);
});

test('AUT-21 AUT-22 ten words that stand elsewhere are copied; nine are a phrase, and so is half of what was put in', () => {
  const nine = 'comes within two hours of the first call for';
  const desk = new Desk(`Somebody ${nine} help.`);
  desk.edit(1, (body) => body.push([paragraph(`${nine} help.`), paragraph(nine)]));
  desk.edit(2, (body) => body.push([paragraph(`${nine} help. So says the plan.`)]));
  expect(desk.told().slice(1)).toEqual([
    `9*: ${nine} help.`,
    `1: ${nine}`,
    `2: ${nine} help. So says the plan.`
  ]);
});

test('AUT-22 words that are typed letter by letter are of who types them, whatever stands elsewhere', () => {
  const desk = new Desk(LONG, '');
  for (const [at, letter] of [...LONG].entries()) desk.edit(1, (body) => line(body, 1).insert(at, letter));
  expect(desk.told()).toEqual([`9: ${LONG}`, `1: ${LONG}`]);
});

test('AUT-23 what somebody took out says nothing of a suggestion that they made, nor the other way round', () => {
  const desk = new Desk('Response', LONG, 'Carers');
  desk.edit(1, cut);
  desk.edit(1, paste, { suggestion: 'one' });
  expect(desk.told()).toEqual(['9: Carers', '1: Response', `1: ${LONG}`]);
  const other = new Desk('Response', LONG, 'Carers');
  other.edit(1, cut, { suggestion: 'one' });
  other.edit(1, paste);
  expect(other.told()).toEqual(['9: Carers', '1: Response', `1: ${LONG}`]);
});

test('AUT-17 of a Word file nothing is looked for but what its own edit took out', () => {
  const brought = { kind: 'merged' } as const;
  const desk = new Desk('Response', LONG, 'Carers');
  desk.edit(
    1,
    (body) => {
      cut(body);
      paste(body);
    },
    { brought }
  );
  expect(desk.told()).toEqual(['9: Carers', '9*: Response', `9*: ${LONG}`]);
  desk.edit(1, (body) => body.push([paragraph(LONG)]), { brought });
  expect(desk.told().at(-1)).toBe(`1: ${LONG}`);
});

test('AUT-20 a note that moves stays with who wrote it', () => {
  const desk = new Desk('Needs', 'Carers');
  const note = () => {
    const element = new Y.XmlElement('footnote');
    element.setAttribute('text', 'See the guide.');
    return element;
  };
  desk.edit(1, (body) => (body.get(0) as Y.XmlElement).insert(1, [note()]));
  desk.edit(2, (body) => {
    (body.get(0) as Y.XmlElement).delete(1, 1);
    (body.get(1) as Y.XmlElement).insert(1, [note()]);
  });
  const block = desk.server.getXmlFragment(BODY).get(1) as Y.XmlElement;
  const { client, clock } = (block.get(1) as Y.XmlElement)._map.get('text')!.id;
  expect(client).toBe(2);
  expect(desk.trail.carried.rootOf(client, clock)).toMatchObject({ carried: true, id: { client: 1 } });
});

test('AUT-20 AUT-21 whatever is done, what is told of a letter is where the same letter was written, and never a carried one', () => {
  const words = ['care', 'falls', 'two', 'hours', 'people'];
  const step = fc.record({
    person: fc.integer({ min: 1, max: 3 }),
    from: fc.nat({ max: 60 }),
    length: fc.nat({ max: 60 }),
    to: fc.nat({ max: 60 }),
    block: fc.nat({ max: 5 }),
    way: fc.constantFrom('cut', 'paste', 'move', 'copy', 'write'),
    written: fc.array(fc.constantFrom(...words), { maxLength: 12 })
  });
  let carriedLetters = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const desk = new Desk(LONG, 'People who fall need care in two hours or four hours.', 'Needs');
      let board = '';
      for (const { person, from, length, to, block, way, written } of steps)
        desk.edit(person, (body) => {
          const text = line(body, block % body.length);
          const start = from % (text.length + 1);
          const some = text.toString().slice(start, start + length);
          if (way === 'cut' || way === 'copy' || way === 'move') board = some;
          if (way === 'cut' || way === 'move') text.delete(start, some.length);
          if (way === 'write') text.insert(start, ` ${written.join(' ')} `);
          if (way === 'paste') text.insert(start, board);
          if (way === 'move') body.insert(to % (body.length + 1), [paragraph(board)]);
        });
      desk.eachLetter((letter, { id, carried }) => {
        expect(desk.letters.get(`${id.client} ${id.clock}`)).toBe(letter);
        expect(desk.trail.carried.rootOf(id.client, id.clock).carried).toBe(false);
        if (carried) carriedLetters += 1;
      });
    })
  );
  expect(carriedLetters).toBeGreaterThan(100);
});
