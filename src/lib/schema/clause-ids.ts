import type { ClauseId } from '#domain/ids';
import { stringAttribute, textOf, type DocumentJson } from './document-json';

const FORM = /^[a-z0-9][a-z0-9-]{0,31}$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 10;

export function isClauseId(value: unknown): value is ClauseId {
  return typeof value === 'string' && FORM.test(value);
}

export function newClauseId(): ClauseId {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('') as ClauseId;
}

/** An empty heading names nothing: it is shown as an empty paragraph. */
export function isClause(node: DocumentJson): boolean {
  return node.type === 'heading' && (textOf(node).trim() !== '' || stringAttribute(node, 'number') !== null);
}

/** The id of a heading; null when it has none, or one that a heading before it in `taken` has. Adds it to `taken`. */
export function ownClauseId(node: DocumentJson, taken: Set<string>): ClauseId | null {
  const id = node.attrs?.clause;
  if (!isClauseId(id) || taken.has(id)) return null;
  taken.add(id);
  return id;
}

/** The ids of the clauses in reading order; null for one that has none of its own. */
export function clauseIdsOf(json: DocumentJson): (ClauseId | null)[] {
  const taken = new Set<string>();
  return (json.content ?? []).filter(isClause).map((node) => ownClauseId(node, taken));
}

/** The same document in which every clause has an id of its own; those that have one keep it. */
export function withClauseIds(json: DocumentJson): DocumentJson {
  const ids = clauseIdsOf(json);
  return numbered(json, (index) => ids[index] ?? newClauseId());
}

/** The same document with these ids, in reading order: what a frozen version keeps beside its text. */
export function withTheseClauseIds(json: DocumentJson, ids: readonly (string | null)[]): DocumentJson {
  return numbered(json, (index) => ids[index] ?? null);
}

function numbered(json: DocumentJson, idOf: (index: number) => string | null): DocumentJson {
  let index = -1;
  const content = (json.content ?? []).map((node) => {
    if (!isClause(node)) return node;
    index += 1;
    return { ...node, attrs: { ...node.attrs, clause: idOf(index) } };
  });
  return { ...json, content };
}
