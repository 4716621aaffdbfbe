import type { Id, MemberId, OrganisationId, PartnershipId, PersonId } from '#domain/ids';
import { appendToRegister } from '../../commands/append-to-register';
import { hashPassword } from '../../auth/passwords';
import type { Transaction } from '../../db/database';
import { plantGlossary } from '../../db/glossary';
import { member, memberRole, neighbourhood, organisation, partnership, person } from '../../db/schema/people';
import type { Tools } from '../../runtime';
import {
  emailOf,
  MEMBERS,
  NEIGHBOURHOODS,
  ORGANISATIONS,
  PARTNERSHIP,
  type DemoMember,
  type OrganisationKey
} from './people';

export interface PlantedMember {
  readonly name: string;
  readonly personId: PersonId;
  readonly memberId: MemberId;
}

export interface PlantedPartnership {
  readonly partnershipId: PartnershipId;
  readonly members: readonly PlantedMember[];
  readonly organisations: Readonly<Record<OrganisationKey, OrganisationId>>;
}

const DAY = 86_400_000;
/** Before the story begins: nobody comments who is not a member yet. */
const JOINED_DAYS_AGO = 61;

/** Organisations, locality, people and seats, all or nothing. */
export async function plantPartnership(tools: Tools, password: string): Promise<PlantedPartnership> {
  const hashes = await Promise.all(MEMBERS.map(() => hashPassword(password)));
  return tools.db.transaction(async (tx) => {
    const now = await tools.now(tx);
    const partnershipId = await plantLocality(tx, tools, now);
    const organisationIds = await plantOrganisations(tx, tools);
    const members: PlantedMember[] = [];
    for (const [index, each] of MEMBERS.entries()) {
      const joinedAt = new Date(now.getTime() - JOINED_DAYS_AGO * DAY + index);
      const place = { partnershipId, organisationId: organisationIds[each.organisation], joinedAt };
      members.push(await plantMember(tx, tools, { ...place, member: each, passwordHash: hashes[index]! }));
    }
    await recordStart(tx, tools, { partnershipId, starter: members[0]!, now });
    return { partnershipId, members, organisations: organisationIds };
  });
}

async function plantLocality(tx: Transaction, tools: Tools, now: Date): Promise<PartnershipId> {
  const id = tools.newId<'partnership'>();
  await tx.insert(partnership).values({ id, ...PARTNERSHIP, createdAt: now });
  await tx
    .insert(neighbourhood)
    .values(NEIGHBOURHOODS.map((each, position) => ({ ...each, position, partnershipId: id })));
  await plantGlossary(tx, { partnershipId: id, newId: tools.newId, now });
  return id;
}

async function plantOrganisations(
  tx: Transaction,
  tools: Tools
): Promise<Record<OrganisationKey, OrganisationId>> {
  const keys = Object.keys(ORGANISATIONS) as OrganisationKey[];
  const ids = Object.fromEntries(keys.map((key) => [key, tools.newId<'organisation'>()]));
  await tx.insert(organisation).values(keys.map((key) => ({ id: ids[key]!, ...ORGANISATIONS[key] })));
  return ids as Record<OrganisationKey, OrganisationId>;
}

interface Place {
  readonly partnershipId: PartnershipId;
  readonly organisationId: OrganisationId;
  readonly joinedAt: Date;
  readonly member: DemoMember;
  readonly passwordHash: string;
}

async function plantMember(tx: Transaction, tools: Tools, place: Place): Promise<PlantedMember> {
  const { name, group, jobTitle, roles } = place.member;
  const personId: Id<'person'> = tools.newId();
  const memberId: Id<'member'> = tools.newId();
  const { passwordHash, joinedAt, partnershipId, organisationId } = place;
  await tx
    .insert(person)
    .values({ id: personId, email: emailOf(name), name, passwordHash, createdAt: joinedAt });
  await tx.insert(member).values({
    id: memberId,
    partnershipId,
    personId,
    organisationId,
    stakeholderGroup: group,
    jobTitle,
    joinedAt
  });
  await tx.insert(memberRole).values(roles.map((role) => ({ memberId, role })));
  return { name, personId, memberId };
}

async function recordStart(
  tx: Transaction,
  tools: Tools,
  { partnershipId, starter, now }: { partnershipId: PartnershipId; starter: PlantedMember; now: Date }
): Promise<void> {
  const { name, localityName } = PARTNERSHIP;
  const by = { memberId: starter.memberId, name: starter.name, organisation: ORGANISATIONS.icb.name };
  const content = { partnershipId, name, localityName, by };
  await appendToRegister(tx, tools, { partnershipId, now, event: { kind: 'partnership-created', content } });
}
