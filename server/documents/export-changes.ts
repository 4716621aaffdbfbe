import {
  BookmarkEnd,
  BookmarkStart,
  DeletedTextRun,
  InsertedTextRun,
  TextRun,
  type IRunOptions,
  type ParagraphChild
} from 'docx';
import type { DocumentJson } from '#schema/document-json';
import { runText, xmlText } from './export-runs';
import type { SuggestedChange } from './suggested-changes';
import { suggestionBookmark } from './suggestion-bookmarks';
import { remarksOn, withRemarks } from './word-remarks';

interface NumberedChange extends SuggestedChange {
  readonly number: number;
}

/** What becomes of one text: the change that leaves it out, and those that put words in before it or after it. */
interface Altered {
  leftOut?: NumberedChange;
  before?: NumberedChange;
  after?: NumberedChange;
}

/** The text with the words of tracked changes marked and cut where one begins or ends, for `ChangePlaces` to find. */
export function withChanges(json: DocumentJson, changes: readonly SuggestedChange[]): DocumentJson {
  return withRemarks(
    json,
    changes.flatMap(({ range, leftOut, at }, number) => [
      { ...range, id: `all-${number}` },
      leftOut ? { ...leftOut, id: `out-${number}` } : { from: range.from, to: at, id: `before-${number}` }
    ])
  );
}

/** The tracked changes of one Word file, and where each stands in the running text. */
export class ChangePlaces {
  readonly #begins = new Map<DocumentJson, NumberedChange>();
  readonly #ends = new Map<DocumentJson, NumberedChange>();
  readonly #altered = new Map<DocumentJson, Altered>();

  /** `json` as `withChanges` made it; bookmarks take numbers from `firstBookmark`. */
  constructor(
    json: DocumentJson,
    changes: readonly SuggestedChange[],
    private readonly firstBookmark: number
  ) {
    const found = remarksOn(json);
    changes.forEach((each, number) => {
      const all = found.get(`all-${number}`);
      if (!all) return;
      const change = { ...each, number };
      this.#begins.set(all.first, change);
      this.#ends.set(all.last, change);
      const [out, before] = [found.get(`out-${number}`), found.get(`before-${number}`)];
      for (const text of out?.texts ?? []) this.#alter(text, { leftOut: change });
      const beside = out ?? before;
      if (change.putIn === '') return;
      if (beside) this.#alter(beside.last, { after: change });
      else this.#alter(all.first, { before: change });
    });
  }

  #alter(text: DocumentJson, more: Altered): void {
    this.#altered.set(text, { ...this.#altered.get(text), ...more });
  }

  /** The run of a text: left out, or with words put in beside it that look as it does. */
  runs(text: DocumentJson, look: IRunOptions): ParagraphChild[] {
    const { leftOut, before, after } = this.#altered.get(text) ?? {};
    const own = { ...look, children: runText(text.text ?? '') };
    return [
      ...putIn(before, look),
      leftOut ? new DeletedTextRun({ ...own, ...madeBy(leftOut, 1) }) : new TextRun(own),
      ...putIn(after, look)
    ];
  }

  /** The runs of a text within the bookmark that begins or ends with it: see `suggestionBookmark`. */
  around(text: DocumentJson, runs: readonly ParagraphChild[]): ParagraphChild[] {
    const [begun, ended] = [this.#begins.get(text), this.#ends.get(text)];
    return [
      ...(begun
        ? [new BookmarkStart(suggestionBookmark(begun.number, xmlText(begun.author)), this.#bookmark(begun))]
        : []),
      ...runs,
      ...(ended ? [new BookmarkEnd(this.#bookmark(ended))] : [])
    ];
  }

  #bookmark({ number }: NumberedChange): number {
    return this.firstBookmark + number;
  }
}

function putIn(change: NumberedChange | undefined, look: IRunOptions): InsertedTextRun[] {
  if (!change) return [];
  return [new InsertedTextRun({ ...look, children: runText(change.putIn), ...madeBy(change, 2) })];
}

function madeBy({ number, author, date }: NumberedChange, part: 1 | 2) {
  return { id: 2 * number + part, author: xmlText(author), date };
}
