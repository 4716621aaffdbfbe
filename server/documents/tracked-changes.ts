import type { NotKept } from '#schema/import-report';
import type { ImportFindings } from './import-findings';
import type { WordRemark } from './word-remarks';

/** Who made a tracked change according to the file, and which kind it is. */
export interface TrackedChange {
  what: NotKept;
  author: string | undefined;
}

/** A change as a remark that grows while its pieces are read. */
interface GrowingRemark {
  readonly id: string;
  readonly author: string | undefined;
  before: string;
  after: string;
}

type Current = TrackedChange & { text: string; remark: GrowingRemark | null };

/** Changes beyond this many in one file are only counted. */
const MOST_REMARKS = 300;

/** The tracked changes of a file that are brought in as suggestions. */
export class ChangeRemarks {
  readonly #remarks: GrowingRemark[] = [];

  /** Null when there are too many. */
  add(author: string | undefined): GrowingRemark | null {
    if (this.#remarks.length >= MOST_REMARKS) return null;
    const remark = { id: `change-${this.#remarks.length + 1}`, author, before: '', after: '' };
    this.#remarks.push(remark);
    return remark;
  }

  all(): WordRemark[] {
    return this.#remarks
      .map(({ id, author, ...wording }) => ({
        id,
        claimedAuthor: author ?? null,
        wording: { before: oneLine(wording.before), after: oneLine(wording.after) },
        replies: []
      }))
      .filter(({ wording: { before, after } }) => before !== after)
      .map((remark) => ({ ...remark, body: sentenceOf(remark.wording) }));
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

  /** `onPoint` is told of a change that left no words behind: where it stood is where the reader stands. */
  constructor(
    private readonly findings: ImportFindings,
    private readonly remarks: ChangeRemarks | null,
    private readonly onPoint: (id: string) => void
  ) {}

  /** The remark that words read now belong to, when they stay in the text. */
  get insertion(): string | null {
    return this.current?.what === 'tracked-insertion' ? (this.current.remark?.id ?? null) : null;
  }

  record(change: TrackedChange, text: string): void {
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

  /** Ends the change that is being read: ordinary text follows, or the paragraph is over. */
  close(): void {
    this.finish();
    this.letGo();
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
