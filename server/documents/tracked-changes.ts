import type { Wording } from '#domain/comment-thread';
import { suggestionSentence } from '#domain/suggestion';
import type { NotKept } from '#schema/import-report';
import type { ImportFindings } from './import-findings';
import { authorMark, suggestedBy } from './suggestion-bookmarks';
import type { WordRemark } from './word-remarks';

/** Who made a tracked change according to the file, and which kind it is. */
export interface TrackedChange {
  what: NotKept;
  author: string | undefined;
}

/** A change as a remark that grows while its pieces are read. */
interface GrowingRemark {
  readonly id: string;
  author: string | undefined;
  /** It went out from here as an open suggestion. */
  readonly isOurs: boolean;
  before: string;
  after: string;
}

type Current = TrackedChange & { text: string; remark: GrowingRemark | null };

/** A suggestion of ours whose words are being read. */
interface OpenSuggestion {
  readonly bookmark: string | undefined;
  /** See `authorMark`. */
  readonly by: string;
  readonly remark: GrowingRemark;
}

/** Changes beyond this many in one file are only counted. */
export const MOST_CHANGES = 300;

/** The tracked changes of a file that are brought in as suggestions. */
export class ChangeRemarks {
  readonly #remarks: GrowingRemark[] = [];

  /** Null when there are too many. */
  add(author: string | undefined, isOurs = false): GrowingRemark | null {
    if (this.#remarks.length >= MOST_CHANGES) return null;
    const remark = { id: `change-${this.#remarks.length + 1}`, author, isOurs, before: '', after: '' };
    this.#remarks.push(remark);
    return remark;
  }

  all(): WordRemark[] {
    return this.#remarks
      .map(({ before, after, ...remark }) => ({
        ...remark,
        wording: { before: oneLine(before), after: oneLine(after) }
      }))
      .filter(({ wording: { before, after } }) => before !== after)
      .map(({ id, author, isOurs, wording }) => ({
        id,
        claimedAuthor: author ?? null,
        body: isOurs ? suggestionSentence(wording.before, wording.after) : sentenceOf(wording),
        wording,
        replies: []
      }));
  }
}

function sentenceOf({ before, after }: { before: string; after: string }): string {
  if (before === '') return `In the Word file these words were added: “${after}”`;
  if (after === '') return `In the Word file these words were struck out: “${before}”`;
  return `In the Word file “${before}” was changed to “${after}”`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Word cuts one change into many runs; this joins the runs of one change in one paragraph before reporting it. */
export class TrackedChanges {
  private current: Current | null = null;
  /** The change that ended right here, without other words in between. */
  private neighbour: GrowingRemark | null = null;
  private suggestion: OpenSuggestion | null = null;

  /** `onPoint` is told of a change that left no words behind: where it stood is where the reader stands. */
  constructor(
    private readonly findings: ImportFindings,
    private readonly remarks: ChangeRemarks | null,
    private readonly onPoint: (id: string) => void
  ) {}

  /** The remarks that words read now belong to, when they stay in the text. */
  get about(): string[] {
    const inserted = this.current?.what === 'tracked-insertion' ? this.current.remark : null;
    return [inserted, this.suggestion?.remark].flatMap((remark) => (remark ? [remark.id] : []));
  }

  /** Takes note of words; whether they stay in the text is what their change says, unless it is a suggestion of ours. */
  read(change: TrackedChange | null, text: string, stays: boolean): boolean {
    if (change !== null && this.isSuggested(change)) return this.suggest(change, text);
    if (change === null) this.close();
    else if (text !== '') this.record(change, text);
    if (stays) this.suggested({ before: text, after: text });
    return stays;
  }

  /** A bookmark begins: perhaps that of a suggestion. One that is too many is a change like any other. */
  begin({ 'w:id': bookmark, 'w:name': name }: Readonly<Record<string, string | undefined>>): void {
    const by = suggestedBy(name);
    const remark = by === null ? null : (this.remarks?.add(undefined, true) ?? null);
    if (by === null || remark === null) return;
    this.endSuggestion();
    this.suggestion = { bookmark, by, remark };
  }

  end(bookmark: string | undefined): void {
    if (this.suggestion?.bookmark === bookmark) this.endSuggestion();
  }

  /** Ends the change that is being read: ordinary text follows. */
  private close(): void {
    this.finish();
    this.letGo();
  }

  endParagraph(): void {
    this.close();
    this.endSuggestion();
  }

  private endSuggestion(): void {
    const remark = this.suggestion?.remark;
    this.suggestion = null;
    // All that it would leave out is gone already.
    if (remark?.before === '' && remark.after !== '') this.onPoint(remark.id);
  }

  private isSuggested({ what, author }: TrackedChange): boolean {
    if (this.suggestion === null || what === 'tracked-move') return false;
    return this.suggestion.by === authorMark(author ?? '');
  }

  private suggest({ what, author }: TrackedChange, text: string): boolean {
    this.close();
    const isLeftOut = what === 'tracked-deletion';
    if (this.suggestion) this.suggestion.remark.author = author;
    this.suggested(isLeftOut ? { before: text, after: '' } : { before: '', after: text });
    return isLeftOut;
  }

  private suggested({ before, after }: Wording): void {
    if (this.suggestion === null) return;
    this.suggestion.remark.before += before;
    this.suggestion.remark.after += after;
  }

  private record(change: TrackedChange, text: string): void {
    const goesOn = this.current?.what === change.what && this.current.author === change.author;
    if (this.current === null || !goesOn) {
      this.finish();
      this.current = { ...change, text: '', remark: this.remarkOf(change) };
    }
    this.current.text += text;
    const { what, remark } = this.current;
    if (remark !== null && what === 'tracked-insertion') remark.after += text;
    if (remark !== null && what === 'tracked-deletion') remark.before += text;
  }

  private remarkOf({ what, author }: TrackedChange): GrowingRemark | null {
    const side = what === 'tracked-insertion' ? 'after' : what === 'tracked-deletion' ? 'before' : null;
    if (side === null || this.remarks === null) return null;
    const { neighbour } = this;
    // Words struck out and words put in their place are one change.
    if (neighbour?.author === author && neighbour?.[side] === '') {
      this.neighbour = null;
      return neighbour ?? null;
    }
    this.letGo();
    return this.remarks.add(author);
  }

  private finish(): void {
    const change = this.current;
    if (change === null) return;
    this.current = null;
    this.neighbour = change.remark;
    const by = change.author === undefined ? {} : { author: change.author };
    this.findings.add(change.what, { ...by, text: change.text });
  }

  private letGo(): void {
    const { neighbour } = this;
    this.neighbour = null;
    if (neighbour?.after === '') this.onPoint(neighbour.id);
  }
}
