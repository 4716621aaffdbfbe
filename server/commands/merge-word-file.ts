import type * as Y from 'yjs';
import { parseId, type MergeId, type SpecificationId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { RegisterContents } from '#domain/register-entry';
import type { DocumentJson } from '#schema/document-json';
import { insertBrought } from '../db/comments';
import { pendingMergeOf, removePendingMerge, type PendingMerge } from '../db/pending-merges';
import type { SpecificationRow } from '../db/specifications';
import { insertTextMerge } from '../db/text-merges';
import { documentFromBytes, jsonFromDoc } from '../documents/document-bytes';
import { unknownRemarks, type UnknownRemarks } from '../documents/merge/known-remarks';
import { mergingAsSeen, type Taken } from '../documents/merge/merged-text';
import type { MergeRow } from '../documents/merge/merge-report';
import { placedRemarks } from '../documents/merge/placed-remarks';
import { passagesIn } from '../documents/read-passage';
import { threadsOn } from '../reads/comment-thread';
import type { Tools } from '../runtime';
import { broughtComments, furtherReplies, type BroughtComments } from './brought-comments';
import type { Command } from './command';
import { editableSpecification } from './edit-draft';
import { editKeeping, keepingFacts, keepReplaced, type KeepingFacts, type KeptEdit } from './edit-keeping';
import { fieldsOf } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
  readonly mergeId: MergeId;
  readonly chosen: readonly Taken[];
}

/** The edit is made by then: see `editKeeping`. */
interface Merged extends UnknownRemarks {
  readonly pending: PendingMerge;
  readonly taken: readonly MergeRow[];
  /** Null: the draft says all that was chosen. */
  readonly edit: KeptEdit | null;
  /** How many comments are about clauses that the draft does not have. */
  readonly left: number;
}

interface Outcome extends Merged {
  readonly brought: BroughtComments;
}

export interface MergedOutput {
  readonly counts: MergeCounts;
  /** How many comments and changes were about clauses that the draft does not have, and did not come in. */
  readonly left: number;
  /** The version that keeps what the draft said before; null when it was not changed, or the newest one does already. */
  readonly keptAs: number | null;
}

type MergeCounts = Pick<
  RegisterContents['word-file-merged'],
  'changed' | 'added' | 'removed' | 'moved' | 'comments'
>;

/** "take-file-3": the key of a row of the report. */
const CHOICE = /^take-((?:file|draft)-[0-9a-f]{1,16})$/;
const MOST_CHOICES = 5_000;

/**
 * Brings what somebody chose of a Word file into the draft, as one edit in their name, and the file's comments and changes as
 * comments. What the draft said before is frozen. Fields: `specificationId`, `merge` (the id of the file as it was read), and for
 * each clause `take-<key>` ("take" or anything else), `seen-<key>` and `name-<key>`.
 */
export const mergeWordFile: Command<Input, Merged, KeepingFacts, Outcome, MergedOutput> = {
  name: 'merge-word-file',
  needs: 'edit-specification',

  parse(raw) {
    const fields = fieldsOf(raw);
    const specificationId = parseId<'specification'>(fields.specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const mergeId = parseId<'merge'>(fields.merge);
    if (isRefusal(mergeId)) return refuse('merge-gone');
    const chosen = chosenOf(fields);
    return chosen.length > MOST_CHOICES ? refuse('invalid-input') : { specificationId, mergeId, chosen };
  },

  prepare: merge,

  load: (tx, { specificationId }) => keepingFacts(tx, specificationId),

  decide({ specification }, _input, merged, { membership, now, newId }) {
    const bringing = { specificationId: specification.id, authorId: membership.memberId, now, newId };
    const { comments, replies } = broughtComments(merged.remarks, bringing);
    const further = merged.further.flatMap((each) => furtherReplies(each, bringing));
    return { ...merged, brought: { comments, replies: [...replies, ...further] } };
  },

  async store(tx, { pending, taken, edit, brought, left }, storing) {
    const { facts, acting, record } = storing;
    // Sent twice at once, the comments come in with whoever takes the file away.
    const mine = await removePendingMerge(tx, pending.id);
    if (mine) await insertBrought(tx, brought);
    const said = mine ? brought.comments.length + brought.replies.length : 0;
    const counts = countsOf(taken, said);
    const { id: specificationId, documentId, title } = facts.specification;
    const { fileName, fileHash } = pending;
    const keptAs = edit && (await keepReplaced(tx, edit, { kind: 'merged', fileName }, storing));
    if (edit) {
      const by = { mergedBy: acting.membership.memberId, mergedAt: acting.now };
      await insertTextMerge(tx, { documentId, sequence: edit.sequence, fileName, fileHash, ...by });
    }
    if (edit || said > 0) {
      const about = { specificationId, title, by: acting.by, fileName, fileHash };
      await record({ kind: 'word-file-merged', content: { ...about, ...counts } });
    }
    return { counts, left, keptAs };
  },

  announces: (_outcome, { specification }) => [{ kind: 'specification', id: specification.id }]
};

function chosenOf(fields: Readonly<Record<string, unknown>>): Taken[] {
  return Object.entries(fields).flatMap(([name, choice]) => {
    const key = CHOICE.exec(name)?.[1];
    if (key === undefined || choice !== 'take') return [];
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const called = text(fields[`name-${key}`]).slice(0, 200).trim() || 'A clause';
    return [{ key, seen: text(fields[`seen-${key}`]), name: called }];
  });
}

async function merge(
  { specificationId, mergeId, chosen }: Input,
  actor: Actor,
  tools: Tools
): Promise<Merged | Refusal> {
  const specification = await editableSpecification(specificationId, actor, tools.db);
  if (isRefusal(specification)) return specification;
  const { memberId } = membershipIn(actor, specification.partnershipId)!;
  const whose = { specificationId, memberId };
  const pending = await pendingMergeOf(tools.db, whose, await tools.now(tools.db));
  if (pending?.id !== mergeId) return refuse('merge-gone');
  const file = documentFromBytes(pending.bytes);
  const fileText = jsonFromDoc(file);
  let taken: readonly MergeRow[] = [];
  const rewrite = (draft: DocumentJson) => {
    const merged = mergingAsSeen(draft, fileText, chosen);
    if (isRefusal(merged)) return merged;
    taken = merged.taken;
    return merged.text;
  };
  const edit = await editKeeping(specificationId, rewrite, { actor, tools });
  if (isRefusal(edit)) return edit;
  await tools.drafts.settle();
  return { pending, taken, edit, ...(await remarksFor(specification, { pending, file }, { actor, tools })) };
}

/** What was said in the file and is not here yet, at its place in the text as it is now. */
async function remarksFor(
  specification: SpecificationRow,
  { pending, file }: { readonly pending: PendingMerge; readonly file: Y.Doc },
  who: { readonly actor: Actor; readonly tools: Tools }
): Promise<UnknownRemarks & Pick<Merged, 'left'>> {
  const { ydoc } = await who.tools.drafts.newest(specification.documentId);
  const threads = await threadsOn(who, specification, passagesIn(ydoc));
  const { remarks, further } = unknownRemarks(pending.remarks, threads);
  return { ...placedRemarks(ydoc, file, remarks), further };
}

function countsOf(taken: readonly MergeRow[], comments: number): MergeCounts {
  const count = (...kinds: readonly MergeRow['kind'][]) =>
    taken.filter(({ kind }) => kinds.includes(kind)).length;
  const [changed, added, removed] = [count('changed'), count('new'), count('missing')];
  return { changed, added, removed, moved: count('moved', 'renumbered'), comments };
}
