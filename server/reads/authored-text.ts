import type { Doc } from 'yjs';
import type { Origin } from '#domain/authorship';
import type { DocumentId } from '#domain/ids';
import { shownMoment, shownWriter } from '#domain/shown-as';
import { BODY } from '#schema/schema';
import { clientOwners } from '../db/document-clients';
import { membersByPerson } from '../db/people';
import { restoredVersions } from '../db/restorations';
import type { SpecificationRow } from '../db/specifications';
import { unnamedWriters, type UnnamedWriter } from '../db/suggestions';
import type { AuthoredRun } from '../documents/authored-words';
import type { DraftHistory } from '../documents/draft-histories';
import { writtenRuns, type WrittenRun } from '../documents/written-runs';
import type { Tools } from '../runtime';
import type { ReadContext } from './read-context';

export interface AuthoredText {
  /** Committed text; treat it as read-only. */
  readonly ydoc: Doc;
  /** Everything that is still in the text, in its order. */
  readonly runs: readonly AuthoredRun[];
}

/** The row of the log with which every document begins. */
const BEGINNING = 1;

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
  const restored = await restoredVersions(db, documentId);
  const unnamed = await unnamedWriters(db, specification.id);
  // Last, for nothing may be waited for between the text and its history.
  const { ydoc, history } = await textWithHistory(tools, documentId, upTo);
  const originOf = ({ client, sequence: row }: WrittenRun): Origin => {
    // What stood in the text when it was made was written by nobody here: no id is bound to anybody before that.
    if (row === BEGINNING && !owners.has(client)) return { kind: specification.origin };
    const version = restored.get(row);
    return version === undefined ? { kind: 'written' } : { kind: 'restored', version };
  };
  const runs = writtenRuns(ydoc.getXmlFragment(BODY), history.rows).flatMap((run): AuthoredRun[] => {
    const row = history.facts(run.sequence);
    const personId = owners.get(run.client) ?? row?.personId;
    const member = personId && members.get(personId);
    if (!row || !personId || !member) return [];
    const { name, group, organisation } = member;
    const writer = { name, group, organisation };
    const when = { at: row.at, dayOnly: false, origin: originOf(run) };
    const shown = row.suggestion === null ? undefined : unnamed.get(row.suggestion);
    const written = { ...run, writer, writtenBy: personId, ...when };
    const isTheirs = shown?.personId === personId || shown?.partedFrom === personId;
    return [shown && isTheirs ? withoutName(written, shown) : written];
  });
  return { ydoc, runs };
}

/**
 * Words of a suggestion without a name, or of one that was entered for somebody else: told as it is, and together with nothing else that the
 * same person wrote.
 */
function withoutName(run: AuthoredRun, shown: UnnamedWriter): AuthoredRun {
  const { name, group, organisation } = shownWriter({ memberId: null, ...run.writer }, shown);
  const { enteredName, enteredGroup } = shown;
  const writer = { name: enteredName ?? name, group: enteredGroup ?? group, organisation };
  return { ...run, writer, writtenBy: shown.suggestion, at: shownMoment(run.at, shown), dayOnly: true };
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
