import { termFinder, type GlossaryTerm, type TermFinder } from '#domain/glossary';
import type { PartnershipId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { Database } from '../db/database';
import { termsOf } from '../db/glossary';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface GlossaryPage {
  /** In alphabetical order. */
  readonly terms: readonly GlossaryTerm[];
  readonly may: { readonly edit: boolean };
  readonly topics: readonly Topic[];
}

/** Every word that the partnership explains. */
export async function glossaryPage(context: ReadContext): Promise<GlossaryPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const partnership = visible(context, 'read-partnership', membership);
  if (isRefusal(partnership)) return partnership;
  const { partnershipId } = membership;
  return {
    terms: await termsOf(context.tools.db, partnershipId),
    may: { edit: may(context.actor, 'edit-glossary', { partnershipId }) },
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

/** Finds the partnership's terms in a text. */
export async function findsTerms(db: Database, partnershipId: PartnershipId): Promise<TermFinder> {
  return termFinder(await termsOf(db, partnershipId));
}
