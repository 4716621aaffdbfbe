import type { ClauseOutline } from '#domain/clause-state';
import type { ClauseId } from '#domain/ids';
import { isClause, ownClauseId } from '#schema/clause-ids';
import {
  contentSize,
  integerAttribute,
  nodeSize,
  stringAttribute,
  textOf,
  type DocumentJson
} from '#schema/document-json';
import { templateHeading } from '#schema/all-templates';
import type { OwnTerms } from '#schema/own-template';
import { holdsWords } from '#schema/written-words';
import { namedClause } from './clauses';

type Open = { -readonly [Key in keyof ClauseOutline]: ClauseOutline[Key] };

/**
 * The clauses of the text itself in reading order, each from its heading up to the next. Positions are ProseMirror's. `own`: what
 * the text took over from the partnership's own template.
 */
export function clauseOutline(json: DocumentJson, own: OwnTerms | null = null): ClauseOutline[] {
  const clauses: Open[] = [];
  const taken = new Set<string>();
  let position = 0;
  for (const node of json.content ?? []) {
    const last = clauses.at(-1);
    if (isClause(node)) clauses.push(beginning(node, position, { taken, own }));
    else if (last) last.hasWords ||= holdsWords(node, own);
    position += nodeSize(node);
    const current = clauses.at(-1);
    if (current) current.to = position;
  }
  return clauses;
}

function beginning(
  node: DocumentJson,
  position: number,
  { taken, own }: { readonly taken: Set<string>; readonly own: OwnTerms | null }
): Open {
  const id = ownClauseId(node, taken);
  return {
    id,
    number: stringAttribute(node, 'number'),
    heading: textOf(node).trim(),
    level: integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 }),
    hasWords: false,
    template: templateOf(id, own),
    from: position,
    to: position + 2 + contentSize(node)
  };
}

function templateOf(id: ClauseId | null, own: OwnTerms | null): ClauseOutline['template'] {
  if (own?.mandatory.some((heading) => heading.id === id)) return 'mandatory';
  const known = templateHeading(id);
  return known ? (known.mandatory ? 'mandatory' : 'optional') : null;
}

/** The clause of the text itself that has this name in an address, as `namedClause` knows it. */
export function outlinedClause(json: DocumentJson, name: string): ClauseOutline | undefined {
  const named = namedClause(json, name);
  return named?.top ? clauseOutline(json).find(({ from }) => from + 1 === named.from) : undefined;
}

/** A clause's own part of the text: its heading, and what stands under it up to the next heading. */
export function clauseText(json: DocumentJson, { from, to }: ClauseOutline): DocumentJson {
  let position = 0;
  const content = (json.content ?? []).filter((node) => {
    const at = position;
    position += nodeSize(node);
    return at >= from && at < to;
  });
  return { ...json, content };
}
