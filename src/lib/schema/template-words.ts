import type { ClauseId } from '#domain/ids';
import { headingsOf, TEMPLATES, templateFor, type TemplateHeading } from './all-templates';
import { clauseIdsOf, isClause, newClauseId } from './clause-ids';
import { textOf, type DocumentJson } from './document-json';
import type { SpecificationTemplate } from './specification-template';

/** What a text that is worded like a template could be held to. */
export interface TemplateOffer {
  readonly template: SpecificationTemplate;
  /** Its first-level headings that the text has. */
  readonly found: readonly TemplateHeading[];
  /** Its mandatory headings that the text does not have. */
  readonly missing: readonly TemplateHeading[];
}

/** A clause whose id changes; null where it has none. */
export interface RenamedClause {
  readonly from: ClauseId | null;
  readonly to: ClauseId;
}

/** A number or letter that somebody typed before a heading: "3.", "2.1", "B)". */
const TYPED_NUMBER = /^(?:\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+/i;

/**
 * The template that most of whose headings the text has in its own words: more than half of the mandatory ones, since a
 * single "Outcomes" says nothing. None for a text that stands on a template already.
 */
export function templateOffer(json: DocumentJson): TemplateOffer | null {
  if (templateFor(clauseIdsOf(json))) return null;
  const words = new Set((json.content ?? []).filter(isClause).map(headingWords));
  const offers = TEMPLATES.map((template) => offerOf(template, words)).filter(isMostOfIt);
  return offers.toSorted((a, b) => b.found.length - a.found.length)[0] ?? null;
}

function offerOf(template: SpecificationTemplate, words: ReadonlySet<string>): TemplateOffer {
  const headings = headingsOf(template);
  const isThere = ({ heading }: TemplateHeading) => words.has(plainWords(heading));
  return {
    template,
    found: headings.filter(isThere),
    missing: headings.filter((heading) => heading.mandatory && !isThere(heading))
  };
}

function isMostOfIt({ found, missing }: TemplateOffer): boolean {
  return found.filter(({ mandatory }) => mandatory).length > missing.length;
}

/** Which clauses get an id of the template: those worded like its headings, the first of two with the same words. */
export function heldTo(template: SpecificationTemplate, json: DocumentJson): Renaming {
  const ids = idsByWords(template);
  const taken = new Set<string>(clauseIdsOf(json).filter((id) => id !== null));
  return renamed(json, (node) => {
    const id = ids.get(headingWords(node));
    if (id === undefined || taken.has(id)) return null;
    taken.add(id);
    return id;
  });
}

/** The clauses that have ids of the template get ids that say nothing. */
export function letGoOf({ sections }: SpecificationTemplate, json: DocumentJson): Renaming {
  const own = new Set(sections.flatMap((section) => [section, ...section.parts]).map(({ id }) => id));
  return renamed(json, (_node, id) => (id !== null && own.has(id) ? newClauseId() : null));
}

export interface Renaming {
  readonly json: DocumentJson;
  readonly renamed: readonly RenamedClause[];
}

function renamed(
  json: DocumentJson,
  idFor: (node: DocumentJson, id: ClauseId | null) => ClauseId | null
): Renaming {
  const ids = clauseIdsOf(json);
  const changed: RenamedClause[] = [];
  let index = -1;
  const content = json.content?.map((node) => {
    if (!isClause(node)) return node;
    index += 1;
    const from = ids[index] ?? null;
    const to = idFor(node, from);
    if (to === null) return node;
    changed.push({ from, to });
    return { ...node, attrs: { ...node.attrs, clause: to } };
  });
  return { json: { ...json, ...(content ? { content } : {}) }, renamed: changed };
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
