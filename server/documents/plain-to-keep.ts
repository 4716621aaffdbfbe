import type { DocumentId, MemberId, SpecificationId } from '#domain/ids';
import { clauseName, clauseTexts, withoutEmpty } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { canonicalPlain, type KeptSummary } from '#schema/plain-version';
import type { Transaction } from '../db/database';
import type { StoredUpdate } from '../db/document-log/document-log';
import { summariesOf } from '../db/plain-summaries';
import type { VersionRow } from '../db/versions';
import { sha256Hex } from '../sha256';
import type { Tools } from '../runtime';
import { jsonFromDoc } from './document-bytes';
import { standing } from './summary-standing';

/** A summary to keep with a version, and who confirmed it. */
export interface SummaryToKeep extends KeptSummary {
  readonly confirmedBy: MemberId | null;
}

interface Asked {
  readonly specificationId: SpecificationId;
  /** The text that is frozen. */
  readonly json: DocumentJson;
  /** What `closing` answered for documents that are being closed. */
  readonly rest?: ReadonlyMap<DocumentId, readonly StoredUpdate[]>;
}

/** The summaries that have words, of the clauses that the text has, in its order, each as it stands to that text. */
export async function plainToKeep(
  tx: Transaction,
  { specificationId, json, rest }: Asked,
  { drafts }: Pick<Tools, 'drafts'>
): Promise<SummaryToKeep[]> {
  const rows = await summariesOf(tx, specificationId);
  const kept: SummaryToKeep[] = [];
  for (const clause of clauseTexts(json)) {
    const row = rows.find(({ clauseId }) => clauseId === clause.clause);
    if (!row) continue;
    const text = jsonFromDoc((await drafts.within(tx, row.documentId, rest?.get(row.documentId))).ydoc);
    const { state } = standing(row, clause, text);
    if (state === 'none') continue;
    kept.push({
      clause: clause.clause,
      name: clauseName(clause),
      state,
      confirmedAt: row.confirmedAt?.toISOString() ?? null,
      confirmedBy: row.confirmedBy,
      // So that its hash is the one that stands in the register where it was confirmed.
      text: { ...text, content: withoutEmpty(text.content ?? []) }
    });
  }
  return kept;
}

/** As a version has them. */
export function keptPlain(
  summaries: readonly SummaryToKeep[]
): Pick<VersionRow, 'plain' | 'plainHash' | 'plainConfirmedBy'> {
  const plain = canonicalPlain(summaries);
  const plainConfirmedBy = summaries.map(({ confirmedBy }) => confirmedBy);
  return { plain, plainHash: sha256Hex(plain), plainConfirmedBy };
}
