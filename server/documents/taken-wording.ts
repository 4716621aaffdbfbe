import type * as Y from 'yjs';
import { refuse, type Refusal } from '#domain/refusal';
import { sharedLetters, wordPieces } from '#schema/diff/word-pieces';
import { rangeAnchors, type Anchor } from './anchor';
import { passageText, plainText, runAround, type TextRun } from './passage-text';
import { suggestionPlaces, type TiedWording } from './suggestion-place';
import { updateMadeBy } from './update-made-by';

type Whose = 'suggester' | 'editor';

/** On the way from the words that stand there to those that are to: what becomes of the next ones, or whose the new ones are. */
type Step =
  | { readonly kind: 'keep' | 'strike'; readonly text: string }
  | { readonly kind: 'write'; readonly text: string; readonly by: Whose };

interface Spot {
  readonly run: TextRun;
  readonly at: number;
  readonly steps: readonly Step[];
}

/**
 * Takes a suggestion's wording into a draft in two edits, one after the other on the same copy: what its author proposed is the
 * first, and words that the editor wants besides are the second, so that each is written by whose it is.
 */
export class TakenWording {
  #spot: Spot | undefined;

  constructor(
    private readonly suggestion: TiedWording,
    /** As the editor wants it to read. */
    private readonly wanted: string
  ) {}

  /** Strikes words out and writes those of the suggestion; null when there are none. */
  suggested(ydoc: Y.Doc): Uint8Array | null | Refusal {
    const spot = this.#find(ydoc);
    if (!spot) return refuse('suggestion-overtaken');
    this.#spot = spot;
    return updateMadeBy(ydoc, () => writeSuggested(spot));
  }

  /** Writes the editor's own words among them; null when there are none. */
  edited(ydoc: Y.Doc): Uint8Array | null {
    const spot = this.#spot;
    return spot ? updateMadeBy(ydoc, () => writeEdited(spot)) : null;
  }

  /** The words that were taken over, tied to where they stand once both edits are made; null when none are left. */
  anchorIn(ydoc: Y.Doc): Anchor | null {
    if (!this.#spot || this.wanted === '') return null;
    const { run, at, steps } = this.#spot;
    const from = run.from + at;
    const length = steps.reduce((sum, { kind, text }) => (kind === 'strike' ? sum : sum + text.length), 0);
    return rangeAnchors(ydoc, length)({ from, to: from + length })?.anchor ?? null;
  }

  #find(ydoc: Y.Doc): Spot | null {
    const { range } = suggestionPlaces(ydoc)(this.suggestion);
    const run = range && runAround(passageText(ydoc), range);
    if (!range || !run) return null;
    const line = plainText(run.text);
    const [from, to] = withBlank(line, range.from - run.from, range.to - run.from, this.wanted);
    return { run, at: from, steps: stepsTo(line.slice(from, to), this.wanted, this.suggestion.after) };
  }
}

/** Where everything goes, one of the two blanks around it goes too. */
export function withBlank(line: string, from: number, to: number, wanted: string): [number, number] {
  if (wanted !== '') return [from, to];
  const isBlank = (character: string | undefined) => character === undefined || /\s/.test(character);
  if (from > 0 && isBlank(line[from - 1]) && isBlank(line[to])) return [from - 1, to];
  return from === 0 && line[to] !== undefined && isBlank(line[to]) ? [from, to + 1] : [from, to];
}

function stepsTo(present: string, wanted: string, proposed: string): Step[] {
  const isProposed = sharedLetters(proposed, wanted);
  let at = 0;
  return wordPieces(present, wanted).flatMap((piece): Step[] => {
    if (piece.kind === 'removed') return [{ kind: 'strike', text: piece.text }];
    const start = at;
    at += piece.text.length;
    if (piece.kind === 'same') return [{ kind: 'keep', text: piece.text }];
    return byWriter(piece.text, isProposed.slice(start, at));
  });
}

function byWriter(text: string, isProposed: readonly boolean[]): Step[] {
  const steps: { kind: 'write'; text: string; by: Whose }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const by = isProposed[index] ? 'suggester' : 'editor';
    const last = steps.at(-1);
    if (last?.by === by) last.text += text.charAt(index);
    else steps.push({ kind: 'write', text: text.charAt(index), by });
  }
  return steps;
}

/**
 * Words that are struck out go only after the new ones are there, which stand among them: so these look as those did, and what is
 * tied to the struck words finds the new ones in their place.
 */
function writeSuggested({ run: { text }, at, steps }: Spot): void {
  let index = at;
  for (const { struck, written, kept } of gapsOf(steps)) {
    const inside = index + Math.max(0, struck - 1);
    if (written !== '') text.insert(struck === 1 ? index + 1 : inside, written);
    if (struck > 1) text.delete(inside + written.length, 1);
    if (struck > 0) text.delete(index, Math.max(1, struck - 1));
    index += written.length + kept;
  }
}

function writeEdited({ run: { text }, at, steps }: Spot): void {
  let index = at;
  for (const step of steps) {
    if (step.kind === 'strike') continue;
    if (step.kind === 'write' && step.by === 'editor') text.insert(index, step.text);
    index += step.text.length;
  }
}

interface Gap {
  struck: number;
  written: string;
  kept: number;
}

/** What is struck out and written in one place, and how many letters are kept behind it. */
function gapsOf(steps: readonly Step[]): Gap[] {
  const gaps: Gap[] = [];
  for (const step of steps) {
    const last = gaps.at(-1);
    const gap = last && last.kept === 0 ? last : { struck: 0, written: '', kept: 0 };
    if (gap !== last) gaps.push(gap);
    if (step.kind === 'strike') gap.struck += step.text.length;
    else if (step.kind === 'keep') gap.kept += step.text.length;
    else if (step.kind === 'write' && step.by === 'suggester') gap.written += step.text;
  }
  return gaps;
}
