import type { OrganisationId, SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can, type Capability } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { NewComment } from '../db/comments';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { toAnchor } from '../documents/anchor';
import { jsonFromDoc } from '../documents/document-bytes';
import { headingPassage } from '../documents/heading-passage';
import type { Tools } from '../runtime';
import { accountableAt } from './accountable-at';
import type { CommentPlace } from './place-field';

/** Where a new comment stands. */
export interface PlacedComment {
  /** The passage, tied to the words themselves so that it follows them while others edit. */
  readonly anchored: Pick<NewComment, 'anchor' | 'quote'>;
  /** Of the clause in which it stands. */
  readonly accountable: readonly OrganisationId[];
}

/** The policy's answer before any text is looked at: nobody learns from a refusal what a text holds. */
export async function commentable(
  id: SpecificationId,
  needs: Capability,
  actor: Actor,
  { db }: Tools
): Promise<SpecificationRow | Refusal> {
  const row = await specificationById(db, id);
  if (!row) return refuse('not-found');
  const allowed = can(actor, needs, row);
  return isRefusal(allowed) ? allowed : row;
}

/** Outside any transaction: building the draft takes time, and an anchor stays right whatever is edited meanwhile. */
export async function placeComment(
  { id, documentId }: SpecificationRow,
  { place, promised }: { readonly place: CommentPlace; readonly promised: boolean },
  { db, drafts }: Tools
): Promise<PlacedComment | Refusal> {
  if (place.kind === 'whole') return { anchored: { anchor: null, quote: '' }, accountable: [] };
  const { ydoc } = await drafts.newest(documentId);
  const passage = place.kind === 'passage' ? place.passage : headingPassage(jsonFromDoc(ydoc), place.clause);
  if (isRefusal(passage)) return passage;
  const anchor = toAnchor(ydoc, passage);
  if (isRefusal(anchor)) return anchor;
  const at = { ydoc, position: passage.from };
  const accountable = promised ? await accountableAt(db, id, at) : [];
  return { anchored: { anchor, quote: passage.quote }, accountable };
}
