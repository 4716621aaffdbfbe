import { FORMATS, isDueForReview, needsCounted, SUPPORT, type CountedNeed } from '#domain/access-needs';
import type { MemberId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import { can } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { needsOfMembers, type StatedNeeds } from '../db/access-needs';
import { guestsOf } from '../db/invitations';
import { membersOf } from '../db/people';
import { currentMembership, type ReadContext } from './read-context';

export interface ListedNeeds {
  readonly memberId: MemberId;
  readonly name: string;
  readonly group: StakeholderGroup;
  /** In words, as they were offered. */
  readonly formats: readonly string[];
  readonly support: readonly string[];
  readonly language: string;
  readonly words: string;
  /** When they were last said to be right. Null of a guest: it is mostly the day on which they came. */
  readonly confirmedAt: Date | null;
  /** A year has passed since. */
  readonly isDue: boolean;
}

export interface AccessNeedsList {
  readonly counted: readonly CountedNeed[];
  /** By name; who is called alike by chance, as on the People page. */
  readonly people: readonly ListedNeeds[];
  /** How many are members now. */
  readonly members: number;
  readonly topics: readonly Topic[];
}

/** What the members of the partnership need, for who plans something with them and may know. */
export async function accessNeedsList({
  actor,
  tools: { db, now }
}: ReadContext): Promise<AccessNeedsList | Refusal> {
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId } = membership;
  const allowed = can(actor, 'see-access-needs', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const needs = await needsOfMembers(db, partnershipId);
  const guests = await guestsOf(db, partnershipId);
  const present = (await membersOf(db, partnershipId)).filter(({ leftAt }) => leftAt === null);
  const at = await now(db);
  const people = present.flatMap(({ memberId, name, group }) => {
    const stated = needs.get(memberId);
    return stated ? [{ memberId, name, group, ...inWords(stated, guests.has(memberId), at) }] : [];
  });
  return {
    counted: needsCounted([...needs.values()]),
    people: people.sort((a, b) => a.name.localeCompare(b.name, 'en')),
    members: present.length,
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

function inWords(
  { formats, support, language, words, confirmedAt }: StatedNeeds,
  isGuest: boolean,
  now: Date
) {
  return {
    formats: formats.map((format) => FORMATS[format]),
    support: support.map((each) => SUPPORT[each]),
    ...{ language, words },
    confirmedAt: isGuest ? null : confirmedAt,
    isDue: isDueForReview(confirmedAt, now)
  };
}
