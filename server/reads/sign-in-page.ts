import { asc, eq, isNotNull } from 'drizzle-orm';
import { GROUP_NAMES, type StakeholderGroup } from '#domain/membership';
import { refuse, type Refusal } from '#domain/refusal';
import { isSetUp, tokenIsValid } from '../auth/set-up';
import { member, organisation, person } from '../db/schema/people';
import type { ReadContext } from './read-context';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly organisation: string;
  readonly group: StakeholderGroup;
  readonly groupName: string;
}

/** Who can sign in with one button. Only ever filled in demo mode. */
export async function signInPage({ tools }: ReadContext): Promise<{ demoPeople: DemoPerson[] }> {
  if (!tools.config.demo) return { demoPeople: [] };
  const rows = await tools.db
    .select({
      email: person.email,
      name: person.name,
      jobTitle: member.jobTitle,
      organisation: organisation.name,
      group: member.stakeholderGroup
    })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(organisation, eq(organisation.id, member.organisationId))
    .where(isNotNull(person.email))
    .orderBy(asc(member.joinedAt));
  return {
    demoPeople: rows.map((row) => ({ ...row, email: row.email!, groupName: GROUP_NAMES[row.group] }))
  };
}

/** The first-run page, for the holder of a valid link only. */
export async function setUpPage({ tools }: ReadContext, token: string): Promise<{ token: string } | Refusal> {
  if (await isSetUp(tools.db)) return refuse('set-up-done');
  return (await tokenIsValid(tools.db, token)) ? { token } : refuse('set-up-link-invalid');
}
