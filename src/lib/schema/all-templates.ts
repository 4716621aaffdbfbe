import { NHS_TEMPLATE } from './nhs-template';
import { SHORT_TEMPLATE } from './short-template';
import { SPECIALISED_TEMPLATE } from './specialised-template';
import { mandatoryClauses, type SpecificationTemplate } from './specification-template';

/** The templates that come with the product; a partnership may add its own. The first is the usual one. */
export const TEMPLATES: readonly SpecificationTemplate[] = [
  NHS_TEMPLATE,
  SPECIALISED_TEMPLATE,
  SHORT_TEMPLATE
];

/** Ids of clauses that must not be empty when a specification is signed, of whatever template they are. */
export const MANDATORY_CLAUSES: ReadonlySet<string> = new Set(TEMPLATES.flatMap(mandatoryClauses));
