import type { Brought, CommentThread, Reply, Wording, Writer } from '#domain/comment-thread';
import { byTime, inReadingOrder } from '#domain/comment-thread';
import { parseId, type CommentId, type MemberId, type SpecificationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { shownMoment, shownWriter } from '#domain/shown-as';
import { suggestionSentence, suggestionState, type Suggestion } from '#domain/suggestion';
import { wordPieces } from '#schema/diff/word-pieces';
import { commentPlace, commentRows, type CommentRow, type CommentRows, type ReplyRow } from '../db/comments';
import type { Database } from '../db/database';
import { membersById } from '../db/people';
import { specificationById, type SpecificationRow } from '../db/specifications';
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
  const { drafts, db } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  return { items: await threadsOn(db, specification.id, passagesIn(ydoc)) };
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
  const [thread] = await threadsOn(context.tools.db, specification.id, passagesIn(ydoc), commentId);
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

/** Comments with names and places, in the order of the text. */
export async function threadsOn(
  db: Database,
  specificationId: SpecificationId,
  readPassage: ReadPassage,
  only?: CommentId
): Promise<CommentThread[]> {
  const rows = await commentRows(db, specificationId, only);
  const writers = await writersOf(db, rows);
  return inReadingOrder(rows.map((row) => threadOf(row, writers, readPassage)));
}

type Writers = ReadonlyMap<MemberId, Writer>;

async function writersOf(db: Database, rows: readonly CommentRows[]): Promise<Writers> {
  const ids = rows.flatMap(({ comment, replies, answer, suggestion }) => [
    comment.authorId,
    ...replies.map(({ authorId }) => authorId),
    ...(answer ? [answer.authorId] : []),
    ...(suggestion?.takenBy ? [suggestion.takenBy] : [])
  ]);
  const members = await membersById(db, [...new Set(ids)]);
  return new Map(
    members.map(({ memberId, name, group, organisation }) => [
      memberId,
      { memberId, name, group, organisation }
    ])
  );
}

function threadOf(rows: CommentRows, writers: Writers, readPassage: ReadPassage): CommentThread {
  const { comment, replies, answer } = rows;
  const { id, specificationId, kind, quote, anchor } = comment;
  const { suggested, ...place } = readPassage(anchor, quote, rows.suggestion && wordingOf(comment));
  return {
    id,
    specificationId,
    ...whoAndWhen(comment, writers),
    kind,
    quote,
    body: bodyOf(comment),
    anchor,
    ...place,
    suggestion: suggested && suggestionIn(rows, suggested, writers),
    replies: replies
      .map((reply) => ({ id: reply.id, ...whoAndWhen(reply, writers), body: reply.body }))
      .sort(byTime),
    answer: answer && {
      outcome: answer.outcome,
      body: answer.body,
      by: writerOf(writers, answer.authorId),
      at: answer.createdAt
    }
  };
}

function wordingOf({ oldWording, proposedWording }: CommentRow): Wording {
  return { before: oldWording ?? '', after: proposedWording ?? '' };
}

/** A suggestion says in words what it suggests; what came with a Word file does so already. */
function bodyOf(comment: CommentRow): string {
  if (comment.origin !== 'here' || comment.proposedWording === null) return comment.body;
  const { before, after } = wordingOf(comment);
  return [suggestionSentence(before, after), comment.body].filter((words) => words !== '').join('\n');
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
      answered: answer?.outcome ?? null,
      withdrawn: false
    }),
    accepted: outcome && takenBy ? { words: takenWords ?? '', by: writerOf(writers, takenBy) } : null
  };
}

/** Who said it and when, as others may know it: the one place where a row becomes a writer. */
function whoAndWhen(
  row: CommentRow | ReplyRow,
  writers: Writers
): Pick<Reply, 'by' | 'brought' | 'at' | 'dayOnly'> {
  return {
    by: shownWriter(writerOf(writers, row.authorId), row),
    brought: broughtOf(row),
    at: shownMoment(row.createdAt, row),
    dayOnly: row.shownAs !== 'name'
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
