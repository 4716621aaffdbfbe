import { endsSlip } from '#domain/entered';
import { membershipIn, type Actor } from '#domain/membership';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { commentPlace, writtenAs, type CommentPlace } from '../db/comments';
import type { Database } from '../db/database';

/**
 * Whether they hand out the slip of what was entered, or only end its link. What is not shown is there for whoever entered it and for
 * whoever ends any.
 */
export async function slipHands(
  db: Database,
  actor: Actor,
  place: CommentPlace
): Promise<{ readonly out: boolean } | Refusal> {
  const memberId = membershipIn(actor, place.partnershipId)?.memberId;
  if (memberId === undefined) return refuse('not-found');
  const made = await writtenAs(db, place.commentId);
  const endsAny = may(actor, 'end-slips', place);
  const own = made.authorId === memberId;
  if (!own && !endsAny && !(await commentPlace(db, place.commentId))) return refuse('not-found');
  const allowed = endsSlip(made, memberId, endsAny);
  return isRefusal(allowed) ? allowed : { out: own };
}
