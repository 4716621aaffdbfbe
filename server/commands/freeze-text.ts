import type { DocumentId } from '#domain/ids';
import type { RegisterEvent } from '#domain/register-entry';
import { occasionLabel, type VersionOccasion } from '#domain/version-occasion';
import { canonicalDocument } from '#schema/canonical';
import { clauseIdsOf } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import type { Transaction } from '../db/database';
import type { StoredUpdate } from '../db/document-log/document-log';
import { rememberHeadings } from '../db/clause-headings';
import type { SpecificationRow } from '../db/specifications';
import { insertVersion, newestVersion, type VersionRow } from '../db/versions';
import { clauseOutline } from '../documents/clause-outline';
import { keptPlain, plainToKeep, type SummaryToKeep } from '../documents/plain-to-keep';
import { readDraft } from '../documents/read-draft';
import type { Tools } from '../runtime';
import { sha256Hex } from '../sha256';
import type { Acting } from './command';

/** What a version would be made of. The specification's row is locked. */
export interface TextToFreeze {
  readonly specification: SpecificationRow;
  /** The committed draft, as this transaction sees it. */
  readonly json: DocumentJson;
  /** Something in the draft could not be read, and `json` is without it. */
  readonly damaged: boolean;
  readonly logSequence: number;
  readonly newest: Pick<VersionRow, 'number' | 'hash'> | undefined;
  /** Its plain summaries at this moment. */
  readonly plain: readonly SummaryToKeep[];
}

/** The draft as it stands. `rest` is what `closing` answered for its documents, when the text is being closed. */
export async function textToFreeze(
  tx: Transaction,
  specification: SpecificationRow,
  { drafts }: Pick<Tools, 'drafts'>,
  rest?: ReadonlyMap<DocumentId, readonly StoredUpdate[]>
): Promise<TextToFreeze> {
  const { id: specificationId, documentId } = specification;
  const { ydoc, sequence } = await drafts.within(tx, documentId, rest?.get(documentId));
  const newest = await newestVersion(tx, specificationId);
  const draft = readDraft(ydoc);
  const plain = await plainToKeep(tx, { specificationId, json: draft.json, rest }, { drafts });
  return { specification, ...draft, logSequence: sequence, newest, plain };
}

/** In whose name it is frozen, and where that is recorded. */
export interface Freezing {
  readonly acting: Pick<Acting, 'by' | 'now' | 'newId'> & {
    readonly membership: Pick<Acting['membership'], 'memberId'>;
  };
  record(event: RegisterEvent): Promise<void>;
}

interface Why {
  readonly label: string;
  readonly occasion: VersionRow['occasion'];
}

/** The version with the next number. */
export function frozenText(
  { specification, json, logSequence, newest, plain }: TextToFreeze,
  why: Why,
  { membership, now, newId }: Freezing['acting']
): VersionRow {
  const canonical = canonicalDocument(json);
  return {
    id: newId(),
    specificationId: specification.id,
    number: (newest?.number ?? 0) + 1,
    ...why,
    title: specification.title,
    canonical,
    hash: sha256Hex(canonical),
    clauseIds: clauseIdsOf(json),
    ...keptPlain(plain),
    logSequence,
    frozenAt: now,
    frozenBy: membership.memberId
  };
}

/** False for a draft without words. */
export function hasWords(json: DocumentJson): boolean {
  return textOf(json).trim() !== '';
}

/** The version and its entry in the register. */
export async function storeVersion(
  tx: Transaction,
  { version, json }: { readonly version: VersionRow; readonly json: DocumentJson },
  { acting, record }: Freezing
): Promise<void> {
  await insertVersion(tx, version);
  await rememberHeadings(tx, version.specificationId, clauseOutline(json), acting.now);
  const { id, specificationId, title, number, label, hash, plainHash, plainConfirmedBy } = version;
  const about = { specificationId, title, by: acting.by, versionId: id, number, label, hash };
  const content = plainHash && plainConfirmedBy?.length ? { ...about, plainHash } : about;
  await record({ kind: 'version-frozen', content });
}

/**
 * At a milestone the text is frozen by itself, unless the newest version says the same. It never stands in the way of
 * what it is a milestone of: an empty or damaged text is left as it is. Answers the version's number, or null.
 */
export async function freezeAtMilestone(
  tx: Transaction,
  text: TextToFreeze,
  occasion: VersionOccasion,
  storing: Freezing
): Promise<number | null> {
  if (text.damaged || !hasWords(text.json)) return null;
  const why = { label: occasionLabel(occasion), occasion: occasion.kind };
  const version = frozenText(text, why, storing.acting);
  if (text.newest?.hash === version.hash) return null;
  await storeVersion(tx, { version, json: text.json }, storing);
  return version.number;
}
