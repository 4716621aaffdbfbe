import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import { wordPlaces } from '#schema/diff/tokens';
import { CarriedWords } from './carried-words';
import type { RowFacts } from './draft-histories';
import { RecentCuts } from './recent-cuts';
import { restoredLetters } from './restored-letters';
import { sameStretches, wholeLinesIn } from './same-words';
import { textChange, type NoteWords, type TextChange } from './text-change';
import { eachSamePiece, linesIn, textsUnder, type Line, type SameLetters } from './text-lines';
import type { VersionText } from './version-text';

export interface TrailRow extends Pick<RowFacts, 'personId' | 'at' | 'suggestion'> {
  readonly bytes: Uint8Array;
}

/** What the server itself brought into the text with a row. `text`: null when the version cannot be made again from the log. */
export type BroughtIn =
  { readonly kind: 'merged' } | { readonly kind: 'restored'; readonly text: VersionText | null };

/** So many words in the same order are moved, when the same person took them out. */
const LEAST_MOVED = 5;
/** So many are copied from where they still stand: fewer are a phrase that everybody uses. */
const LEAST_COPIED = 10;
/** For so many edits the whole text is looked through; in a log with more, later copies count for who made them. */
const MOST_LOOKS = 1000;

/**
 * Follows a text row by row and notes of the letters that come in which of them had been written before: moved by the edit
 * that took them out, put back or elsewhere by who took them out a short while ago, copied from where they still stand, or
 * brought back from a version. Nothing that a client says counts, only what the rows did to the text.
 */
export class WordTrail {
  readonly carried = new CarriedWords();
  readonly #ydoc = new Y.Doc();
  readonly #cuts = new RecentCuts();
  readonly #body = this.#ydoc.getXmlFragment(BODY);
  #looks = 0;

  /** Every row of the log in its order. */
  follow(row: TrailRow, brought: BroughtIn | undefined): void {
    this.#ydoc.transact((transaction) => {
      Y.applyUpdate(this.#ydoc, row.bytes);
      const change = textChange(transaction, row.bytes);
      if (!change) return;
      if (brought?.kind === 'restored') this.#restored(change, brought.text);
      else this.#moved(change, row, brought !== undefined);
    });
  }

  #restored(change: TextChange, version: VersionText | null): void {
    if (!version) return;
    this.#keepNotes(change.notes.came, version.notes);
    this.#keep(restoredLetters(textsUnder(this.#body), change.texts, version.lines), change);
  }

  #moved(change: TextChange, row: TrailRow, merged: boolean): void {
    this.#keepNotes(change.notes.came, change.notes.gone);
    const inRow = withinOneEdit(change);
    this.#keep(inRow, change);
    if (merged) return;
    const rest = without(change.came, inRow);
    // What a suggestion did is nothing that its writer did: it may have no name.
    const pasted = row.suggestion === null ? this.#fromCuts(rest, row) : [];
    this.#keep(pasted, change);
    this.#keep(this.#copied(without(rest, pasted), change), change);
    if (row.suggestion === null) this.#noteCut(change, row, inRow);
  }

  #fromCuts(came: readonly Line[], { personId, at }: TrailRow): SameLetters[] {
    const found: SameLetters[] = [];
    if (came.length === 0) return found;
    for (const { lines } of this.#cuts.of(personId, at)) {
      const rest = without(came, found);
      const moved = sameStretches(rest, lines, LEAST_MOVED);
      // A short line, a heading say, goes with what it was taken out with.
      if (moved.length > 0) found.push(...moved, ...wholeLinesIn(without(rest, moved), lines));
    }
    return found;
  }

  #copied(came: readonly Line[], { isNew }: TextChange): SameLetters[] {
    const long = came.filter(({ text }) => wordPlaces(text).length >= LEAST_COPIED);
    if (long.length === 0 || (this.#looks += 1) > MOST_LOOKS) return [];
    const partOf = ({ deleted, id }: Y.Item) => (deleted ? 'skip' : isNew(id) ? 'break' : 'take');
    const standing = textsUnder(this.#body).flatMap((text) => linesIn(text, partOf));
    return long.flatMap((to) => {
      const text = to.text.trim();
      const from = standing.find((line) => line.text.includes(text));
      if (!from) return [];
      const [toAt, fromAt] = [to.text.indexOf(text), from.text.indexOf(text)];
      return [{ to, toAt, from, fromAt, length: text.length }];
    });
  }

  #noteCut({ gone }: TextChange, { personId, at }: TrailRow, moved: readonly SameLetters[]): void {
    const kept = new Set(moved.map(({ from }) => from));
    const lines = gone.filter((line) => !kept.has(line));
    if (lines.some(({ text }) => wordPlaces(text).length >= LEAST_MOVED))
      this.#cuts.add({ personId, at, lines });
  }

  #keep(found: readonly SameLetters[], { isNew }: TextChange): void {
    for (const same of found)
      eachSamePiece(same, (to, from, length) => {
        if (isNew(to)) this.carried.add(to, from, length);
      });
  }

  #keepNotes(came: readonly NoteWords[], from: readonly NoteWords[]): void {
    for (const { text, id } of came) {
      const same = from.find((note) => note.text === text);
      if (same) this.carried.add(id, same.id, 1);
    }
  }
}

/** What one edit took out and put in elsewhere: lines that stayed whole, and stretches of others. */
function withinOneEdit({ came, gone }: TextChange): SameLetters[] {
  if (came.length === 0 || gone.length === 0) return [];
  const whole = wholeLinesIn(came, gone);
  return [...whole, ...sameStretches(without(came, whole), gone, LEAST_MOVED)];
}

function without(lines: readonly Line[], found: readonly SameLetters[]): Line[] {
  const taken = new Set(found.map(({ to }) => to));
  return lines.filter((line) => !taken.has(line));
}
