import type { Doc } from 'yjs';
import type { ClauseFacts, NamedOrganisation } from '#domain/clause-facts';
import type { ClauseState } from '#domain/clause-state';
import type { CommentThread, TextRange } from '#domain/comment-thread';
import type { DocumentId, MemberId, SpecificationId } from '#domain/ids';
import { membershipIn, type Actor, type StakeholderGroup } from '#domain/membership';
import type { OpenPoint } from '#domain/open-point';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { Topic } from '#protocol/topics';
import { renderDocument } from '#schema/render-html';
import { isLocked } from '../db/documents';
import { organisationsOf } from '../db/organisations';
import type { SpecificationRow } from '../db/specifications';
import { clauseOutline } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';
import { oncePerState } from '../documents/once-per-state';
import { uncheckedDraft } from '../documents/read-draft';
import { passagesIn } from '../documents/read-passage';
import { clauseOverview, type TextNow } from './clause-overview';
import { waysShown, type WaysShown } from './ways-shown';
import { threadsOn, visibleSpecification } from './comment-thread';
import { summaryStatesOf } from './plain-summaries';
import { ownersFor, type PossibleOwner } from './open-points-page';
import { ownStandings, type OwnStandings } from './own-standing';
import type { ReadContext } from './read-context';

export interface SpecificationEdit {
  readonly id: SpecificationId;
  readonly title: string;
  readonly serviceNumber: string;
  /** The browser keeps its copy of the draft under this. */
  readonly documentId: DocumentId;
  /** Room of the draft at the sync endpoint. */
  readonly room: string;
  /** Who edits, as others will see them. */
  readonly person: Editing;
  /** The newest committed draft, to read until the editor is there; left out when it is there already. */
  readonly html: string | null;
  /** Their ranges say only whether the words are still there. */
  readonly threads: readonly CommentThread[];
  /** The clauses of the newest committed draft in reading order, and what is kept about them. */
  readonly clauses: readonly ClauseState[];
  readonly facts: ClauseFacts;
  readonly openPoints: readonly OpenPoint[];
  /** What forms offer: the partnership's organisations, and members who may be asked to settle something. */
  readonly organisations: readonly NamedOrganisation[];
  readonly owners: readonly PossibleOwner[];
  readonly may: {
    readonly edit: boolean;
    readonly comment: boolean;
    readonly answer: boolean;
    readonly freeze: boolean;
    readonly editFacts: boolean;
    readonly raise: boolean;
  };
  /** What the reader wrote and others do not see, or not any more. */
  readonly own: OwnStandings;
  /** How a comment of theirs can be shown to others. */
  readonly waysShown: WaysShown;
  readonly topics: readonly Topic[];
}

/** A person as the others who write see them. */
export interface Editing {
  readonly memberId: MemberId;
  readonly name: string;
  readonly group: StakeholderGroup;
}

/** The editing page. People who may only read get it too, with `may.edit` false: the page sends them to the reading page. */
export async function specificationEdit(
  context: ReadContext,
  id: string,
  { withText }: { readonly withText: boolean }
): Promise<SpecificationEdit | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const person = editing(context.actor, specification);
  if (isRefusal(person)) return person;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const { title, serviceNumber, documentId } = specification;
  const readPassage = passagesIn(ydoc);
  const threads = await threadsOn(context, specification, readPassage);
  return {
    id: specification.id,
    title,
    serviceNumber,
    documentId,
    room: roomName(documentId),
    person,
    html: withText ? renderDocument(jsonFromDoc(ydoc), { headingOffset: 1 }) : null,
    threads: threads.map(withoutPlaces),
    ...(await besideText(context, specification, { ydoc, readPassage, threads })),
    may: await rights(context, specification),
    waysShown: await waysShown(context, specification),
    own: await ownStandings(context, specification),
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

const SOMEWHERE: TextRange = { from: 0, to: 0 };

/**
 * The editor knows where words stand, and the page asks only whether they still do: so that a letter typed before them leaves what the
 * page is told, and what it drew of that, as it was.
 */
function withoutPlace<Placed extends { readonly range: TextRange | null }>(placed: Placed): Placed {
  return placed.range ? { ...placed, range: SOMEWHERE } : placed;
}

function withoutPlaces(thread: CommentThread): CommentThread {
  const changed = thread.answer?.changed;
  const answer =
    thread.answer && changed ? { ...thread.answer, changed: withoutPlace(changed) } : thread.answer;
  return { ...withoutPlace(thread), answer };
}

/** Without the schema's checks, and once for all who ask at the same change of the text. */
const outlineOf = oncePerState((ydoc, { ownTerms }: Pick<SpecificationRow, 'ownTerms'>) =>
  clauseOutline(uncheckedDraft(ydoc), ownTerms)
);

/** Asked again at every change of the text. */
async function besideText(
  context: ReadContext,
  specification: SpecificationRow,
  { ydoc, readPassage, threads }: Pick<TextNow, 'readPassage' | 'threads'> & { readonly ydoc: Doc }
): Promise<Pick<SpecificationEdit, 'clauses' | 'facts' | 'openPoints' | 'organisations' | 'owners'>> {
  const { db, now } = context.tools;
  const outline = outlineOf(ydoc, specification);
  const summaries = await summaryStatesOf(ydoc)(context.tools, specification.id);
  const overview = await clauseOverview(db, specification.id, { outline, readPassage, threads, summaries });
  return {
    clauses: overview.states,
    facts: overview.facts,
    openPoints: overview.points
      .filter(({ resolution }) => resolution === null)
      .map((point) => ({ ...point, place: withoutPlace(point.place) })),
    organisations: await organisationsOf(db, specification.partnershipId, await now(db)),
    owners: await ownersFor(context, specification)
  };
}

/** What an open editor asks when its socket was refused: who am I now, and may I still write here? */
export async function editAccess(
  context: ReadContext,
  id: string
): Promise<{ readonly memberId: MemberId; readonly name: string; readonly edit: boolean } | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const person = editing(context.actor, specification);
  if (isRefusal(person)) return person;
  const { memberId, name } = person;
  return { memberId, name, edit: (await rights(context, specification)).edit };
}

export function editing(actor: Actor, specification: SpecificationRow): Editing | Refusal {
  const membership = membershipIn(actor, specification.partnershipId);
  if (actor.kind === 'nobody' || !membership) return refuse('not-found');
  return { memberId: membership.memberId, name: actor.name, group: membership.group };
}

async function rights(
  { actor, tools }: ReadContext,
  specification: SpecificationRow
): Promise<SpecificationEdit['may']> {
  const closed = await isLocked(tools.db, specification.documentId);
  return {
    edit: !closed && may(actor, 'edit-specification', specification),
    comment: may(actor, 'comment', specification),
    answer: may(actor, 'answer-comment', specification),
    freeze: may(actor, 'freeze-version', specification),
    editFacts: may(actor, 'edit-clause-facts', specification),
    raise: may(actor, 'raise-open-point', specification)
  };
}
