import type { IncomingMessage } from 'node:http';
import type { DocumentId, PartnershipId, SpecificationId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import { may } from '#domain/policy';
import { documentOfRoom } from '#protocol/rooms';
import type { Sessions } from '../auth/sessions';
import type { Identity } from './connection';
import { placeOf } from '../db/specifications';
import type { Database } from '../db/database';

/** What a person may do in a room at this moment. */
export interface Rights {
  readonly identity: Identity;
  readonly mayEdit: boolean;
}

export interface Admission extends Rights {
  readonly documentId: DocumentId;
  readonly specificationId: SpecificationId;
  readonly partnershipId: PartnershipId;
}

/** HTTP status of a refused upgrade. What is unknown and what is forbidden give the same 404. */
export type RefusedAdmission = 401 | 403 | 404;

interface Doorkeeper {
  readonly sessions: Sessions;
  readonly db: Database;
  readonly origins: readonly string[];
}

const PATH = '/sync/';

/** Decides from the request alone, before any room exists. */
export async function admit(
  request: IncomingMessage,
  { sessions, db, origins }: Doorkeeper
): Promise<Admission | RefusedAdmission> {
  // A missing Origin is refused as well: browsers always send one with a socket.
  if (!origins.includes(request.headers.origin ?? '')) return 403;
  const actor = await sessions.actorOf(sessions.tokenIn(request.headers.cookie));
  if (actor.kind === 'nobody') return 401;
  const documentId = documentOfPath(request.url ?? '');
  const place = documentId && (await placeOf(db, documentId));
  const rights = place && rightsOf(actor, place.partnershipId);
  return rights ? { ...rights, ...place, documentId } : 404;
}

/** Undefined when the actor may not read there (any more). */
export function rightsOf(actor: Actor, partnershipId: PartnershipId): Rights | undefined {
  const membership = membershipIn(actor, partnershipId);
  if (actor.kind === 'nobody' || !membership || !may(actor, 'read-specification', { partnershipId }))
    return undefined;
  const { personId, sessionHash, name } = actor;
  const { memberId, group } = membership;
  const mayEdit = may(actor, 'edit-specification', { partnershipId });
  return { identity: { personId, sessionHash, name, memberId, group }, mayEdit };
}

/** The path as it was sent: nothing is decoded, so a room has exactly one name. The query says nothing. */
function documentOfPath(url: string): DocumentId | undefined {
  const path = url.split('?', 1)[0]!;
  return path.startsWith(PATH) ? documentOfRoom(path.slice(PATH.length)) : undefined;
}
