import { inArray } from 'drizzle-orm';
import type { PartnershipId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { may, type Capability } from '#domain/policy';
import { TOPIC_KINDS, topicName, type Topic } from '#protocol/topics';
import type { Database } from '../db/database';
import { ballot } from '../db/schema/ballots';
import { decision } from '../db/schema/decisions';
import { specification } from '../db/schema/specifications';

const NEEDED: Record<Topic['kind'], Capability> = {
  partnership: 'read-partnership',
  specification: 'read-specification',
  ballot: 'read-ballot',
  decision: 'read-decision'
};

/** Of these topics, the ones this actor may know have changed. At most one query per kind of topic. */
export async function watchable(db: Database, actor: Actor, topics: readonly Topic[]): Promise<Topic[]> {
  const unique = [...new Map(topics.map((topic) => [topicName(topic), topic])).values()];
  const places = new Map<string, PartnershipId>();
  for (const kind of TOPIC_KINDS) {
    const ids = unique.filter((topic) => topic.kind === kind).map(({ id }) => id);
    for (const row of await placesOf(db, kind, ids)) places.set(`${kind}/${row.id}`, row.partnershipId);
  }
  return unique.filter((topic) => {
    const partnershipId = places.get(topicName(topic));
    return partnershipId && may(actor, NEEDED[topic.kind], { partnershipId });
  });
}

interface Place {
  readonly id: string;
  readonly partnershipId: PartnershipId;
}

async function placesOf(db: Database, kind: Topic['kind'], ids: readonly Topic['id'][]): Promise<Place[]> {
  if (kind === 'partnership') return ids.map((id) => ({ id, partnershipId: id as PartnershipId }));
  if (ids.length === 0) return [];
  const table = { specification, ballot, decision }[kind];
  return db
    .select({ id: table.id, partnershipId: table.partnershipId })
    .from(table)
    .where(inArray(table.id, ids as never[]));
}
