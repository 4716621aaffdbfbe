import type { Passage } from '#domain/comment-thread';
import { refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { namedClause } from './clauses';

/** The words of a clause's heading, by the clause's name in an address. */
export function headingPassage(json: DocumentJson, id: string): Passage | Refusal {
  const named = namedClause(json, id);
  const clause = named?.quote === '' ? undefined : named;
  return (
    clause ?? refuse('invalid-input', { field: 'clause', message: 'There is no clause with this name.' })
  );
}
