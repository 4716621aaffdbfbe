import type { BallotId, ClauseId, DecisionId, OrganisationId, SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { can, type Capability } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { ballotById, optionsOf } from '../db/ballots';
import type { NewComment } from '../db/comments';
import { frozenVersion } from '../db/decision-evidence';
import { decisionById } from '../db/decisions';
import { summaryOf } from '../db/plain-summaries';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { toAnchor } from '../documents/anchor';
import { jsonFromDoc } from '../documents/document-bytes';
import { headingPassage } from '../documents/heading-passage';
import type { Tools } from '../runtime';
import { accountableAt } from './accountable-at';
import type { CommentPlace, Place } from './place-field';

/** Where a new comment stands. */
export interface PlacedComment {
  /** The passage, tied to the words themselves so that it follows them while others edit. */
  readonly anchored: Pick<
    NewComment,
    'anchor' | 'quote' | 'aboutClause' | 'decisionId' | 'ballotId' | 'optionKey'
  >;
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
  specification: SpecificationRow,
  { place, promised }: { readonly place: CommentPlace; readonly promised: boolean },
  tools: Tools
): Promise<PlacedComment | Refusal> {
  switch (place.kind) {
    case 'whole':
      return outsideText('');
    case 'decision':
      return onDecision(specification, place.decisionId, tools);
    case 'option':
      return onOption(specification, place, tools);
    case 'plain-summary':
      return onSummary(specification, { clause: place.clause, promised }, tools);
    case 'passage':
    case 'clause':
      return inText(specification, { place, promised }, tools);
  }
}

async function inText(
  { id, documentId }: SpecificationRow,
  { place, promised }: { readonly place: Place; readonly promised: boolean },
  { db, drafts }: Tools
): Promise<PlacedComment | Refusal> {
  const { ydoc } = await drafts.newest(documentId);
  const passage = place.kind === 'passage' ? place.passage : headingPassage(jsonFromDoc(ydoc), place.clause);
  if (isRefusal(passage)) return passage;
  const anchor = toAnchor(ydoc, passage);
  if (isRefusal(anchor)) return anchor;
  const at = { ydoc, position: passage.from };
  const accountable = promised ? await accountableAt(db, id, at) : [];
  return { anchored: { anchor, quote: passage.quote }, accountable };
}

/** Tied to the heading of its clause: it stands where that stands, and whoever is accountable for the clause answers it. */
async function onSummary(
  specification: SpecificationRow,
  { clause, promised }: { readonly clause: ClauseId; readonly promised: boolean },
  tools: Tools
): Promise<PlacedComment | Refusal> {
  const summary = await summaryOf(tools.db, { specificationId: specification.id, clauseId: clause });
  if (!summary) return refuse('not-found', { field: 'clause', message: NO_SUMMARY });
  const place = { kind: 'clause', clause: `clause-${clause}` } as const;
  const placed = await inText(specification, { place, promised }, tools);
  return isRefusal(placed) ? placed : { ...placed, anchored: { ...placed.anchored, aboutClause: clause } };
}

export const DISCUSSION_OVER =
  'This decision is final, so nothing more is said about it here. What you typed is kept.';

const NO_SUMMARY = 'There is no plain summary of this clause.';

async function onDecision(
  { id, partnershipId }: SpecificationRow,
  decisionId: DecisionId,
  { db }: Tools
): Promise<PlacedComment | Refusal> {
  const decision = await decisionById(db, decisionId);
  if (decision?.partnershipId !== partnershipId) return refuse('not-found');
  const version = await frozenVersion(db, decision.versionId);
  if (version?.specificationId !== id) return refuse('not-found');
  return outsideText(`${decision.reference}: ${decision.title}`, { decisionId });
}

async function onOption(
  { id }: SpecificationRow,
  { ballotId, option }: { readonly ballotId: BallotId; readonly option: string },
  { db }: Tools
): Promise<PlacedComment | Refusal> {
  const ballot = await ballotById(db, ballotId);
  if (ballot?.specificationId !== id) return refuse('not-found');
  const found = (await optionsOf(db, ballotId)).find(({ key }) => key === option);
  if (!found) return refuse('unknown-option');
  return outsideText(`${found.key}. ${found.name}`, { ballotId, optionKey: found.key });
}

function outsideText(quote: string, about: Partial<PlacedComment['anchored']> = {}): PlacedComment {
  return { anchored: { anchor: null, quote, ...about }, accountable: [] };
}
