import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import type { ShownSummary } from '#server/reads/plain-summaries';
import { done } from './decisions';
import { documentOf, heading, paragraph, specificationWith } from './specification';
import type { TestPerson, World } from './world';

/** A heading of a clause that has an id. */
export function clause(id: string, text: string, number: string | null = null): DocumentJson {
  const plain = heading(2, text, number);
  return { ...plain, attrs: { ...plain.attrs, clause: id } };
}

/** A specification with two clauses, "aims" and "criteria". */
export function withClauses(world: World, owner: TestPerson): Promise<SpecificationId> {
  return specificationWith(
    world,
    owner,
    documentOf(
      clause('aims', 'Aims', '3.1'),
      paragraph('One service that responds and finds the cause.'),
      clause('criteria', 'Acceptance criteria', '3.4'),
      paragraph('Accept: people aged 65 or over.')
    )
  );
}

/** The summary of a clause as the reading page shows it to this person. */
export async function summaryFor(
  reader: TestPerson,
  specificationId: SpecificationId,
  of: string
): Promise<ShownSummary> {
  const { summaries } = done(await reader.reads.specificationPage(specificationId));
  const found = summaries.find((each) => each.clause === of);
  if (!found) throw new Error(`There is no summary of ${of}.`);
  return found;
}

/** Writes a summary as a form does that was filled with what is there now. */
export async function writeSummary(
  by: TestPerson,
  { specificationId, clause: of, text }: { specificationId: SpecificationId; clause: string; text: string }
): Promise<void> {
  const page = done(await by.reads.plainSummary(specificationId, of));
  const seen = page.summary?.summaryHash ?? '';
  done(await by.commands.writePlainSummary({ specificationId, clause: of, text, seen }));
}

/** Confirms a summary as it stands. */
export async function confirmSummary(
  by: TestPerson,
  specificationId: SpecificationId,
  of: string
): Promise<void> {
  const { clauseHash, summaryHash } = await summaryFor(by, specificationId, of);
  done(await by.commands.confirmPlainSummary({ specificationId, clause: of, clauseHash, summaryHash }));
}
