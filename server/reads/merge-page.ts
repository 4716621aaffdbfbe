import { membershipIn } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { reportSentences, type ReportSentences } from '#schema/import-report';
import { isLocked } from '../db/documents';
import { pendingMergeOf, type PendingMerge } from '../db/pending-merges';
import type { SpecificationRow } from '../db/specifications';
import { textLock, type TextLock } from '../db/text-lock';
import { documentFromBytes, jsonFromDoc } from '../documents/document-bytes';
import { unknownRemarks } from '../documents/merge/known-remarks';
import { mergeReport, type MergeRow } from '../documents/merge/merge-report';
import { passagesIn } from '../documents/read-passage';
import { looseLines } from '../documents/typed-structure';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

/** A clause of which something is to be chosen. */
export type OfferedRow = Pick<MergeRow, 'key' | 'name' | 'html' | 'seen' | 'moved'> & {
  readonly kind: Exclude<MergeRow['kind'], 'same'>;
  /** What is chosen unless the person chooses otherwise. */
  readonly usual: 'take' | 'keep';
  /** The difference was made in the draft since the file was made here. */
  readonly older: boolean;
};

/** What a Word file would make of the draft. */
export interface OfferedMerge {
  readonly id: PendingMerge['id'];
  readonly fileName: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly rows: readonly OfferedRow[];
  /** The names of the clauses that are the same in both. */
  readonly same: readonly string[];
  /** False: no clause of the file is one of the draft. Perhaps it is the wrong file. */
  readonly matches: boolean;
  /** How many comments and tracked changes of the file are not here yet. */
  readonly comments: number;
  /** What of the file could not be read as it was. */
  readonly notKept: ReportSentences['notKept'];
}

export interface MergePage {
  readonly specification: { readonly id: SpecificationRow['id']; readonly title: string };
  /** Null: no file of this person waits. */
  readonly offered: OfferedMerge | null;
  /** How many lines of the draft only look like headings and lists. */
  readonly loose: number;
  /** Nobody may change the text now. */
  readonly closed: TextLock | null;
  /** None: choices that are half made must not be shown anew because somebody types. */
  readonly topics: readonly Topic[];
}

/** Whether this person may send a file for this specification: asked before a byte of it is read. */
export async function mayMerge(context: ReadContext, id: string): Promise<true | Refusal> {
  const specification = await mergeable(context, id);
  if (isRefusal(specification)) return specification;
  const locked = await isLocked(context.tools.db, specification.documentId);
  return locked ? refuse('draft-locked') : true;
}

async function mergeable(context: ReadContext, id: string): Promise<SpecificationRow | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'edit-specification', specification);
  return isRefusal(allowed) ? allowed : specification;
}

/** What a Word file that a person sent would change in the draft, for those who may edit it. */
export async function mergePage(context: ReadContext, id: string): Promise<MergePage | Refusal> {
  const specification = await mergeable(context, id);
  if (isRefusal(specification)) return specification;
  const { actor, tools } = context;
  const { memberId } = membershipIn(actor, specification.partnershipId)!;
  const whose = { specificationId: specification.id, memberId };
  const pending = await pendingMergeOf(tools.db, whose, await tools.now(tools.db));
  const { headings, lists } = looseLines(await draftOf(context, specification));
  return {
    specification: { id: specification.id, title: specification.title },
    offered: pending ? await offeredMerge(context, specification, pending) : null,
    loose: headings.length + lists.length,
    closed: await textLock(tools.db, specification.documentId),
    topics: []
  };
}

async function draftOf({ tools }: ReadContext, { documentId }: SpecificationRow): Promise<DocumentJson> {
  return jsonFromDoc((await tools.drafts.newest(documentId)).ydoc);
}

async function offeredMerge(
  context: ReadContext,
  specification: SpecificationRow,
  pending: PendingMerge
): Promise<OfferedMerge> {
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const { rows, matched } = mergeReport(
    jsonFromDoc(ydoc),
    jsonFromDoc(documentFromBytes(pending.bytes)),
    pending.said
  );
  const { remarks, further } = unknownRemarks(
    pending.remarks,
    await threadsOn(context, specification, passagesIn(ydoc))
  );
  const replies = [...remarks, ...further].reduce((sum, each) => sum + each.replies.length, 0);
  return {
    id: pending.id,
    fileName: pending.fileName,
    sentAt: pending.sentAt,
    expiresAt: pending.expiresAt,
    rows: rows.flatMap(offeredRow),
    same: rows.filter(({ kind }) => kind === 'same').map(({ name }) => name),
    matches: matched > 0 || rows.every(({ was }) => (was ?? 0) === 0),
    comments: remarks.length + replies,
    notKept: reportSentences(pending.report).notKept
  };
}

/** One that has moved only with the clause above it has nothing of its own to choose. */
function offeredRow({ kind, movesWith, ...row }: MergeRow): OfferedRow[] {
  if (kind === 'same' || (kind === 'moved' && movesWith !== null)) return [];
  const { key, name, html, seen, moved } = row;
  const older = row.untouched && (kind === 'changed' || kind === 'new');
  const usual = older || kind === 'missing' ? 'keep' : 'take';
  return [{ key, name, html, seen, kind, usual, older, moved: moved && movesWith === null }];
}
