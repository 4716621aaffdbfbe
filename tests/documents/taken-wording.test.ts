import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isRefusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { documentSchema } from '#schema/schema';
import { fromAnchor, toAnchor } from '#server/documents/anchor';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import { suggestedStretch } from '#server/documents/suggested-stretch';
import { suggestionPlaces } from '#server/documents/suggestion-place';
import { TakenWording } from '#server/documents/taken-wording';
import { passageIn } from '#tests/builders/specification';
import { seeded } from '#tests/builders/seeded';

const [ORIGINAL, SUGGESTER, EDITOR] = [1, 2, 3];

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {})
});

function draftOf(...content: object[]): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, documentFromJson({ type: 'doc', content: [{ type: 'paragraph', content }] } as never));
  ydoc.clientID = ORIGINAL!;
  return ydoc;
}

const linesOf = (ydoc: Y.Doc) => jsonFromDoc(ydoc).content![0]!.content ?? [];
const lineOf = (ydoc: Y.Doc) =>
  linesOf(ydoc)
    .map((node: DocumentJson) => node.text)
    .join('');

/** Suggests this wording for the whole line, and takes it over as `wanted`, or as it was suggested. */
function taken(ydoc: Y.Doc, wording: string, wanted?: (after: string) => string) {
  const line = lineOf(ydoc);
  const whole = { from: 1, to: 1 + line.length, quote: line };
  const stretch = suggestedStretch(ydoc, whole, wording);
  if (isRefusal(stretch)) throw new Error(stretch.code);
  const suggestion = { ...stretch, quote: stretch.before };
  expect(suggestionPlaces(ydoc)(suggestion).standing).toBe('stands');
  const final = wanted ? wanted(stretch.after) : stretch.after;
  const taking = new TakenWording(suggestion, final);
  ydoc.clientID = SUGGESTER!;
  expect(isRefusal(taking.suggested(ydoc))).toBe(false);
  ydoc.clientID = EDITOR!;
  taking.edited(ydoc);
  return { stretch, final, anchor: taking.anchorIn(ydoc) };
}

/** The letters of the line that were written under this client id. */
function writtenBy(ydoc: Y.Doc, clientId: number): string {
  const body = ydoc.getXmlFragment('body');
  const shared = (body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  let letters = '';
  for (let item = shared._start; item; item = item.right)
    if (!item.deleted && item.id.client === clientId && item.content instanceof Y.ContentString)
      letters += item.content.str;
  return letters;
}

test('SUG-12 each is the author of their own words, and of no others', () => {
  const ydoc = draftOf(text('Somebody comes within two hours.'));
  const { anchor } = taken(
    ydoc,
    'Somebody comes within one hour by day.',
    (after) => `${after.replace('by day', 'at night')}`
  );
  expect(lineOf(ydoc)).toBe('Somebody comes within one hour at night.');
  const words = (writer: number) => writtenBy(ydoc, writer).replaceAll(' ', '');
  expect([words(SUGGESTER!), words(EDITOR!)]).toEqual(['onehour', 'atnight']);
  const { from, to } = passageIn(jsonFromDoc(ydoc), 'one hour at night');
  expect(fromAnchor(ydoc, anchor)).toEqual({ from, to });
});

test('SUG-11 new words look as those that they replace, and what stands around them keeps its look', () => {
  const ydoc = draftOf(text('Somebody '), text('comes soon', 'bold'), text(' to everyone.', 'italic'));
  taken(ydoc, 'Somebody comes at once to everyone.');
  expect(linesOf(ydoc)).toEqual([
    text('Somebody '),
    { ...text('comes at once', 'bold') },
    { ...text(' to everyone.', 'italic') }
  ]);
});

test('SUG-11 comments on the words that are replaced are on the new ones', () => {
  const ydoc = draftOf(text('Somebody comes within two hours of a call.'));
  const comment = toAnchor(ydoc, passageIn(jsonFromDoc(ydoc), 'two hours'));
  taken(ydoc, 'Somebody comes within sixty minutes of a call.');
  const { from, to } = passageIn(jsonFromDoc(ydoc), 'sixty minutes');
  expect(fromAnchor(ydoc, comment)).toEqual({ from, to });
});

test('SUG-11 SUG-12 whatever is proposed and whatever is wanted instead, that is how the line reads', () => {
  const random = seeded(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const WORDS = ['a', 'fall', 'at', 'home,', 'is', 'seen', 'soon.', 'Carers', 'rest'];
  const changed = (line: string) =>
    line
      .split(' ')
      .flatMap((word) => (random() < 0.25 ? [] : random() < 0.3 ? [word, pick(WORDS)] : [word]))
      .join(' ');
  let checked = 0;
  for (let round = 0; round < 400; round += 1) {
    const line = Array.from({ length: 3 + Math.floor(random() * 8) }, () => pick(WORDS)).join(' ');
    const wording = changed(line);
    if (wording === line) continue;
    const ydoc = draftOf(text(line));
    const { stretch, final } = taken(ydoc, wording, (after) => changed(after));
    const kept = line.slice(0, line.length);
    const at = kept.indexOf(stretch.before);
    if (kept.indexOf(stretch.before, at + 1) !== -1 || final === '') continue;
    expect(lineOf(ydoc)).toBe(kept.slice(0, at) + final + kept.slice(at + stretch.before.length));
    expect(writtenBy(ydoc, EDITOR!).length + writtenBy(ydoc, SUGGESTER!).length).toBeLessThanOrEqual(
      final.length
    );
    documentSchema.nodeFromJSON(jsonFromDoc(ydoc)).check();
    checked += 1;
  }
  expect(checked).toBeGreaterThan(200);
});
