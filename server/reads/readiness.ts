import { clauseStates, NOTHING_SAID } from '#domain/clause-state';
import type { SpecificationId } from '#domain/ids';
import { whatBlocksSignOff, type Readiness } from '#domain/sign-off';
import type { DocumentJson } from '#schema/document-json';
import { mandatoryHeadings } from '#schema/all-templates';
import { clauseFacts } from '../db/clause-facts';
import type { Database } from '../db/database';
import { openPointsOn } from '../db/open-points';
import { ownTermsOf } from '../db/specifications';
import { clauseOutline } from '../documents/clause-outline';

/** Whether texts of one specification can be put to the boards: the text as given, owners and contradictions as they are now. */
export async function readinessOf(
  db: Database,
  id: SpecificationId
): Promise<(text: DocumentJson) => Readiness> {
  const facts = await clauseFacts(db, id);
  const own = await ownTermsOf(db, id);
  const points = await openPointsOn(db, id);
  const contradictions = points
    .filter(({ kind, resolvedAt }) => kind === 'contradiction' && resolvedAt === null)
    .map(({ words }) => words);
  return (text) => {
    const states = clauseStates(clauseOutline(text, own), { facts, ...NOTHING_SAID });
    const asked = mandatoryHeadings(
      states.map(({ id: clause }) => clause),
      own
    );
    return whatBlocksSignOff(states, asked, contradictions);
  };
}
