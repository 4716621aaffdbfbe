import type { SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { Topic } from '#protocol/topics';
import { specificationsOf, versionsOf } from '../db/specifications';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface SpecificationSummary {
  readonly id: SpecificationId;
  readonly title: string;
  readonly serviceNumber: string;
  readonly createdAt: Date;
  /** Room of the draft at the sync endpoint. */
  readonly room: string;
  /** The newest frozen version's number, or null. */
  readonly frozenVersion: number | null;
}

export interface SpecificationList {
  readonly specifications: readonly SpecificationSummary[];
  readonly may: { readonly create: boolean };
  readonly topics: readonly Topic[];
}

export async function specificationList(context: ReadContext): Promise<SpecificationList | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const subject = visible(context, 'read-specification', { partnershipId: membership.partnershipId });
  if (isRefusal(subject)) return subject;
  const { db } = context.tools;
  const rows = await specificationsOf(db, subject.partnershipId);
  const specifications = await Promise.all(
    rows.map(async ({ id, title, serviceNumber, createdAt, documentId }) => {
      const [newest] = await versionsOf(db, id);
      return {
        id,
        title,
        serviceNumber,
        createdAt,
        room: roomName(documentId),
        frozenVersion: newest?.number ?? null
      };
    })
  );
  return {
    specifications,
    may: { create: may(context.actor, 'create-specification', subject) },
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}
