import { clauseHash, type ClauseText } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { summaryBlocks, summaryHash, summaryState, type ConfirmedTexts } from '#schema/plain-summary';
import type { SummaryRow } from '../db/plain-summaries';
import { sha256 } from '../sha256';

/** Both texts as they are now, and what follows of what was confirmed. */
export function standing(row: SummaryRow, clause: ClauseText | undefined, text: DocumentJson) {
  const hashes = {
    clauseHash: clause ? clauseHash(clause, sha256) : null,
    summaryHash: summaryHash(text, sha256)
  };
  const blocks = summaryBlocks(text);
  return {
    ...hashes,
    blocks,
    state: summaryState({ ...hashes, hasWords: blocks.length > 0 }, confirmedTexts(row))
  };
}

function confirmedTexts(row: SummaryRow): ConfirmedTexts | null {
  const { confirmedClauseHash, confirmedSummaryHash } = row;
  if (confirmedClauseHash === null || confirmedSummaryHash === null) return null;
  return { clauseHash: confirmedClauseHash, summaryHash: confirmedSummaryHash };
}
