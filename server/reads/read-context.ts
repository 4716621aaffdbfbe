import type { MemberId, PartnershipId } from '#domain/ids';
import type { Actor, Membership } from '#domain/membership';
import { can, type Capability, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';

/** What every read gets: who asks, and what to read from. Reads open no write transaction. */
export interface ReadContext {
  readonly tools: Tools;
  readonly actor: Actor;
  /** Members with a page open now. */
  present(partnershipId: PartnershipId): ReadonlySet<MemberId>;
}

/** The partnership a person is working in: the one they joined first. (Switching comes with the second one.) */
export function currentMembership(actor: Actor): Membership | Refusal {
  if (actor.kind === 'nobody') return refuse('signed-out');
  return (
    actor.memberships[0] ?? refuse('not-found', { message: 'You are not a member of any partnership yet.' })
  );
}

/** The row when the actor may see it. What one may not see is "not found", whatever the reason. */
export function visible<Row extends Subject>(
  context: ReadContext,
  capability: Capability,
  row: Row | undefined
): Row | Refusal {
  if (context.actor.kind === 'nobody') return refuse('signed-out');
  if (!row) return refuse('not-found');
  const allowed = can(context.actor, capability, row);
  return isRefusal(allowed) ? refuse('not-found') : row;
}
