import { clauseName } from '#domain/clause-state';
import type { MemberId, SpecificationId } from '#domain/ids';
import { membershipIn, type StakeholderGroup } from '#domain/membership';
import type { OpenPoint } from '#domain/open-point';
import { can, may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { membersWhoMay } from '../db/members-who-may';
import { clauseOutline } from '../documents/clause-outline';
import { clausesOf } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { passagesIn } from '../documents/read-passage';
import type { SpecificationRow } from '../db/specifications';
import { visibleSpecification } from './comment-thread';
import { openPointsIn } from './open-points';
import type { ReadContext } from './read-context';

/** A point, and whether this reader may say how it was settled. */
export type ShownPoint = OpenPoint & { readonly mayResolve: boolean };

interface OfSpecification {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
}

export interface OpenPointsPage extends OfSpecification {
  /** Those that wait first, oldest first; then those resolved, newest first. */
  readonly points: readonly ShownPoint[];
  readonly may: { readonly raise: boolean };
  readonly topics: readonly Topic[];
}

/** The questions and contradictions of a specification. */
export async function openPointsPage(context: ReadContext, id: string): Promise<OpenPointsPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  return {
    specification: named(specification),
    points: await shownPoints(context, specification),
    may: { raise: may(context.actor, 'raise-open-point', specification) },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

/** As they stand in the newest draft, each with what this reader may do. */
export async function shownPoints(
  context: ReadContext,
  specification: SpecificationRow
): Promise<ShownPoint[]> {
  const { db, drafts } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  const text = { readPassage: passagesIn(ydoc), outline: clauseOutline(jsonFromDoc(ydoc)) };
  const points = await openPointsIn(db, specification.id, text);
  return points.map((point) => ({ ...point, mayResolve: mayResolve(context, specification, point) }));
}

function mayResolve({ actor }: ReadContext, subject: SpecificationRow, point: OpenPoint): boolean {
  if (point.resolution !== null || !may(actor, 'raise-open-point', subject)) return false;
  const isTheirs = membershipIn(actor, subject.partnershipId)?.memberId === point.owner.memberId;
  return isTheirs || may(actor, 'resolve-any-open-point', subject);
}

export interface NewPointPage extends OfSpecification {
  /** The words that it is about, as the address names them; null when it names none. */
  readonly quote: string | null;
  /** Clauses to choose from where no words were marked, by their ids on the page ("clause-scope"). */
  readonly clauses: readonly { readonly id: string; readonly name: string }[];
  readonly owners: readonly PossibleOwner[];
  readonly topics: readonly Topic[];
}

export interface PossibleOwner {
  readonly memberId: MemberId;
  readonly name: string;
  readonly organisation: string;
  readonly group: StakeholderGroup;
}

/** The form for a new one: for those who may raise it. `clause` is the id of a heading on the page, or empty. */
export async function newPointPage(
  context: ReadContext,
  id: string,
  ask: { readonly quote: string | null; readonly clause: string | null }
): Promise<NewPointPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'raise-open-point', specification);
  if (isRefusal(allowed)) return allowed;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const clauses = clausesOf(jsonFromDoc(ydoc)).filter(({ quote }) => quote !== '');
  const asked = clauses.find(({ id: clause }) => clause === ask.clause);
  return {
    specification: named(specification),
    quote: ask.quote || asked?.quote || null,
    clauses: clauses.map(({ id: clause, number, text }) => ({
      id: clause,
      name: clauseName({ number, heading: text })
    })),
    owners: await ownersFor(context, specification),
    topics: []
  };
}

export async function ownersFor(
  { tools: { db } }: ReadContext,
  { partnershipId }: SpecificationRow
): Promise<PossibleOwner[]> {
  const owners = await membersWhoMay(db, partnershipId, 'raise-open-point');
  return owners.map(({ memberId, name, organisation, group }) => ({ memberId, name, organisation, group }));
}

function named({ id, title }: SpecificationRow): OfSpecification['specification'] {
  return { id, title };
}
