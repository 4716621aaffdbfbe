import type { ClauseOutline } from '#domain/clause-state';
import { parseId, type ClauseId, type SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { isClauseId } from '#schema/clause-ids';
import type { ClauseHeading } from '../db/clause-headings';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { clauseOutline } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';
import type { Tools } from '../runtime';
import { fieldsOf } from './fields';

/** The clause that a command is about. */
export interface ClausePlace {
  readonly specificationId: SpecificationId;
  readonly clause: ClauseId;
}

/** Fields `specificationId` and `clause`: the clause's own id, "scope" or ten characters by chance. */
export function clausePlaceField(raw: unknown): ClausePlace | Refusal {
  const { specificationId, clause } = fieldsOf(raw);
  const id = parseId<'specification'>(specificationId);
  if (isRefusal(id)) return id;
  return isClauseId(clause) ? { specificationId: id, clause } : noSuchClause();
}

/** A clause that stands in the newest draft. Undefined when the draft has none of this id. */
export interface FoundClause {
  readonly heading: ClauseHeading | undefined;
}

/**
 * Looks for the clause in the draft, outside any transaction: building the draft takes time. Asks the policy first, so
 * that nobody learns from a refusal what a text holds.
 */
export async function findClause(
  { specificationId, clause }: ClausePlace,
  actor: Actor,
  { db, drafts }: Tools
): Promise<FoundClause | Refusal> {
  const specification = await specificationById(db, specificationId);
  if (!specification) return refuse('not-found');
  const allowed = can(actor, 'edit-clause-facts', specification);
  if (isRefusal(allowed)) return allowed;
  const { ydoc } = await drafts.newest(specification.documentId);
  const found = clauseOutline(jsonFromDoc(ydoc)).find(({ id }) => id === clause);
  return { heading: found && headingOf(found) };
}

function headingOf({ number, heading }: ClauseOutline): ClauseHeading {
  return { number, heading };
}

export function noSuchClause(): Refusal {
  return refuse('not-found', { field: 'clause', message: 'This text has no clause of that name.' });
}

/** What a command about a clause knows of its specification. */
export interface ClauseFactsSubject extends Subject {
  readonly specification: SpecificationRow;
}

export function clauseTopics({ specification: { id, partnershipId } }: ClauseFactsSubject): readonly Topic[] {
  return [
    { kind: 'specification', id },
    { kind: 'partnership', id: partnershipId }
  ];
}
