import type { ClauseId } from '#domain/ids';
import { TEMPLATES } from './all-templates';
import { isClause, ownClauseId } from './clause-ids';
import { textOf, type DocumentJson } from './document-json';
import type { SpecificationTemplate } from './specification-template';

/** A number or letter that somebody typed before a heading: "3.", "2.1", "B)". */
const TYPED_NUMBER = /^(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+/i;

/**
 * The same text in which headings that are worded like those of a template have the ids that the template gives them. It
 * is taken for a text on a template when it has more than half of the template's mandatory headings: a single "Outcomes"
 * says nothing. Headings that have an id keep it, and of two with the same words the first is the one.
 */
export function withTemplateIds(json: DocumentJson): DocumentJson {
  const words = new Set((json.content ?? []).filter(isClause).map(headingWords));
  const template = TEMPLATES.find((each) => standsOn(each, words));
  if (!template) return json;
  const ids = idsByWords(template);
  const taken = new Set<string>();
  (json.content ?? []).filter(isClause).forEach((node) => ownClauseId(node, taken));
  const content = json.content?.map((node) => {
    const id = isClause(node) && !node.attrs?.clause ? ids.get(headingWords(node)) : undefined;
    if (id === undefined || taken.has(id)) return node;
    taken.add(id);
    return { ...node, attrs: { ...node.attrs, clause: id } };
  });
  return { ...json, ...(content ? { content } : {}) };
}

function standsOn({ sections }: SpecificationTemplate, words: ReadonlySet<string>): boolean {
  const mandatory = sections.filter((section) => section.mandatory);
  const there = mandatory.filter(({ heading }) => words.has(plainWords(heading)));
  return there.length * 2 > mandatory.length;
}

/** Headings before sub-headings, should two be worded alike. */
function idsByWords({ sections }: SpecificationTemplate): ReadonlyMap<string, ClauseId> {
  const all = [...sections.flatMap(({ parts }) => parts), ...sections];
  return new Map(all.map(({ id, heading }) => [plainWords(heading), id as ClauseId]));
}

function headingWords(node: DocumentJson): string {
  return plainWords(textOf(node).trim().replace(TYPED_NUMBER, ''));
}

/** Letters and digits only, so that no dash, slash, bracket or kind of apostrophe tells two headings apart. */
function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
