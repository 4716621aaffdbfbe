import { membershipIn, type Actor } from '#domain/membership';
import type { Subject } from '#domain/policy';
import type { NewComment } from '../db/comments';
import type { Transaction } from '../db/database';
import { isHeldFirst } from '../db/standing';

/** Whether what they write in this partnership is looked at before others see it. */
export async function actorHeldFirst(
  tx: Transaction,
  actor: Actor,
  { partnershipId }: Subject
): Promise<boolean> {
  const memberId = membershipIn(actor, partnershipId)?.memberId;
  return memberId !== undefined && isHeldFirst(tx, memberId);
}

/** Of what is written now and held: no answer is owed until it is let through. */
export function heldSince(now: Date) {
  return { standing: 'held', createdAt: now, saidAt: now } as const satisfies Partial<NewComment>;
}
