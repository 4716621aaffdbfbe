import type { CommentSubject, CommentThread, Reply, ReplyId, SaidHere, Writer } from './comment-thread';
import type { CommentId } from './ids';

/** For how long somebody's private link can be made. */
export const RECEIPT_LINK_DAYS = [7, 30, 90] as const;
export type ReceiptLinkDays = (typeof RECEIPT_LINK_DAYS)[number];

const DAY = 24 * 3_600_000;

/** Read from a field: "30". Undefined when it is none of the choices. */
export function receiptLinkDays(value: unknown): ReceiptLinkDays | undefined {
  return RECEIPT_LINK_DAYS.find((days) => String(days) === value);
}

export function receiptLinkEnd(days: ReceiptLinkDays, now: Date): Date {
  return new Date(now.getTime() + days * DAY);
}

/** A comment of the reader's own, with what became of it and what they said under it. */
export type ReceiptEntry = Omit<CommentThread, 'anchor'>;

/** What they said under a comment of somebody else: the words of the text that it is about, and none of that comment. */
export interface ReceiptReply {
  readonly commentId: CommentId;
  readonly subject: CommentSubject;
  readonly quote: string;
  readonly reply: Reply;
}

export interface ReceiptParts {
  readonly comments: readonly ReceiptEntry[];
  readonly replies: readonly ReceiptReply[];
}

/** Of threads as their reader sees them, only what that reader said and the answers to it. What they entered for somebody else is not theirs. */
export function ownParts(threads: readonly CommentThread[]): ReceiptParts {
  return {
    comments: threads.filter(isOwn).map(entryOf),
    replies: threads
      .filter((thread) => !isOwn(thread))
      .flatMap(({ id, subject, quote, replies }) =>
        replies.filter(({ mine }) => mine).map((reply) => ({ commentId: id, subject, quote, reply }))
      )
  };
}

/** What was entered for somebody without an account, for them: as whoever has its private link sees it. */
export function enteredParts(threads: readonly CommentThread[]): ReceiptParts {
  return withoutOthers({ comments: threads.map(entryOf), replies: [] });
}

/** What was said until a seat was handed over: the ids of its comments and replies, and when that was. */
export interface SaidBefore {
  readonly at: Date;
  readonly ids: ReadonlySet<CommentId | ReplyId>;
}

/** As whoever had the seat before may see it: what is theirs is what was said until then, in the words in which it was said then. */
export function threadsUntil(threads: readonly CommentThread[], until: SaidBefore): CommentThread[] {
  return threads.map((thread) => ({
    ...saidUntil(thread, until),
    replies: thread.replies.map((reply) => saidUntil(reply, until))
  }));
}

function saidUntil<Said extends SaidHere & { readonly id: CommentId | ReplyId }>(
  said: Said,
  { at, ids }: SaidBefore
): Said {
  if (!said.mine) return said;
  if (!ids.has(said.id)) return { ...said, mine: false };
  const { editedAt, withdrawnAt, earlier } = said;
  if (editedAt === null || editedAt <= at || withdrawnAt !== null) return said;
  const stood = earlier.findLastIndex(({ at: writtenAt }) => writtenAt <= at);
  const then = earlier[Math.max(stood, 0)];
  return then ? { ...said, body: then.body, editedAt: stood > 0 ? then.at : null } : said;
}

function isOwn({ mine, entered }: CommentThread): boolean {
  return mine && entered === null;
}

function entryOf({ anchor: _anchor, ...thread }: CommentThread): ReceiptEntry {
  return { ...thread, earlier: [], replies: thread.replies.filter(({ mine }) => mine) };
}

/** As whoever has the private link sees it: nobody else is named, nothing is said of the text but what changed, and nothing leads to where one must be signed in. */
export function withoutOthers({ comments, replies }: ReceiptParts): ReceiptParts {
  return { comments: comments.map(entryWithoutOthers), replies };
}

function entryWithoutOthers({ answer, suggestion, duty, entered, ...entry }: ReceiptEntry): ReceiptEntry {
  return {
    ...entry,
    wordsNow: null,
    entered: entered && { ...entered, by: organisationOf(entered.by) },
    answer: answer && {
      ...answer,
      by: organisationOf(answer.by),
      changed: answer.changed && { ...answer.changed, versionBefore: null, versionAfter: null }
    },
    suggestion: suggestion && {
      ...suggestion,
      around: null,
      accepted: suggestion.accepted && {
        ...suggestion.accepted,
        by: organisationOf(suggestion.accepted.by)
      }
    },
    duty: duty && { ...duty, owner: null }
  };
}

function organisationOf({ group, organisation }: Writer): Writer {
  return { memberId: null, name: organisation, group, organisation: '' };
}
