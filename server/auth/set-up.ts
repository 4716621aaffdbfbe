import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { MemberId, OrganisationId, PartnershipId, PersonId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Database, Transaction } from '../db/database';
import { member, memberRole, organisation, partnership, person, setUpLink } from '../db/schema/people';
import { appendToRegister } from '../commands/append-to-register';
import { plantGlossary } from '../db/glossary';
import type { Tools } from '../runtime';
import { acceptPassword } from './password-rules';
import { hashPassword } from './passwords';
import type { SessionCookie } from './sessions';
import { hashToken } from './tokens';

/** Form fields of the first-run page. */
export type SetUpInput = Record<
  | 'token'
  | 'organisation'
  | 'organisationKind'
  | 'partnership'
  | 'purpose'
  | 'locality'
  | 'name'
  | 'email'
  | 'password',
  string
>;

const FIELDS: readonly [keyof SetUpInput, string][] = [
  ['organisation', 'Enter the name of your organisation.'],
  ['organisationKind', 'Choose what kind of organisation it is.'],
  ['partnership', 'Enter a name for the partnership.'],
  ['purpose', 'Say in one sentence what the partnership is for.'],
  ['locality', 'Enter the area or population it serves.'],
  ['name', 'Enter your name.'],
  ['email', 'Enter your e-mail address.']
];

/** Whether anybody can sign in yet. */
export async function isSetUp(db: Database): Promise<boolean> {
  const [anyone] = await db.select({ id: person.id }).from(person).limit(1);
  return anyone !== undefined;
}

/** Makes a new one-time link's token; earlier ones stop working. Its hash is stored, the token only printed. */
export async function newSetUpToken(db: Database): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.delete(setUpLink).where(isNull(setUpLink.usedAt));
  await db.insert(setUpLink).values({ tokenHash: hashToken(token), createdAt: new Date() });
  return token;
}

export async function tokenIsValid(db: Database, token: string): Promise<boolean> {
  const [link] = await db
    .select()
    .from(setUpLink)
    .where(and(eq(setUpLink.tokenHash, hashToken(token)), isNull(setUpLink.usedAt)));
  return link !== undefined;
}

/** Makes the first organisation, partnership and lead, all or nothing, and signs the lead in. */
export async function setUp(raw: SetUpInput, tools: Tools): Promise<SessionCookie | Refusal> {
  const input = parse(raw);
  if (isRefusal(input)) return input;
  const passwordHash = await hashPassword(input.password);
  const made = await tools.db.transaction(async (tx) => {
    if (await isSetUp(tx)) return refuse('set-up-done');
    const [used] = await tx
      .update(setUpLink)
      .set({ usedAt: await tools.now(tx) })
      .where(and(eq(setUpLink.tokenHash, hashToken(input.token)), isNull(setUpLink.usedAt)))
      .returning();
    if (!used) return refuse('set-up-link-invalid');
    return makeFirst(tx, input, passwordHash, tools);
  });
  return isRefusal(made) ? made : tools.sessions.start(made);
}

function parse(raw: SetUpInput): SetUpInput | Refusal {
  const trimmed = Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, key === 'password' ? value : value.trim().slice(0, 500)])
  ) as SetUpInput;
  const missing = FIELDS.find(([field]) => !trimmed[field]);
  if (missing) return refuse('missing-field', { field: missing[0], message: missing[1] });
  if (!/^[^\s@]+@[^\s@]+$/.test(trimmed.email)) {
    return refuse('invalid-input', {
      field: 'email',
      message: 'Enter an e-mail address such as name@example.org.'
    });
  }
  const { email, name } = trimmed;
  const accepted = acceptPassword(trimmed.password, 'password', [email, name]);
  return isRefusal(accepted) ? accepted : trimmed;
}

async function makeFirst(
  tx: Transaction,
  input: SetUpInput,
  passwordHash: string,
  tools: Tools
): Promise<PersonId> {
  const now = await tools.now(tx);
  const place = await makePlace(tx, input, tools, now);
  const lead = await makeLead(tx, { ...place, input, passwordHash, now }, tools);
  const { partnershipId } = place;
  const by = { memberId: lead.memberId, name: input.name, organisation: input.organisation };
  const content = { partnershipId, name: input.partnership, localityName: input.locality, by };
  await appendToRegister(tx, tools, { partnershipId, now, event: { kind: 'partnership-created', content } });
  return lead.personId;
}

interface Place {
  readonly organisationId: OrganisationId;
  readonly partnershipId: PartnershipId;
}

async function makePlace(tx: Transaction, input: SetUpInput, tools: Tools, now: Date): Promise<Place> {
  const organisationId = tools.newId<'organisation'>();
  const partnershipId = tools.newId<'partnership'>();
  const { organisation: name, organisationKind: kind, purpose, locality } = input;
  await tx.insert(organisation).values({ id: organisationId, name, shortName: name, kind });
  await tx.insert(partnership).values({
    id: partnershipId,
    name: input.partnership,
    purpose,
    localityName: locality,
    localityDefinition: locality,
    createdAt: now
  });
  await plantGlossary(tx, { partnershipId, newId: tools.newId, now });
  return { organisationId, partnershipId };
}

async function makeLead(
  tx: Transaction,
  given: Place & { readonly input: SetUpInput; readonly passwordHash: string; readonly now: Date },
  tools: Tools
): Promise<{ personId: PersonId; memberId: MemberId }> {
  const personId = tools.newId<'person'>();
  const memberId = tools.newId<'member'>();
  const { input, passwordHash, now, organisationId, partnershipId } = given;
  const email = input.email.toLowerCase();
  await tx.insert(person).values({ id: personId, email, name: input.name, passwordHash, createdAt: now });
  const seat = { stakeholderGroup: 'commissioner', jobTitle: 'Partnership lead', joinedAt: now } as const;
  await tx.insert(member).values({ id: memberId, partnershipId, personId, organisationId, ...seat });
  await tx.insert(memberRole).values((['lead', 'editor'] as const).map((role) => ({ memberId, role })));
  return { personId, memberId };
}
