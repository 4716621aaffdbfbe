import type { DecisionId, SpecificationId, VersionId } from '#domain/ids';
import { isRefusal, type Refusal } from '#domain/refusal';
import {
  decision,
  decisionOption,
  registerContent,
  registerEntry,
  signature
} from '#server/db/schema/decisions';
import { documentOf, heading, paragraph, specificationWith } from './specification';
import { PASSWORD, type TestPerson, type World } from './world';

/** Two boards and the people around them, with a frozen specification to decide on. */
export interface Boards {
  readonly helen: TestPerson;
  /** Board members: two of the ICB, one of the council, one of the voluntary alliance. */
  readonly ngozi: TestPerson;
  readonly ivor: TestPerson;
  readonly tom: TestPerson;
  readonly vera: TestPerson;
  readonly patrick: TestPerson;
  readonly specificationId: SpecificationId;
  readonly versionId: VersionId;
  readonly versionHash: string;
}

export async function boardsOf(world: World): Promise<Boards> {
  const council = await world.organisation('Wenmoor Council', 'council');
  const alliance = await world.organisation('Voluntary Alliance', 'charity');
  const helen = await world.person('Helen Marsh', { roles: ['lead'] });
  const specificationId = await specificationWith(
    world,
    helen,
    documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'))
  );
  const version = done(await helen.commands.freezeVersion({ specificationId, label: '0.7' }));
  return {
    helen,
    ngozi: await world.person('Ngozi Oyelaran', { roles: ['board-member'] }),
    ivor: await world.person('Ivor Bell', { roles: ['board-member'] }),
    tom: await world.person('Tom Adeyemi', {
      roles: ['board-member'],
      organisationId: council,
      group: 'social-care'
    }),
    vera: await world.person('Vera Quist', {
      roles: ['board-member'],
      organisationId: alliance,
      group: 'voluntary'
    }),
    patrick: await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' }),
    specificationId,
    versionId: version.id,
    versionHash: version.hash
  };
}

export const OPTIONS = [
  {
    key: 'A',
    title: 'Fund all six',
    annualCost: 4_860_000,
    chosen: false,
    reason: '£960,000 above the envelope.'
  },
  {
    key: 'B',
    title: 'Five in full, carers first',
    annualCost: 3_900_000,
    chosen: true,
    reason: 'Night cover.'
  },
  { key: 'D', title: 'Keep today’s services', annualCost: null, chosen: false, reason: 'Uneven cover.' }
];

/** What `proposeDecision` is given as JSON. Give each its own reference. */
export function decisionFields(boards: Boards, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    reference: 'JCC-2027-004',
    title: 'Falls and frailty service',
    question: 'Which elements to commission jointly?',
    wording: 'Fund option B from 1 April 2027.',
    reasons: 'Night cover and evenness of cover.',
    options: OPTIONS,
    versionId: boards.versionId,
    ...more
  };
}

export async function proposedBy(
  boards: Boards,
  reference: string,
  more: Record<string, unknown> = {}
): Promise<DecisionId> {
  return done(await boards.helen.commands.proposeDecision(decisionFields(boards, { reference, ...more }))).id;
}

/** Signs as a person does: reads the page, then sends what stood on it. */
export async function sign(person: TestPerson, decisionId: DecisionId, more: Record<string, unknown> = {}) {
  const { hash, versionHash } = done(await person.reads.decision(decisionId));
  const read = { decisionHash: hash, versionHash };
  return person.commands.signDecision({
    decisionId,
    outcome: 'signed',
    password: PASSWORD,
    ...read,
    ...more
  });
}

/** The answer, when it was not a refusal. */
export function done<T>(answer: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.code} ${answer.message}`);
  return answer as Exclude<T, Refusal>;
}

/** Everything that deciding could change, to show that a refusal changed none of it. */
export async function decisionRows({ runtime }: World) {
  const { db } = runtime.tools;
  return {
    decisions: await db.select().from(decision).orderBy(decision.id),
    options: await db
      .select()
      .from(decisionOption)
      .orderBy(decisionOption.decisionId, decisionOption.position),
    signatures: await db.select().from(signature).orderBy(signature.decisionId, signature.memberId),
    register: await db.select().from(registerEntry).orderBy(registerEntry.sequence),
    contents: await db.select().from(registerContent).orderBy(registerContent.sequence)
  };
}

/** What the register says, oldest first: kind and content. */
export async function recorded(world: World): Promise<{ kind: string; content: unknown }[]> {
  const { register, contents } = await decisionRows(world);
  return register.map(({ kind, sequence }) => ({ kind, content: contents[sequence]?.content }));
}
