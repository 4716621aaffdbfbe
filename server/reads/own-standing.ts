import { aboutWords, type ReplyId } from '#domain/comment-thread';
import type { CommentId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import {
  contactLines,
  removedSentence,
  secondLookSentence,
  secondLookUntil,
  STANDING_SENTENCES,
  type ContactLine,
  type Standing
} from '#domain/moderation';
import { wordsSaid } from '#domain/suggestion';
import type { CommentRow } from '../db/comments';
import { localContacts, ownRemovals } from '../db/moderation';
import type { SpecificationRow } from '../db/specifications';
import { hiddenIn, type HiddenSaid } from '../db/standing';
import { subjectOf } from './comment-thread';
import type { ReadContext } from './read-context';

/** Something that the reader wrote and others do not see, or not any more. */
export interface OwnStanding {
  readonly commentId: CommentId;
  readonly replyId: ReplyId | null;
  readonly standing: Exclude<Standing, 'shown'> | 'removed';
  /** Why it is so. */
  readonly sentence: string;
  /** The reviewer's, of what was not let through. */
  readonly reason: string | null;
  /** What it is about: “within 2 hours”, in quotation marks; the decision “Fund it”. */
  readonly about: string;
  /** They entered it for somebody without an account. */
  readonly entered: boolean;
  /** What they wrote; empty of what was removed. */
  readonly words: string;
  readonly may: { readonly withdraw: boolean; readonly askAgain: boolean };
}

export interface OwnStandings {
  readonly items: readonly OwnStanding[];
  /** Whom to tell; only where something of theirs is hidden as such a matter. */
  readonly contacts: readonly ContactLine[];
}

/** Of one specification, or of a part of it, for whoever wrote it and for nobody else. */
export async function ownStandings(
  { tools: { db, now }, actor }: ReadContext,
  { id, partnershipId }: Pick<SpecificationRow, 'id' | 'partnershipId'>,
  isHere: (comment: CommentRow) => boolean = () => true
): Promise<OwnStandings> {
  const memberId = membershipIn(actor, partnershipId)?.memberId;
  if (memberId === undefined) return { items: [], contacts: [] };
  const hidden = await hiddenIn(db, { specificationId: id, authorId: memberId }, NOT_SHOWN);
  const mine = hidden.filter(({ comment, reply }) => (reply ?? comment).origin === 'here' && isHere(comment));
  const moment = await now(db);
  const removals = await ownRemovals(db, id, memberId);
  const removed = removals.filter(({ comment }) => isHere(comment)).map((each) => removedOf(each, moment));
  const items = [...mine.map(standingOf), ...removed];
  const matter = items.some(({ standing }) => standing === 'concern' || standing === 'passed-on');
  return { items, contacts: matter ? contactLines(await localContacts(db, partnershipId)) : [] };
}

const NOT_SHOWN = ['held', 'not-let-through', 'concern', 'passed-on'] as const;

const ASKED = {
  asked: ' You have asked for a second look.',
  'stays-removed': ' Somebody else has looked at it again, and it stays removed.',
  back: '',
  over: ''
};

function removedOf(
  { removal, comment }: Awaited<ReturnType<typeof ownRemovals>>[number],
  now: Date
): OwnStanding {
  const { commentId, replyId, reason, removedAt, askedAt, outcome, words } = removal;
  const askAgain =
    askedAt === null && outcome === null && words !== null && secondLookUntil(removedAt) >= now;
  const more = askAgain
    ? ` ${secondLookSentence(removedAt)}`
    : ASKED[outcome ?? (askedAt ? 'asked' : 'over')];
  const sentence = `${removedSentence(reason)}${more}`;
  const said = {
    commentId,
    replyId,
    standing: 'removed',
    sentence,
    ...aboutRow({ comment, replyId })
  } as const;
  return { ...said, reason: null, words: '', may: { withdraw: false, askAgain } };
}

/** The words shortened: some are about a whole paragraph. */
function aboutRow({
  comment,
  replyId
}: {
  readonly comment: CommentRow;
  readonly replyId: ReplyId | null;
}): Pick<OwnStanding, 'about' | 'entered'> {
  const about = aboutWords({ subject: subjectOf(comment), quote: comment.quote }, 120);
  return { about, entered: replyId === null && comment.enteredGroup !== null };
}

function standingOf(hidden: HiddenSaid): OwnStanding {
  const { comment, reply } = hidden;
  const { standing, standingReason } = reply ?? comment;
  if (standing === 'shown') throw new Error('Something shown among what is not.');
  return {
    commentId: comment.id,
    replyId: reply?.id ?? null,
    standing,
    sentence: STANDING_SENTENCES[standing],
    reason: standingReason,
    ...aboutRow({ comment, replyId: reply?.id ?? null }),
    words: hiddenWords(hidden),
    may: { withdraw: true, askAgain: false }
  };
}

/** What was said, of a suggestion with what it suggests. */
export function hiddenWords({ comment, reply }: Pick<HiddenSaid, 'comment' | 'reply'>): string {
  return reply ? reply.body : wordsSaid(comment);
}
