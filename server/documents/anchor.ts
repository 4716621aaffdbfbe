import * as Y from 'yjs';
import { refuse, type Refusal } from '#domain/refusal';
import { collapsed, firstFrom, passageText, type PassageText } from './passage-text';

/** A passage as the person marked it: ProseMirror positions and the words they saw there. */
export interface MarkedPassage {
  from: number;
  to: number;
  quote: string;
}

export interface Range {
  from: number;
  to: number;
}

/** A passage that moves with the text: two Yjs relative positions as JSON, for storing in a row. */
export interface Anchor {
  start: RelativePosition;
  end: RelativePosition;
}

export interface RelativePosition {
  type?: { client: number; clock: number } | null;
  item?: { client: number; clock: number } | null;
  tname?: string | null;
  assoc?: number;
}

/**
 * Ties a passage to the draft. The words between the positions must be the quote (white space aside); when the text
 * has moved since the person marked it, the nearest other place with the same words is taken, if one is nearest.
 * The document is only read.
 */
export function toAnchor(ydoc: Y.Doc, passage: MarkedPassage): Anchor | Refusal {
  const quote = collapsed(passage.quote);
  if (quote === '') return refuse('missing-field', { field: 'quote' });
  const text = passageText(ydoc);
  const range = nearest(occurrences(text, quote), passage.from);
  return (range === null ? null : anchorAt(text, range)) ?? refuse('passage-changed');
}

/**
 * Where an anchored passage is now, or null when its words are gone. `stored` comes from storage and is not trusted.
 * With `quote`, a passage whose anchor was lost (its paragraph was split, moved or pasted) is found again by its
 * words when they stand in one place only.
 */
export function fromAnchor(ydoc: Y.Doc, stored: unknown, quote?: string): Range | null {
  return rangeReader(ydoc, passageText(ydoc))(stored, quote);
}

/** As `fromAnchor`, for many anchors in one document, whose words were gone through once. */
export function rangeReader(
  ydoc: Y.Doc,
  text: PassageText
): (stored: unknown, quote?: string) => Range | null {
  return (stored, quote) => {
    const range = rangeOf(ydoc, text, parseAnchor(stored));
    if (range !== null || quote === undefined) return range;
    const places = occurrences(text, collapsed(quote));
    return places.length === 1 ? (places[0] ?? null) : null;
  };
}

/** An anchored passage and the words in it, with white space collapsed. */
export interface AnchoredWords {
  readonly anchor: Anchor;
  readonly quote: string;
}

/**
 * Ties ranges to the text itself, for what comes with the text: goes through it once. Null for a range without words. A passage
 * longer than `longest` characters is tied to its beginning.
 */
export function rangeAnchors(ydoc: Y.Doc, longest: number): (range: Range) => AnchoredWords | null {
  const text = passageText(ydoc);
  const isWord = (index: number) => text.line[index] !== ' ';
  return ({ from, to }) => {
    let first = firstFrom(text, from);
    if (first !== -1 && !isWord(first)) first += 1;
    const after = firstFrom(text, to);
    let last = Math.min(after === -1 ? text.line.length : after, first + longest) - 1;
    if (last >= first && !isWord(last)) last -= 1;
    const start = text.positions[first];
    const end = text.positions[last];
    if (start === undefined || end === undefined || last < first) return null;
    const anchor = anchorAt(text, { from: start, to: end + 1 });
    return anchor && { anchor, quote: text.line.slice(first, last + 1) };
  };
}

/** Where the words of an anchor stood that is no passage any more; null when the text around them is gone too. */
export function placeReader(ydoc: Y.Doc): (stored: unknown) => number | null {
  const text = passageText(ydoc);
  return (stored) => {
    const anchor = parseAnchor(stored);
    return anchor && positionOf(ydoc, text, anchor.start);
  };
}

/** Ties words to where they stand within a part of the text, nearest to a position; null where they do not. Goes through the text once. */
export function wordFinder(
  ydoc: Y.Doc
): (quote: string, place: { readonly within: Range; readonly near: number }) => Anchor | null {
  const text = passageText(ydoc);
  return (quote, { within, near }) => {
    const [found] = occurrences(text, collapsed(quote))
      .filter(({ from, to }) => from >= within.from && to <= within.to)
      .sort((a, b) => Math.abs(a.from - near) - Math.abs(b.from - near));
    return found ? anchorAt(text, found) : null;
  };
}

/** Every place where the words stand. */
function occurrences(text: PassageText, quote: string): Range[] {
  const ranges: Range[] = [];
  if (quote === '') return ranges;
  let at = text.line.indexOf(quote);
  while (at !== -1) {
    const from = text.positions[at];
    const last = text.positions[at + quote.length - 1];
    if (from !== undefined && last !== undefined) ranges.push({ from, to: last + 1 });
    at = text.line.indexOf(quote, at + 1);
  }
  return ranges;
}

/** The one closest to a position; null when there is none, or when two are equally close. */
function nearest(ranges: readonly Range[], position: number): Range | null {
  const [first, second] = ranges
    .map((range) => ({ range, distance: Math.abs(range.from - position) }))
    .sort((a, b) => a.distance - b.distance);
  if (first === undefined || first.distance === second?.distance) return null;
  return first.range;
}

/** The start holds on to the first character and the end to the last, so that words typed next to the passage stay outside. */
function anchorAt(text: PassageText, { from, to }: Range): Anchor | null {
  const first = text.runs.find((run) => run.from <= from && from < run.from + run.text.length);
  const last = text.runs.find((run) => run.from < to && to <= run.from + run.text.length);
  if (first === undefined || last === undefined) return null;
  return {
    start: toJson(Y.createRelativePositionFromTypeIndex(first.text, from - first.from, 0)),
    end: toJson(Y.createRelativePositionFromTypeIndex(last.text, to - last.from, -1))
  };
}

function toJson(position: Y.RelativePosition): RelativePosition {
  return Y.relativePositionToJSON(position) as RelativePosition;
}

function rangeOf(ydoc: Y.Doc, text: PassageText, anchor: Anchor | null): Range | null {
  if (anchor === null) return null;
  const from = positionOf(ydoc, text, anchor.start);
  const to = positionOf(ydoc, text, anchor.end);
  return from !== null && to !== null && from < to ? { from, to } : null;
}

function positionOf(ydoc: Y.Doc, text: PassageText, position: RelativePosition): number | null {
  const relative = Y.createRelativePositionFromJSON(position);
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, ydoc);
  const run = text.runs.find((candidate) => candidate.text === absolute?.type);
  return absolute === null || run === undefined ? null : run.from + absolute.index;
}

function parseAnchor(stored: unknown): Anchor | null {
  const { start, end } = asRecord(stored);
  return isRelativePosition(start) && isRelativePosition(end) ? { start, end } : null;
}

function isRelativePosition(value: unknown): value is RelativePosition {
  const { item, type, tname, assoc } = asRecord(value);
  // A position that names a root could name any root; ours always name an item or a text.
  if (tname !== undefined && tname !== null) return false;
  const named = [item, type].filter((id) => id !== undefined && id !== null);
  return named.length > 0 && named.every(isItemId) && (assoc === undefined || Number.isInteger(assoc));
}

function isItemId(value: unknown): boolean {
  const { client, clock } = asRecord(value);
  return [client, clock].every((part) => typeof part === 'number' && Number.isSafeInteger(part) && part >= 0);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
