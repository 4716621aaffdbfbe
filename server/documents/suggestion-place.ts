import type { Doc } from 'yjs';
import type { Wording } from '#domain/comment-thread';
import type { Standing } from '#domain/suggestion';
import { placeReader, rangeReader, type Range } from './anchor';
import { collapsed, firstFrom, passageText, plainText, runAround, type PassageText } from './passage-text';

/** How a suggestion's words stand in the text, and where: positions are ProseMirror's. */
export interface SuggestionPlace {
  readonly standing: Standing;
  /** The words that it replaces; null unless they stand. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** A few words before and behind them in their paragraph; null unless they stand. */
  readonly around: Wording | null;
}

const NOWHERE = { range: null, around: null };
/** The most characters of a paragraph that are shown on each side. */
const AROUND = 40;

/** A suggestion's anchor, the words that it is tied to, and its wording. */
export interface TiedWording extends Wording {
  readonly anchor: unknown;
  readonly quote: string;
}

/** Looks up suggestions in one state of a draft, which is only read; `text` where its words were gone through already. */
export function suggestionPlaces(
  ydoc: Doc,
  text = passageText(ydoc)
): (suggestion: TiedWording) => SuggestionPlace {
  const [findRange, findPlace] = [rangeReader(ydoc, text), placeReader(ydoc)];
  return (suggestion) => {
    const { before, after } = fullWording(suggestion);
    const range = findRange(suggestion.anchor, suggestion.quote);
    const place = range ? null : findPlace(suggestion.anchor);
    if (range) return placeAt(text, range, { before, after });
    const isThere = place !== null && standsAround(text, { from: place, to: place }, { before, after });
    return { standing: isThere ? 'in-text' : 'gone', ...NOWHERE };
  };
}

function placeAt(text: PassageText, range: Range, wording: Wording): SuggestionPlace {
  const { line, positions } = text;
  const { before, after } = wording;
  const at = firstWord(text, range.from);
  if (saysAlready(line, at, wording)) return { standing: 'in-text', ...NOWHERE };
  if (before !== '' && readsAt(line, at, before)) {
    const stands = { from: positions[at]!, to: positions[at + before.length - 1]! + 1 };
    return { standing: 'stands', range: stands, around: aroundOf(text, stands) };
  }
  const words = collapsed(line.slice(at, indexFrom(text, range.to)));
  const isThere = words === after || standsAround(text, range, wording);
  return { standing: isThere ? 'in-text' : 'changed', ...NOWHERE };
}

function aroundOf(text: PassageText, { from, to }: Range): Wording {
  const run = runAround(text, { from, to });
  const words = run ? plainText(run.text) : '';
  const start = run ? run.from : 0;
  const [before, after] = [words.slice(0, from - start), words.slice(to - start)];
  return {
    before: before.length <= AROUND ? before : before.slice(-AROUND).replace(/^\S*\s/, '… '),
    after: after.length <= AROUND ? after : after.slice(0, AROUND).replace(/\s\S*$/, ' …')
  };
}

/** What is added stands beside the words that it goes with: somebody has written it, or accepted it, already. */
function saysAlready(line: string, at: number, { before, after }: Wording): boolean {
  const inside = before === '' ? -1 : after.indexOf(before);
  return inside !== -1 && readsAt(line, at - inside, after);
}

/** The proposed words touch the place of those that they replace. Where words were only to go, what is left proves nothing. */
function standsAround(text: PassageText, { from, to }: Range, { before, after }: Wording): boolean {
  if (after === '' || before.includes(after)) return false;
  const [start, end] = [indexFrom(text, from), indexFrom(text, to)];
  for (let at = Math.max(0, start - after.length); at <= end; at += 1)
    if (readsAt(text.line, at, after)) return true;
  return false;
}

function indexFrom(text: PassageText, position: number): number {
  const at = firstFrom(text, position);
  return at === -1 ? text.line.length : at;
}

/** Whether the line has these words there, and not a part of longer ones. */
function readsAt(line: string, at: number, words: string): boolean {
  if (at < 0 || !line.startsWith(words, at)) return false;
  return (
    !(isLetter(words[0]) && isLetter(line[at - 1])) &&
    !(isLetter(words.at(-1)) && isLetter(line[at + words.length]))
  );
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function firstWord(text: PassageText, position: number): number {
  const at = firstFrom(text, position);
  return text.line[at] === ' ' ? at + 1 : at;
}

/** A change in a Word file that only struck words out or put some in is tied to a word beside it. */
export function fullWording({ quote, before, after }: Omit<TiedWording, 'anchor'>): Wording {
  if (quote === before || quote === after) return { before, after };
  return { before: collapsed(`${quote} ${before}`), after: collapsed(`${quote} ${after}`) };
}
