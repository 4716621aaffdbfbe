import type { Doc } from 'yjs';
import type { DocumentId } from '#domain/ids';
import { BODY } from '#schema/schema';
import { clientOwners } from '../db/document-clients';
import { membersByPerson } from '../db/people';
import type { SpecificationRow } from '../db/specifications';
import { unnamedWriters } from '../db/suggestions';
import type { AuthoredRun } from '../documents/authored-words';
import type { DraftHistory } from '../documents/draft-histories';
import { Writers } from '../documents/writers';
import { writtenRuns } from '../documents/written-runs';
import type { Tools } from '../runtime';
import type { ReadContext } from './read-context';

export interface AuthoredText {
  /** Committed text; treat it as read-only. */
  readonly ydoc: Doc;
  /** Everything that is still in the text, in its order. */
  readonly runs: readonly AuthoredRun[];
}

/**
 * The draft with who wrote each word of it, and when: from the client ids that the server has bound to people, and the rows
 * of the log, each of which has one author. With `upTo` it is the text as it stood after that row. Who calls has asked whether
 * the specification may be seen.
 */
export async function authoredText(
  { tools }: ReadContext,
  specification: SpecificationRow,
  upTo?: number
): Promise<AuthoredText> {
  const { db } = tools;
  const { documentId, partnershipId } = specification;
  const owners = await clientOwners(db, documentId);
  const members = await membersByPerson(db, partnershipId);
  const unnamed = await unnamedWriters(db, specification.id);
  // Last, for nothing may be waited for between the text and its history.
  const { ydoc, history } = await textWithHistory(tools, documentId, upTo);
  const writers = new Writers({ specification, owners, members, unnamed, history });
  return { ydoc, runs: writers.authored(writtenRuns(ydoc.getXmlFragment(BODY), history.rows)) };
}

async function textWithHistory(
  tools: Pick<Tools, 'drafts' | 'histories'>,
  documentId: DocumentId,
  upTo: number | undefined
): Promise<{ readonly ydoc: Doc; readonly history: DraftHistory }> {
  if (upTo === undefined) return draftWithHistory(tools, documentId);
  const ydoc = await tools.drafts.at(documentId, upTo);
  return { ydoc, history: await tools.histories.upTo(documentId, upTo) };
}

/**
 * The draft and what its log says of all that is in it. The draft is one for all readers, so while its log is read it may go
 * on; who wrote since then is read as well.
 */
async function draftWithHistory(
  { drafts, histories }: Pick<Tools, 'drafts' | 'histories'>,
  documentId: DocumentId
): Promise<{ readonly ydoc: Doc; readonly history: DraftHistory }> {
  for (let before: number | undefined; ;) {
    const { ydoc, sequence } = await drafts.newest(documentId);
    const history = await histories.upTo(documentId, sequence);
    // A second look at the same row has nothing to add.
    if (history.rows.reaches(ydoc) || sequence === before) return { ydoc, history };
    before = sequence;
  }
}
