import type { Passage } from '#domain/comment-thread';
import { refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { clausesOf } from './clauses';

/** The words of a clause's heading. `id` is that of the page ("clause-scope") or its place, for scripts ("clause-3"). */
export function headingPassage(json: DocumentJson, id: string): Passage | Refusal {
  const clauses = clausesOf(json);
  const named = clauses.find((each) => each.id === id) ?? clauses[Number(/^clause-(\d+)$/.exec(id)?.[1]) - 1];
  const clause = named?.quote === '' ? undefined : named;
  return (
    clause ?? refuse('invalid-input', { field: 'clause', message: 'There is no clause with this name.' })
  );
}
