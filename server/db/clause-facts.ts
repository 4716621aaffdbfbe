import { asc, eq } from 'drizzle-orm';
import { RESPONSIBILITIES, type ClauseFacts, type NamedOrganisation } from '#domain/clause-facts';
import type { OrganisationId, SpecificationId } from '#domain/ids';
import type { Database } from './database';
import {
  clauseBudgetLine,
  clauseBudgetLink,
  clauseEvidence,
  clauseMeasure,
  clauseOpenOwner,
  clauseResponsibility
} from './schema/clause-facts';
import { member, organisation, person } from './schema/people';

/** Everything kept about the clauses of a specification, also of those that the text does not have any more. */
export async function clauseFacts(db: Database, id: SpecificationId): Promise<ClauseFacts> {
  return {
    responsibilities: await responsibilities(db, id),
    openOwners: await openOwners(db, id),
    evidence: await evidence(db, id),
    measures: await measures(db, id),
    budgetLines: await budgetLines(db, id)
  };
}

/** Who is accountable first; then as they were named. */
async function responsibilities(db: Database, id: SpecificationId): Promise<ClauseFacts['responsibilities']> {
  const { clauseId: clause, kind, specificationId, organisationId, setAt } = clauseResponsibility;
  const rows = await db
    .select({ clause, kind, organisationId, name: organisation.shortName })
    .from(clauseResponsibility)
    .innerJoin(organisation, eq(organisation.id, organisationId))
    .where(eq(specificationId, id))
    .orderBy(asc(setAt), asc(organisation.shortName));
  const inOrder = rows.toSorted(
    (a, b) => RESPONSIBILITIES.indexOf(a.kind) - RESPONSIBILITIES.indexOf(b.kind)
  );
  return inOrder.map((row) => ({
    clause: row.clause,
    kind: row.kind,
    organisation: { id: row.organisationId, name: row.name }
  }));
}

async function openOwners(db: Database, id: SpecificationId): Promise<ClauseFacts['openOwners']> {
  const rows = await db
    .select({ clause: clauseOpenOwner.clauseId })
    .from(clauseOpenOwner)
    .where(eq(clauseOpenOwner.specificationId, id));
  return rows.map(({ clause }) => clause);
}

async function evidence(db: Database, id: SpecificationId): Promise<ClauseFacts['evidence']> {
  const { clauseId: clause, source, link, dated, population, shows, addedAt } = clauseEvidence;
  return db
    .select({
      ...{ id: clauseEvidence.id, clause, source, link, dated, population, shows, addedAt },
      addedBy: person.name
    })
    .from(clauseEvidence)
    .innerJoin(member, eq(member.id, clauseEvidence.addedBy))
    .innerJoin(person, eq(person.id, member.personId))
    .where(eq(clauseEvidence.specificationId, id))
    .orderBy(asc(addedAt), asc(clauseEvidence.id));
}

async function measures(db: Database, id: SpecificationId): Promise<ClauseFacts['measures']> {
  const rows = await db
    .select({ row: clauseMeasure, owner: organisation.shortName })
    .from(clauseMeasure)
    .leftJoin(organisation, eq(organisation.id, clauseMeasure.ownerId))
    .where(eq(clauseMeasure.specificationId, id))
    .orderBy(asc(clauseMeasure.addedAt), asc(clauseMeasure.id));
  return rows.map(({ row, owner }) => {
    const { name, measure, baseline, target, byWhen } = row;
    const words = { name, measure, baseline, target, byWhen };
    return { id: row.id, clause: row.clauseId, ...words, owner: named(row.ownerId, owner) };
  });
}

async function budgetLines(db: Database, id: SpecificationId): Promise<ClauseFacts['budgetLines']> {
  const rows = await db
    .select({ row: clauseBudgetLine, payer: organisation.shortName })
    .from(clauseBudgetLine)
    .innerJoin(organisation, eq(organisation.id, clauseBudgetLine.payerId))
    .where(eq(clauseBudgetLine.specificationId, id))
    .orderBy(asc(clauseBudgetLine.addedAt), asc(clauseBudgetLine.id));
  const links = await budgetLinks(db, id);
  return rows.map(({ row, payer }) => {
    const { label, pencePerYear, note } = row;
    return {
      id: row.id,
      clauses: links.filter(({ lineId }) => lineId === row.id).map(({ clause }) => clause),
      label,
      pencePerYear,
      payer: { id: row.payerId, name: payer },
      note
    };
  });
}

function budgetLinks(db: Database, id: SpecificationId) {
  const { clauseId: clause, lineId, linkedAt, specificationId } = clauseBudgetLink;
  return db
    .select({ clause, lineId })
    .from(clauseBudgetLink)
    .where(eq(specificationId, id))
    .orderBy(asc(linkedAt), asc(clause));
}

function named(id: OrganisationId | null, name: string | null): NamedOrganisation | null {
  return id && name !== null ? { id, name } : null;
}
