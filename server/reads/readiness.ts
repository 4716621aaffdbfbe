import { clauseStates, NOTHING_SAID } from '#domain/clause-state';
import type { SpecificationId } from '#domain/ids';
import { findPersonalData } from '#domain/personal-data';
import { whatBlocksSignOff, type Readiness, type Warning } from '#domain/sign-off';
import { textOf, type DocumentJson } from '#schema/document-json';
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
    const { warnings, ...rest } = whatBlocksSignOff(states, asked, contradictions);
    return { ...rest, warnings: [...warnings, ...nhsNumbersIn(text)] };
  };
}

function nhsNumbersIn(text: DocumentJson): Warning[] {
  const found = findPersonalData(blockTexts(text).join('\n')).filter(({ kind }) => kind === 'nhs-number');
  return found.map((each) => ({
    kind: 'personal-data',
    words: `The text holds what looks like an NHS number (${each.text}). If it is one, take it out.`,
    id: null
  }));
}

/** The words of each paragraph and heading, so that a number is not read together with what stands in the next one. */
function blockTexts(node: DocumentJson): string[] {
  const isBlock = node.type === 'paragraph' || node.type === 'heading';
  return isBlock ? [textOf(node)] : (node.content ?? []).flatMap(blockTexts);
}
