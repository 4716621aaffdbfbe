import type { ClauseId } from '#domain/ids';
import { textOf, type DocumentJson } from './document-json';
import { NHS_TEMPLATE } from './nhs-template';
import { SHORT_TEMPLATE } from './short-template';
import { SPECIALISED_TEMPLATE } from './specialised-template';
import type { OwnMandatory, OwnTerms } from './own-template';
import type { SpecificationTemplate } from './specification-template';

/** The templates that come with the product; a partnership may add its own. The first is the usual one. */
export const TEMPLATES: readonly SpecificationTemplate[] = [
  NHS_TEMPLATE,
  SPECIALISED_TEMPLATE,
  SHORT_TEMPLATE
];

/** A first-level heading of a template, by the id it keeps whatever it is called later. */
export interface TemplateHeading {
  readonly id: ClauseId;
  readonly heading: string;
  /** Empty or missing, it blocks sign-off. */
  readonly mandatory: boolean;
}

export function headingsOf({ sections }: SpecificationTemplate): TemplateHeading[] {
  return sections.map(({ id, heading, mandatory }) => ({ id: id as ClauseId, heading, mandatory }));
}

/** The template that a text with these clauses stands on, that of which most first-level headings are there. */
export function templateFor(ids: readonly (ClauseId | null)[]): SpecificationTemplate | undefined {
  const counted = TEMPLATES.map((template) => ({
    template,
    there: headingsOf(template).filter(({ id }) => ids.includes(id)).length
  }));
  const best = counted.reduce((most, each) => (each.there > most.there ? each : most));
  return best.there > 0 ? best.template : undefined;
}

/** Its headings; none for a text that stands on no template. */
export function headingsFor(ids: readonly (ClauseId | null)[]): readonly TemplateHeading[] {
  const template = templateFor(ids);
  return template ? headingsOf(template) : [];
}

const HEADINGS = new Map(TEMPLATES.flatMap(headingsOf).map((heading) => [heading.id, heading]));

/** What must be filled in in a text with these clauses: by the product's template, and by the partnership's own. */
export function mandatoryHeadings(ids: readonly (ClauseId | null)[], own: OwnTerms | null): OwnMandatory[] {
  const known = headingsFor(ids).filter((heading) => heading.mandatory);
  return [
    ...known,
    ...(own?.mandatory ?? []).filter(({ id }) => !known.some((heading) => heading.id === id))
  ];
}

/** Undefined when no template has a first-level heading of this id. */
export function templateHeading(id: ClauseId | null): TemplateHeading | undefined {
  return id === null ? undefined : HEADINGS.get(id);
}

const HINTS = new Set(
  TEMPLATES.flatMap(({ advice, sections }) => [
    advice,
    ...sections.flatMap(({ hint, parts }) => [hint, ...parts.map((part) => part.hint)])
  ])
);

/** One of the templates' hints, left as it was: nobody wrote it. */
export function isTemplateHint(node: DocumentJson, own: OwnTerms | null): boolean {
  if (node.type !== 'paragraph') return false;
  const words = textOf(node).trim();
  return HINTS.has(words) || (own?.hints.includes(words) ?? false);
}
