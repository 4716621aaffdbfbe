import { isDeepStrictEqual } from 'node:util';
import { daysLeft } from '#domain/answer-duty';
import type {
  AnswerDuty,
  Brought,
  ChangedText,
  CommentSubject,
  CommentThread,
  SaidHere,
  Wording,
  Writer
} from '#domain/comment-thread';
import { byTime, inReadingOrder } from '#domain/comment-thread';
import type { Entered } from '#domain/entered';
import { parseId, type CommentId, type MemberId } from '#domain/ids';
import { membershipsIn } from '#domain/membership';
import { REMOVAL_REASONS } from '#domain/moderation';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { shownMoment, shownTime, shownWriter } from '#domain/shown-as';
import { suggestionState, wordsSaid, type Suggestion } from '#domain/suggestion';
import { wordPieces } from '#schema/diff/word-pieces';
import {
  commentPlace,
  commentRows,
  type AnswerRow,
  type CommentRow,
  type CommentRows,
  type ReplyRow
} from '../db/comments';
import type { Database } from '../db/database';
import { wordingsOf, type WordingRow } from '../db/own-words';
import { membersById } from '../db/people';
import { specificationById, versionsOf, type SpecificationRow } from '../db/specifications';
import { passagesIn, type ReadPassage } from '../documents/read-passage';
import type { SuggestionPlace } from '../documents/suggestion-place';
import { visible, type ReadContext } from './read-context';

/** Every comment on a specification, in the order of its text. */
export async function commentList(
  context: ReadContext,
  specificationId: string
): Promise<{ readonly items: readonly CommentThread[] } | Refusal> {
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  return { items: await threadsOn(context, specification, passagesIn(ydoc)) };
}

/** One comment with its replies and its answer. */
export async function commentThread(context: ReadContext, id: string): Promise<CommentThread | Refusal> {
  const commentId = parseId<'comment'>(id);
  if (isRefusal(commentId)) return commentId;
  const place = visible(context, 'read-specification', await commentPlace(context.tools.db, commentId));
  if (isRefusal(place)) return place;
  const specification = await visibleSpecification(context, place.specificationId);
  if (isRefusal(specification)) return specification;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const [thread] = await threadsOn(context, specification, passagesIn(ydoc), commentId);
  return thread ?? refuse('not-found');
}

/** The specification when the actor may read it. */
export async function visibleSpecification(
  context: ReadContext,
  id: string
): Promise<SpecificationRow | Refusal> {
  const parsed = parseId<'specification'>(id);
  const row = isRefusal(parsed) ? undefined : await specificationById(context.tools.db, parsed);
  return visible(context, 'read-specification', row);
}

/** Comments with names and places, as this reader may see them, in the order of the text. */
export async function threadsOn(
  { tools: { db, now }, actor }: Pick<ReadContext, 'tools' | 'actor'>,
  { id, partnershipId }: Pick<SpecificationRow, 'id' | 'partnershipId'>,
  readPassage: ReadPassage,
  only?: CommentId
): Promise<CommentThread[]> {
  const rows = await commentRows(db, id, only);
  const shown: Shown = {
    writers: await writersOf(db, rows),
    wordings: await wordingsOf(
      db,
      rows.map(({ comment }) => comment.id)
    ),
    readers: membershipsIn(actor, partnershipId).map(({ memberId }) => memberId),
    answers: may(actor, 'answer-comment', { partnershipId }),
    now: await now(db),
    versions: rows.some(({ answer }) => answer?.anchor) ? await versionsOf(db, id) : []
  };
  return inReadingOrder(rows.map((row) => threadOf(row, shown, readPassage)));
}

type Writers = ReadonlyMap<MemberId, Writer>;

/** What comments are shown with, and to whom. */
interface Shown {
  readonly writers: Writers;
  readonly wordings: readonly WordingRow[];
  /** The reader's seat; of a link from before it was handed over also the one under which words are kept. */
  readonly readers: readonly MemberId[];
  /** The reader may answer. */
  readonly answers: boolean;
  readonly now: Date;
  /** Newest first. */
  readonly versions: Awaited<ReturnType<typeof versionsOf>>;
}

async function writersOf(db: Database, rows: readonly CommentRows[]): Promise<Writers> {
  const ids = rows.flatMap(({ comment, replies, answer, suggestion }) => [
    comment.authorId,
    ...replies.map(({ authorId }) => authorId),
    ...(answer ? [answer.authorId] : []),
    ...(suggestion?.takenBy ? [suggestion.takenBy] : []),
    ...(comment.ownerId ? [comment.ownerId] : [])
  ]);
  const members = await membersById(db, [...new Set(ids)]);
  return new Map(
    members.map(({ memberId, name, group, organisation }) => [
      memberId,
      { memberId, name, group, organisation }
    ])
  );
}

function threadOf(rows: CommentRows, shown: Shown, readPassage: ReadPassage): CommentThread {
  const { comment, replies, answer } = rows;
  const { id, specificationId, kind, quote, anchor } = comment;
  const isProposed = rows.suggestion !== null && comment.withdrawnAt === null;
  const { suggested, ...place } = readPassage(anchor, quote, isProposed ? wordingOf(comment) : null);
  const said = saidHere(comment, shown, ({ commentId, replyId }) => commentId === id && replyId === null);
  return {
    ...{ id, specificationId, kind },
    ...said,
    ...whoSaid(comment, said.by, shown),
    body: wordsSaid(comment),
    ...{ subject: subjectOf(comment), quote, anchor },
    ...place,
    suggestion: suggested && suggestionIn(rows, suggested, shown.writers),
    replies: replies
      .map((reply) => ({
        id: reply.id,
        ...saidHere(reply, shown, ({ replyId }) => replyId === reply.id)
      }))
      .sort(byTime),
    answer: answer && {
      outcome: answer.outcome,
      body: answer.body,
      by: writerOf(shown.writers, answer.authorId),
      at: answer.createdAt,
      passedTo: answer.passedTo,
      changed: changedText({ ...rows, answer }, shown, readPassage)
    },
    duty: dutyOf(comment, shown)
  };
}

export function subjectOf({
  anchor,
  aboutClause,
  decisionId,
  ballotId,
  optionKey
}: CommentRow): CommentSubject {
  if (aboutClause !== null) return { kind: 'plain-summary', clause: aboutClause };
  if (decisionId !== null) return { kind: 'decision', decisionId };
  if (ballotId !== null && optionKey !== null) return { kind: 'option', ballotId, option: optionKey };
  return { kind: anchor === null ? 'whole' : 'words' };
}

/** What somebody without an account said stands under their name or role, with whoever entered it beside it. */
function whoSaid(
  { authorId, enteredGroup: group, enteredWay: way, enteredOn: on, enteredName }: CommentRow,
  by: Writer,
  { writers }: Shown
): { readonly by: Writer; readonly entered: Entered | null } {
  if (group === null || way === null || on === null) return { by, entered: null };
  const contributor = { ...by, group, name: enteredName ?? by.name };
  return { by: contributor, entered: { by: writerOf(writers, authorId), way, on } };
}

function changedText(
  { comment, answer, suggestion }: Omit<CommentRows, 'replies'> & { readonly answer: AnswerRow },
  { versions }: Shown,
  readPassage: ReadPassage
): ChangedText | null {
  const { anchor, quote, createdAt: answeredAt } = answer;
  if (anchor === null || quote === null) return null;
  const before = (moment: Date) => versions.find(({ frozenAt }) => frozenAt < moment);
  const { range, wordsNow } = readPassage(anchor, quote);
  const now = wordsNow ?? quote;
  const isOwn = suggestion?.outcome != null || isDeepStrictEqual(anchor, comment.anchor);
  return {
    ...{ quote, range, now },
    before: isOwn && now !== comment.quote ? comment.quote : null,
    versionBefore: (before(shownMoment(comment.createdAt, comment)) ?? before(answeredAt))?.number ?? null,
    versionAfter: versions.findLast(({ frozenAt }) => frozenAt > answeredAt)?.number ?? null
  };
}

function dutyOf({ ownerId, dueOn }: CommentRow, { writers, now }: Shown): AnswerDuty | null {
  if (dueOn === null) return null;
  const owner = ownerId === null ? null : writerOf(writers, ownerId);
  return {
    owner: owner && ownerId && { memberId: ownerId, name: owner.name },
    dueOn,
    daysLeft: daysLeft(dueOn, now)
  };
}

/** Who said what and when, as others may know it: the one place where a row becomes a writer. */
function saidHere(
  row: CommentRow | ReplyRow,
  { writers, wordings, readers, answers }: Shown,
  isOfThis: (wording: WordingRow) => boolean
): SaidHere {
  const { authorId, body, editedAt, withdrawnAt } = row;
  const wrote = readers.includes(authorId);
  const when = (moment: Date): Date => shownMoment(moment, row);
  return {
    by: shownWriter(writerOf(writers, authorId), row),
    brought: broughtOf(row),
    body,
    ...shownTime(row.createdAt, row),
    editedAt: editedAt && when(editedAt),
    withdrawnAt: withdrawnAt && when(shownWithdrawal(row, withdrawnAt)),
    removed: row.removedReason,
    because: row.removedReason && REMOVAL_REASONS[row.removedReason].because,
    mine: wrote && row.origin === 'here',
    earlier:
      wrote || answers
        ? wordings
            .filter(isOfThis)
            .map(({ body: words, writtenAt }) => ({ body: words, at: when(writtenAt) }))
        : []
  };
}

/** Without a name nobody is told the day on which its writer was still here to withdraw it. */
function shownWithdrawal({ shownAs, removedReason, createdAt }: CommentRow | ReplyRow, at: Date): Date {
  return shownAs === 'name' || removedReason !== null ? at : createdAt;
}

function wordingOf({ oldWording, proposedWording }: CommentRow): Wording {
  return { before: oldWording ?? '', after: proposedWording ?? '' };
}

function suggestionIn(
  { comment, answer, suggestion }: CommentRows,
  { standing, around }: SuggestionPlace,
  writers: Writers
): Suggestion {
  const { before, after } = wordingOf(comment);
  const { outcome = null, takenWords = null, takenBy = null, takingSince = null } = suggestion ?? {};
  return {
    before,
    after,
    pieces: wordPieces(before, after),
    around,
    reason: comment.origin === 'here' ? comment.body : '',
    state: suggestionState({
      standing,
      acceptance: outcome,
      taking: takingSince !== null,
      answered: answer?.outcome ?? null
    }),
    accepted: outcome && takenBy ? { words: takenWords ?? '', by: writerOf(writers, takenBy) } : null
  };
}

type Said = Pick<ReplyRow, 'claimedAuthor'> &
  Pick<CommentRow, 'origin'> &
  Partial<Pick<CommentRow, 'oldWording' | 'proposedWording'>>;

function broughtOf({ origin, claimedAuthor, oldWording, proposedWording }: Said): Brought | null {
  switch (origin) {
    case 'here':
      return null;
    case 'word-comment':
      return { claimedAuthor, wording: null };
    case 'word-change':
      return { claimedAuthor, wording: { before: oldWording ?? '', after: proposedWording ?? '' } };
  }
}

function writerOf(writers: Writers, id: MemberId): Writer {
  const writer = writers.get(id);
  if (!writer) throw new Error('A comment whose writer is not a member.');
  return writer;
}
