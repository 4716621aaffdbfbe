import { formatDate, formatMoment } from './dates';
import type { BallotId, CommentId, DecisionId, NoticeId, SpecificationId } from './ids';
import type { Capability } from './policy';
import type { Acceptance } from './suggestion';

/** What somebody is told of, and what they must be able to do to be told. What hurries most comes first. */
export const NOTICES = {
  'vote-today': { about: 'ballot', needs: 'vote' },
  answered: { about: 'comment', needs: 'read-specification' },
  'to-sign': { about: 'decision', needs: 'sign-decision' },
  'to-settle': { about: 'comment', needs: 'see-concerns' },
  'to-review': { about: 'comment', needs: 'review-comments' },
  'set-aside': { about: 'comment', needs: 'read-specification' },
  removed: { about: 'comment', needs: 'read-specification' },
  reviewed: { about: 'comment', needs: 'read-specification' },
  'to-answer': { about: 'comment', needs: 'answer-comment' },
  reply: { about: 'comment', needs: 'read-specification' },
  'ballot-opened': { about: 'ballot', needs: 'vote' },
  'decision-made': { about: 'decision', needs: 'read-decision' }
} as const satisfies Record<string, { about: 'comment' | 'ballot' | 'decision'; needs: Capability }>;

export type NoticeKind = keyof typeof NOTICES;

export const NOTICE_KINDS = Object.keys(NOTICES) as readonly NoticeKind[];

type KindAbout<About> = {
  [Kind in NoticeKind]: (typeof NOTICES)[Kind]['about'] extends About ? Kind : never;
}[NoticeKind];
export type CommentNotice = KindAbout<'comment'>;
export type BallotNotice = KindAbout<'ballot'>;
export type DecisionNotice = KindAbout<'decision'>;

/** Of these an e-mail goes at once; the rest waits for the digest. */
export const AT_ONCE = ['answered', 'vote-today'] as const satisfies readonly NoticeKind[];
export type AtOnce = (typeof AT_ONCE)[number];

/** What a notice is about, as it stands when the notice is shown. */
export type NoticeSubject =
  | {
      readonly kind: CommentNotice;
      readonly commentId: CommentId;
      readonly specificationId: SpecificationId;
      /** The specification's. */
      readonly title: string;
      readonly suggestsWording: boolean;
      /** Somebody without an account said it, and whoever is told of it entered it. */
      readonly entered: boolean;
      /** Then: they have said something under it in their own name as well. */
      readonly repliedToEntered: boolean;
      readonly acceptance: Acceptance | null;
      readonly answered: boolean;
      readonly withdrawn: boolean;
      /** Of what is to be reviewed or settled: nothing of it waits any more. */
      readonly settled: boolean;
      /** The last day for an answer, "2026-12-08"; null where none was promised. */
      readonly dueOn: string | null;
      /** That day is over. */
      readonly late: boolean;
    }
  | {
      readonly kind: BallotNotice;
      readonly ballotId: BallotId;
      readonly title: string;
      readonly closesAt: Date;
      readonly over: boolean;
      readonly hasVoted: boolean;
    }
  | {
      readonly kind: DecisionNotice;
      readonly decisionId: DecisionId;
      readonly reference: string;
      readonly title: string;
      readonly outcome: 'agreed' | 'refused' | null;
      /** By this member, or by another of their organisation. */
      readonly answeredByUs: boolean;
    };

/** Where one opens what a notice is about, from the inbox and from an e-mail: the way there marks it read. */
export function openingHref(id: NoticeId): string {
  return `/inbox/${id}`;
}

/** Where it is. */
export function noticeHref(subject: NoticeSubject): string {
  switch (subject.kind) {
    case 'to-review':
      return '/review';
    case 'to-settle':
      return '/review/concerns';
    case 'answered':
    case 'reply':
    case 'to-answer':
    case 'set-aside':
    case 'removed':
    case 'reviewed':
      return `/specifications/${subject.specificationId}#comment-${subject.commentId}`;
    case 'ballot-opened':
    case 'vote-today':
      return `/priorities/${subject.ballotId}`;
    case 'to-sign':
    case 'decision-made':
      return `/decisions/${subject.decisionId}`;
  }
}

/** One sentence, of how it stands now. It quotes nothing that anybody said. */
export function noticeSentence(subject: NoticeSubject): string {
  const title = `“${subject.title}”`;
  switch (subject.kind) {
    case 'answered':
      return answeredSentence(subject, title);
    case 'reply':
      return subject.entered
        ? `Somebody replied to what you entered on ${title}.`
        : `Somebody replied to your ${whatOf(subject)} on ${title}.`;
    case 'to-answer':
      return toAnswerSentence(subject, title);
    case 'to-review':
    case 'to-settle':
    case 'set-aside':
    case 'removed':
    case 'reviewed':
      return moderationSentence(subject.kind, subject);
    case 'ballot-opened':
    case 'vote-today':
      return ballotSentence(subject, title);
    case 'to-sign':
    case 'decision-made':
      return decisionSentence(subject, title);
  }
}

type AboutComment = Extract<NoticeSubject, { commentId: CommentId }>;

function whatOf({ suggestsWording }: AboutComment): string {
  return suggestsWording ? 'suggestion' : 'comment';
}

function answeredSentence(subject: AboutComment, title: string): string {
  if (subject.acceptance === 'accepted') return `Your suggestion for ${title} was accepted.`;
  if (subject.acceptance) return `Your suggestion for ${title} was accepted in part.`;
  if (subject.entered) return `What you entered on ${title} has an answer: it is for whoever said it.`;
  return `Your ${whatOf(subject)} on ${title} has an answer.`;
}

function toAnswerSentence(subject: AboutComment, title: string): string {
  const { answered, withdrawn, dueOn, late } = subject;
  const it = `A ${whatOf(subject)} on ${title}`;
  if (answered) return `${it} has its answer.`;
  if (withdrawn) return `${it} was withdrawn or removed.`;
  if (dueOn === null) return `${it} waits for your answer.`;
  return late
    ? `${it} waits for your answer: it was due on ${formatDate(dueOn)} and is late.`
    : `${it} waits for your answer, until ${formatDate(dueOn)}.`;
}

/** Of the restricted queue not even the title is told: e-mails are read over shoulders. */
function moderationSentence(
  kind: 'to-review' | 'to-settle' | 'set-aside' | 'removed' | 'reviewed',
  subject: Pick<AboutComment, 'title' | 'settled' | 'entered' | 'repliedToEntered'>
): string {
  const title = `“${subject.title}”`;
  const { settled } = subject;
  switch (kind) {
    case 'to-review':
      return settled
        ? `What was to be reviewed on ${title} has been.`
        : `Something on ${title} waits to be reviewed.`;
    case 'to-settle':
      return settled
        ? 'What was in the restricted queue has been settled.'
        : 'Something is in the restricted queue.';
    case 'set-aside':
      return `Something that you ${saidBy(subject)} ${title} is hidden while it is looked at. The page says why, and whom to tell.`;
    case 'removed':
      return `Something that you ${saidBy(subject)} ${title} was removed. The page says why, and how to ask for a second look.`;
    case 'reviewed':
      return `What you ${saidBy(subject)} ${title} was reviewed. The page says what came of it.`;
  }
}

/** A notice does not say whether it is about what was entered or about what was said under it: where it may be either, it says both. */
function saidBy({ entered, repliedToEntered }: Pick<AboutComment, 'entered' | 'repliedToEntered'>): string {
  if (!entered) return 'wrote on';
  return repliedToEntered ? 'wrote, or entered for somebody else, on' : 'entered for somebody else on';
}

type AboutBallot = Extract<NoticeSubject, { ballotId: BallotId }>;

function ballotSentence({ kind, closesAt, over, hasVoted }: AboutBallot, title: string): string {
  if (hasVoted) return `You have voted in ${title}.`;
  if (over) return `Voting in ${title} is over.`;
  return kind === 'vote-today'
    ? `${title} needs your vote: it closes on ${formatMoment(closesAt)}.`
    : `You can vote in ${title} until ${formatMoment(closesAt)}.`;
}

type AboutDecision = Extract<NoticeSubject, { decisionId: DecisionId }>;

function decisionSentence(subject: AboutDecision, title: string): string {
  const decision = `Decision ${subject.reference}, ${title},`;
  if (subject.outcome !== null) return `${decision} was ${subject.outcome}.`;
  return subject.answeredByUs
    ? `${decision} has the answer of your organisation.`
    : `${decision} waits for your signature.`;
}

/** Nothing is left to do or to say about it: it hurries nobody any more. */
export function isOver(subject: NoticeSubject): boolean {
  switch (subject.kind) {
    case 'answered':
    case 'reply':
    case 'decision-made':
    case 'set-aside':
    case 'removed':
    case 'reviewed':
      return false;
    case 'to-review':
    case 'to-settle':
      return subject.settled;
    case 'to-answer':
      return subject.answered || subject.withdrawn;
    case 'ballot-opened':
    case 'vote-today':
      return subject.over || subject.hasVoted;
    case 'to-sign':
      return subject.outcome !== null || subject.answeredByUs;
  }
}

/** How many days a notice that was read is kept after that, and one that counts as read by itself from when it came. */
export const READ_KEPT_DAYS = 90;
/** And one that was never read, from when it came. */
export const UNREAD_KEPT_DAYS = 365;

/** A notice as its reader meets it. */
export interface Notice {
  readonly id: NoticeId;
  readonly kind: NoticeKind;
  readonly sentence: string;
  /** Where what it is about is. */
  readonly href: string;
  /** Only its day is told: the moment of what it is about may be nobody's to know. */
  readonly day: string;
  readonly unread: boolean;
}

/** The newest day first; of one day what hurries most, then in an order that says nothing. */
export function inboxOrder(a: Notice, b: Notice): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1;
  return NOTICE_KINDS.indexOf(a.kind) - NOTICE_KINDS.indexOf(b.kind) || (a.id < b.id ? -1 : 1);
}
