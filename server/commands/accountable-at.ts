import type { Doc } from 'yjs';
import { clauseStates, NOTHING_SAID, type OwnerState } from '#domain/clause-state';
import type { OrganisationId, SpecificationId } from '#domain/ids';
import { clauseFacts } from '../db/clause-facts';
import type { Database } from '../db/database';
import { clauseOutline } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';

/** The organisations that are accountable for the clause in which a position of the text stands. */
export async function accountableAt(
  db: Database,
  specificationId: SpecificationId,
  { ydoc, position }: { readonly ydoc: Doc; readonly position: number }
): Promise<OrganisationId[]> {
  const outline = clauseOutline(jsonFromDoc(ydoc));
  const facts = await clauseFacts(db, specificationId);
  const states = clauseStates(outline, { facts, ...NOTHING_SAID });
  // A clause's range holds those of the clauses below it: the last one that has the position is the innermost.
  const innermost = outline.findLastIndex(({ from, to }) => from <= position && position < to);
  return organisationsOf(states[innermost]?.owner);
}

function organisationsOf(owner: OwnerState | undefined): OrganisationId[] {
  switch (owner?.kind) {
    case undefined:
    case 'none':
      return [];
    case 'one':
      return [owner.owner.id];
    case 'several':
      return owner.owners.map(({ id }) => id);
  }
}
