import { clauseStates } from '#domain/clause-state';
import type { SpecificationId } from '#domain/ids';
import { whatBlocksSignOff, type Readiness } from '#domain/sign-off';
import type { DocumentJson } from '#schema/document-json';
import { TEMPLATE_HEADINGS } from '#schema/nhs-template';
import { clauseFacts } from '../db/clause-facts';
import type { Database } from '../db/database';
import { openPointsOn } from '../db/open-points';
import { clauseOutline } from '../documents/clause-outline';

const MANDATORY = TEMPLATE_HEADINGS.filter(({ mandatory }) => mandatory);

/** Whether texts of one specification can be put to the boards: the text as given, owners and contradictions as they are now. */
export async function readinessOf(
  db: Database,
  id: SpecificationId
): Promise<(text: DocumentJson) => Readiness> {
  const facts = await clauseFacts(db, id);
  const points = await openPointsOn(db, id);
  const contradictions = points
    .filter(({ kind, resolvedAt }) => kind === 'contradiction' && resolvedAt === null)
    .map(({ words }) => words);
  return (text) => {
    const states = clauseStates(clauseOutline(text), { facts, comments: [], openPoints: [] });
    return whatBlocksSignOff(states, MANDATORY, contradictions);
  };
}
