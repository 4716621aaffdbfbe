import type { PgTable } from 'drizzle-orm/pg-core';
import type { ClauseFacts, NamedOrganisation, ResponsibilityKind } from '#domain/clause-facts';
import type { ClauseOutline } from '#domain/clause-state';
import type { ClauseId, OrganisationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import {
  clauseBudgetLine,
  clauseBudgetLink,
  clauseEvidence,
  clauseHeading,
  clauseMeasure,
  clauseOpenOwner,
  clauseResponsibility
} from '#server/db/schema/clause-facts';
import { registerEntry } from '#server/db/schema/decisions';
import { openPoint } from '#server/db/schema/open-points';
import { paragraph } from './specification';
import type { World } from './world';

export const NO_FACTS: ClauseFacts = {
  responsibilities: [],
  openOwners: [],
  evidence: [],
  measures: [],
  budgetLines: []
};

export const named = (name: string): NamedOrganisation => ({ id: name as OrganisationId, name });

export const holds = (clause: string, kind: ResponsibilityKind, organisation: string) => ({
  clause: clause as ClauseId,
  kind,
  organisation: named(organisation)
});

/** A clause as it stands in a text; `at` is its place, ten positions each. */
export function clause(
  id: string | null,
  level: number,
  at: number,
  more: Partial<ClauseOutline> = {}
): ClauseOutline {
  const place = { from: at * 10, to: at * 10 + 10 };
  const heading = `Heading ${id ?? at}`;
  return {
    id: id as ClauseId | null,
    number: null,
    heading,
    level,
    hasWords: true,
    template: null,
    ...place,
    ...more
  };
}

/** The NHS template with words under each of these headings, by the ids of their clauses. */
export function templateWith(...written: readonly string[]): DocumentJson {
  const json = startedFrom(NHS_TEMPLATE, { title: 'Falls', serviceNumber: '' });
  const content = (json.content ?? []).flatMap((node) =>
    written.includes(String(node.attrs?.clause))
      ? [node, paragraph(`Words on ${node.attrs?.clause}.`)]
      : [node]
  );
  return { ...json, content };
}

/** The four headings that the template asks for. */
export const MANDATORY = ['needs', 'outcomes', 'scope', 'standards'] as const;

/** What can be read of everything that is kept about clauses, to show that a refusal changed none of it. */
export async function keptRows({ runtime }: World) {
  const { db } = runtime.tools;
  const rows = (table: PgTable) => db.select().from(table);
  return {
    headings: await rows(clauseHeading),
    responsibilities: await rows(clauseResponsibility),
    openOwners: await rows(clauseOpenOwner),
    evidence: await rows(clauseEvidence),
    measures: await rows(clauseMeasure),
    budgetLines: await rows(clauseBudgetLine),
    budgetLinks: await rows(clauseBudgetLink),
    points: await rows(openPoint),
    register: await rows(registerEntry)
  };
}

export const EVIDENCE = {
  source: 'Wenmoor falls audit',
  link: '',
  dated: '2022/23',
  population: 'People aged 65 or over in East Quarter',
  shows: '2,650 admissions per 100,000.'
};

export const MEASURE = {
  name: 'Fewer long waits on the floor',
  measure: 'Response within 2 hours',
  baseline: '46%',
  target: '70%',
  byWhen: 'year 2'
};
