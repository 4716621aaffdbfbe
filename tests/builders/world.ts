import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Id, OrganisationId, PartnershipId } from '#domain/ids';
import type { Actor, Role, StakeholderGroup } from '#domain/membership';
import { LIVE_LIMITS, SYNC_LIMITS } from '#protocol/limits';
import { memoryLimits } from '#server/auth/limits';
import { hashPassword } from '#server/auth/passwords';
import { commandsFor, type Commands } from '#server/commands/all-commands';
import type { Config } from '#server/config';
import type { OpenDatabase } from '#server/db/database';
import { member, memberRole, organisation, partnership, person } from '#server/db/schema/people';
import { readsFor, type Reads } from '#server/reads/all-reads';
import { composeRuntime, type Runtime } from '#server/runtime';
import { openTestDatabase } from './test-database';

export const PASSWORD = 'correct horse battery';
export const TEST_ORIGIN = 'http://localhost:3000';

/** The clock of a world: stands still until a test moves it. */
export interface TestClock {
  now: Date;
}

/** A person in a world, with what they can read and do. */
export interface TestPerson {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly email: string;
  /** The session cookie's token, and the Cookie header that carries it. */
  readonly token: string;
  readonly cookie: string;
  readonly memberId: Id<'member'>;
  readonly reads: Reads;
  readonly commands: Commands;
}

export interface World {
  readonly runtime: Runtime;
  readonly clock: TestClock;
  readonly partnershipId: PartnershipId;
  organisation(name: string, kind?: string): Promise<OrganisationId>;
  /** Another partnership, to try to reach across. */
  partnership(name: string): Promise<PartnershipId>;
  person(name: string, as: PersonAs): Promise<TestPerson>;
  close(): Promise<void>;
}

export interface PersonAs {
  readonly group?: StakeholderGroup;
  readonly roles?: readonly Role[];
  readonly organisationId?: OrganisationId;
  readonly partnershipId?: PartnershipId;
}

const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

export const TEST_CONFIG: Config = {
  demo: false,
  host: '127.0.0.1',
  port: 0,
  origins: [TEST_ORIGIN],
  secure: false,
  dataDir: tmpdir(),
  trustedProxyHops: 0,
  databaseUrl: undefined,
  sessionIdleLimit: 4 * 3_600_000,
  sessionAbsoluteLimit: 12 * 3_600_000,
  logLevel: 'silent',
  sockets: { sync: SYNC_LIMITS, live: LIVE_LIMITS },
  metricsToken: undefined,
  mail: undefined,
  redisUrl: undefined
};

/** A partnership with one organisation, on a database of its own unless one is named. Close it in afterAll. */
export async function buildWorld(
  options: { config?: Partial<Config>; clock?: TestClock; database?: OpenDatabase } = {}
): Promise<World> {
  const database = options.database ?? (await openTestDatabase());
  const clock = options.clock ?? { now: new Date('2026-11-24T10:00:00.000Z') };
  const runtime = composeRuntime({
    config: { ...TEST_CONFIG, ...options.config },
    database,
    now: async () => clock.now,
    limits: memoryLimits()
  });
  const { db } = database;
  const passwordHash = await hashPassword(PASSWORD);

  const makePartnership = async (name: string): Promise<PartnershipId> => {
    const id = newId<'partnership'>();
    const words = { name, purpose: `${name} purpose`, localityName: name, localityDefinition: name };
    await db.insert(partnership).values({ id, ...words, createdAt: clock.now });
    return id;
  };
  const makeOrganisation = async (name: string, kind = 'integrated-care-board'): Promise<OrganisationId> => {
    const id = newId<'organisation'>();
    await db.insert(organisation).values({ id, name, shortName: name, kind });
    return id;
  };
  const home = {
    partnershipId: await makePartnership('Vale'),
    organisationId: await makeOrganisation('ICB')
  };

  const makePerson = async (name: string, as: PersonAs): Promise<TestPerson> => {
    const ids = { person: newId<'person'>(), member: newId<'member'>() };
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${ids.person.slice(0, 4)}@test.example`;
    await db.insert(person).values({ id: ids.person, email, name, passwordHash, createdAt: clock.now });
    await db.insert(member).values({
      id: ids.member,
      partnershipId: as.partnershipId ?? home.partnershipId,
      personId: ids.person,
      organisationId: as.organisationId ?? home.organisationId,
      stakeholderGroup: as.group ?? 'commissioner',
      jobTitle: 'Tester',
      joinedAt: clock.now
    });
    const roles = as.roles ?? ['contributor'];
    if (roles.length > 0)
      await db.insert(memberRole).values(roles.map((role) => ({ memberId: ids.member, role })));
    return signedIn(runtime, { personId: ids.person, memberId: ids.member, email });
  };

  return {
    runtime,
    clock,
    partnershipId: home.partnershipId,
    organisation: makeOrganisation,
    partnership: makePartnership,
    person: makePerson,
    close: () => runtime.close()
  };
}

async function signedIn(
  runtime: Runtime,
  { personId, memberId, email }: { personId: Id<'person'>; memberId: Id<'member'>; email: string }
): Promise<TestPerson> {
  const { tools, live } = runtime;
  const cookie = await tools.sessions.start(personId);
  const actor = await tools.sessions.actorOf(cookie.value);
  if (actor.kind === 'nobody') throw new Error('The test person could not sign in.');
  return {
    actor,
    email,
    token: cookie.value,
    cookie: `${cookie.name}=${cookie.value}`,
    memberId,
    reads: readsFor({ tools, actor, present: (id) => live.present(id) }),
    commands: commandsFor(actor, tools)
  };
}

/** What somebody who is not signed in can read and do. */
export function nobody(world: World): { reads: Reads; commands: Commands } {
  const { tools } = world.runtime;
  const actor = { kind: 'nobody' } as const;
  return { reads: readsFor({ tools, actor, present: () => new Set() }), commands: commandsFor(actor, tools) };
}
