import type { CommentKind } from './comment-kind';
import type { Entered } from './entered';
import type { BallotId, ClauseId, CommentId, DecisionId, Id, MemberId, SpecificationId } from './ids';
import type { StakeholderGroup } from './membership';
import type { RemovalReason } from './moderation';
import type { Suggestion } from './suggestion';

export type ReplyId = Id<'reply'>;

/** What an answer says became of a comment. */
export const ANSWER_OUTCOMES = ['changed', 'partly', 'not-changed', 'passed-on'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** The answer's heading, in the words of the partnership's promise to whoever commented. */
export const OUTCOME_NAMES: Record<AnswerOutcome, string> = {
  changed: 'We changed the text',
  partly: 'We changed part of it',
  'not-changed': 'We did not change the text',
  'passed-on': 'We passed it on'
};

/** Something in the text was changed, in whole or in part. */
export function saysChanged(outcome: AnswerOutcome): boolean {
  return outcome === 'changed' || outcome === 'partly';
}

export function isAnswerOutcome(value: unknown): value is AnswerOutcome {
  return ANSWER_OUTCOMES.some((outcome) => outcome === value);
}

/** Who wrote something, by the names people know them by. */
export interface Writer {
  /** Null: they are not named; then there is no organisation either. */
  readonly memberId: MemberId | null;
  readonly name: string;
  readonly group: StakeholderGroup;
  readonly organisation: string;
}

/** How words read before a change and after it; one of them may be empty. */
export interface Wording {
  readonly before: string;
  readonly after: string;
}

/** It came with a Word file; `by` is who imported that. */
export interface Brought {
  /** The name that the file gives to whoever said it. Nobody can check it; null: the file names nobody. */
  readonly claimedAuthor: string | null;
  /** Of a tracked change; null for a comment. */
  readonly wording: Wording | null;
}

/** How something read before its writer changed it. */
export interface EarlierWording {
  readonly body: string;
  /** When it was written. */
  readonly at: Date;
}

/** Words that somebody said here, as whoever reads them may see them. */
export interface SaidHere {
  readonly by: Writer;
  /** Of its moment only the day is told: whoever wrote it is not named. */
  readonly dayOnly: boolean;
  readonly brought: Brought | null;
  /** Empty when it was withdrawn. */
  readonly body: string;
  readonly at: Date;
  /** When its present words were written, if they are not the first. */
  readonly editedAt: Date | null;
  readonly withdrawnAt: Date | null;
  /** Why it was removed, then at `withdrawnAt`; null: it was not, or its writer withdrew it. */
  readonly removed: RemovalReason | null;
  /** The same in words: pages need not load all the reasons. */
  readonly because?: string | null;
  /** The reader wrote it, and may change it or withdraw it. */
  readonly mine: boolean;
  /** Oldest first; for its writer and for those who may answer, otherwise none. */
  readonly earlier: readonly EarlierWording[];
}

export interface Reply extends SaidHere {
  readonly id: ReplyId;
}

export interface Answer {
  readonly outcome: AnswerOutcome;
  readonly body: string;
  readonly by: Writer;
  readonly at: Date;
  /** To whom it was passed, in words; null otherwise. */
  readonly passedTo: string | null;
  /** Where the change is to be seen; null where nothing was changed, or nobody said where. */
  readonly changed: ChangedText | null;
}

/** Words of the text that an answer points to. */
export interface ChangedText {
  /**
   * How they read when they were commented on. Null where that says nothing of a change: they read the same still, or the answer points to
   * another place than the comment.
   */
  readonly before: string | null;
  /** As they read when the answer was given. */
  readonly quote: string;
  /** Where they stand now; null when they are gone. */
  readonly range: TextRange | null;
  /** How they read now; when they are gone, as when the answer was given. */
  readonly now: string;
  /** The newest version from before the comment, else from before the answer, and the first from after the answer; null where there is none. */
  readonly versionBefore: number | null;
  readonly versionAfter: number | null;
}

/** A stretch of the text in ProseMirror positions. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Words of the text that somebody comments on. */
export interface Passage extends TextRange {
  readonly quote: string;
}

/** The answer that was promised to a comment. */
export interface AnswerDuty {
  /** Who owes it; null when nobody may answer. */
  readonly owner: { readonly memberId: MemberId; readonly name: string } | null;
  /** The last day for it, "2026-12-08". */
  readonly dueOn: string;
  /** How many days are left until then, when this was read; negative: how many it is late. */
  readonly daysLeft: number;
}

/** What a comment is about. */
export type CommentSubject =
  | { readonly kind: 'words' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'plain-summary'; readonly clause: ClauseId }
  | { readonly kind: 'decision'; readonly decisionId: DecisionId }
  /** `option` is its short name on the ballot paper: "P1". */
  | { readonly kind: 'option'; readonly ballotId: BallotId; readonly option: string };

/** A comment with everything said under it. */
export interface CommentThread extends SaidHere {
  readonly id: CommentId;
  readonly specificationId: SpecificationId;
  readonly kind: CommentKind;
  readonly subject: CommentSubject;
  /** Somebody without an account said it; then `by` is them, and `mine` is for who entered it. */
  readonly entered: Entered | null;
  /** The words it was about when it was written; empty for the whole text. */
  readonly quote: string;
  /** Two Yjs relative positions as JSON: for the editor, where the text moves while it is open. Null for the whole text. */
  readonly anchor: { readonly start: unknown; readonly end: unknown } | null;
  /** Where those words stand in the newest committed text; null when they are gone. */
  readonly range: TextRange | null;
  /** What stands there now, when it reads differently from the quote; otherwise null. */
  readonly wordsNow: string | null;
  /** Oldest first. */
  readonly replies: readonly Reply[];
  readonly answer: Answer | null;
  /** Wording that it proposes for its words; null for a comment that proposes none. */
  readonly suggestion: Suggestion | null;
  /** Null where no answer was promised. */
  readonly duty: AnswerDuty | null;
}

/** What a comment is about, in words: those of the text in quotation marks. */
export function aboutWords(
  { subject, quote }: Pick<CommentThread, 'subject' | 'quote'>,
  most = Infinity
): string {
  const words = `“${quote.length <= most ? quote : `${quote.slice(0, most).trimEnd()}…`}”`;
  switch (subject.kind) {
    case 'words':
      return words;
    case 'whole':
      return 'the whole specification';
    case 'plain-summary':
      return `the plain summary of ${words}`;
    case 'decision':
      return `the decision ${words}`;
    case 'option':
      return `the option ${words}`;
  }
}

/** The same as a line of its own: "About: “within 2 hours”", "About the whole specification." */
export function aboutLine(thread: Pick<CommentThread, 'subject' | 'quote'>): string {
  const words = aboutWords(thread);
  return thread.subject.kind === 'whole' ? `About ${words}.` : `About: ${words}`;
}

/** The page on which it is shown; null for what stands in the text itself. */
export function subjectHref({
  subject,
  specificationId
}: Pick<CommentThread, 'subject' | 'specificationId'>) {
  switch (subject.kind) {
    case 'words':
    case 'whole':
      return null;
    case 'plain-summary':
      return `/specifications/${specificationId}/clauses/${subject.clause}/plain`;
    case 'decision':
      return `/decisions/${subject.decisionId}`;
    case 'option':
      return `/priorities/${subject.ballotId}`;
  }
}

/** Patients and carers were promised an answer: until it is there, the page says that it is owed. */
export function waitsForAnswer(thread: Pick<CommentThread, 'answer' | 'by' | 'withdrawnAt'>): boolean {
  return thread.answer === null && thread.withdrawnAt === null && thread.by.group === 'patient-carer';
}

/** What a page says under something that came with a Word file. */
export function claimOf({ claimedAuthor, wording }: Brought): string {
  const what = wording === null ? 'comment' : 'change';
  return claimedAuthor === null
    ? `In the Word file this ${what} carries no name.`
    : `In the Word file this ${what} carries the name ‘${claimedAuthor}’. Concordat cannot check it.`;
}

/** On the whole text, in its order, then those whose words are gone; the older first where they start together. */
export function inReadingOrder<
  Thread extends Pick<CommentThread, 'range' | 'at' | 'id' | 'dayOnly' | 'subject'>
>(threads: readonly Thread[]): Thread[] {
  const place = ({ range, subject }: Thread): number =>
    subject.kind === 'whole' ? -1 : (range?.from ?? Number.MAX_SAFE_INTEGER);
  return [...threads].sort((a, b) => place(a) - place(b) || byTime(a, b));
}

/** Older first. What tells only its day comes last of that day, in an order that its random id gives. */
export function byTime(a: Timed, b: Timed): number {
  return orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1);
}

type Timed = Pick<Reply, 'at' | 'dayOnly'> & { readonly id: string };

const HALF_A_DAY = 12 * 3_600_000;

function orderOf({ at, dayOnly }: Timed): number {
  return at.getTime() + (dayOnly ? HALF_A_DAY : 0);
}
