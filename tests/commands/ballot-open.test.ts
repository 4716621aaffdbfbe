import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { ballot, ballotOption, ballotVoter } from '#server/db/schema/ballots';
import { registerContent } from '#server/db/schema/decisions';
import { member } from '#server/db/schema/people';
import { ballotFields, ballotRows, openedBy, OPTIONS } from '#tests/builders/ballots';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let observer: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { group: 'patient-carer' });
  observer = await world.person('Olive Watcher', { group: 'patient-carer', roles: ['observer'] });
});
afterAll(() => world.close());

/** The refusal's code and field, once it is certain that it left everything as it was. */
async function refusedWith(
  person: Pick<TestPerson, 'commands'>,
  fields: unknown
): Promise<[string, string?]> {
  const before = await ballotRows(world);
  const answer = await person.commands.openBallot(fields);
  expect(await ballotRows(world)).toEqual(before);
  if (!isRefusal(answer)) throw new Error('It was not refused.');
  return answer.field === undefined ? [answer.code] : [answer.code, answer.field];
}

describe('opening a ballot', () => {
  test('VOT-20 VOT-21 what was asked is stored, options are P1, P2, P3, and the register says so', async () => {
    const id = await openedBy(lead);
    const { db } = world.runtime.tools;
    const [row] = await db.select().from(ballot).where(eq(ballot.id, id));
    const closesAt = new Date('2026-11-25T10:00:00Z');
    expect(row).toMatchObject({
      title: 'Falls priorities',
      openedBy: lead.memberId,
      closesAt,
      closedAt: null
    });
    const options = await db
      .select()
      .from(ballotOption)
      .where(eq(ballotOption.ballotId, id))
      .orderBy(ballotOption.position);
    expect(options.map(({ key, name, annualCost }) => [key, name, annualCost])).toEqual([
      ['P1', OPTIONS[0]?.name, 1_180_000],
      ['P2', OPTIONS[1]?.name, null],
      ['P3', OPTIONS[2]?.name, null]
    ]);
    const register = await db.select().from(registerContent).orderBy(registerContent.sequence);
    expect(register.at(-1)?.content).toMatchObject({
      ballotId: id,
      voters: 2,
      closesAt: '2026-11-25T10:00:00.000Z',
      by: { name: 'Helen Marsh' }
    });
  });

  test('VOT-20 the form sends the same thing in its own words, in UK time', async () => {
    const id = await openedBy(lead, {
      ...{ options: undefined, groups: undefined, closesAt: undefined },
      ...{ closesOn: '2027-07-04', closesTime: '5pm', 'group-patient-carer': 'yes' },
      ...{ 'options.0.name': 'One', 'options.0.annualCost': '£1,180,000', 'options.0.peopleAYear': '6,200' },
      ...{ 'options.2.name': 'Two', 'options.5.name': 'Three', 'options.5.description': 'The third.' }
    });
    const page = await lead.reads.ballot(id);
    expect(page).toMatchObject({
      endsAt: new Date('2027-07-04T16:00:00.000Z'),
      eligible: [{ group: 'patient-carer', people: 1 }],
      options: [
        { key: 'P1', name: 'One', annualCost: 1_180_000, peopleAYear: 6200 },
        { key: 'P2', name: 'Two', annualCost: null },
        { key: 'P3', name: 'Three', description: 'The third.' }
      ]
    });
  });

  test('VOT-23 the roll names members who may vote, of these groups, and keeps to them', async () => {
    const leaver = await world.person('Lena Leaver', { group: 'clinician' });
    const id = await openedBy(lead, { groups: ['patient-carer', 'clinician'] });
    const { db } = world.runtime.tools;
    await db.update(member).set({ leftAt: world.clock.now }).where(eq(member.id, leaver.memberId));
    const late = await world.person('Lara Late', { group: 'clinician' });
    const roll = await db.select().from(ballotVoter).where(eq(ballotVoter.ballotId, id));
    const onRoll = new Set(roll.map(({ memberId }) => memberId));
    expect(onRoll).toEqual(new Set([patient.memberId, leaver.memberId]));
    expect(await late.reads.ballot(id)).toMatchObject({ onRoll: false, may: { vote: false } });
    const cast = await late.commands.castVote({ ballotId: id, ranking: ['P1', 'P2', 'P3'] });
    expect(cast).toMatchObject({ code: 'not-on-roll' });
  });

  test('VOT-20 the database itself keeps what was asked: question, options, roll', async () => {
    const id = await openedBy(lead);
    const before = await ballotRows(world);
    const { db } = world.runtime.tools;
    const attempts = [
      sql`update ballot set question = 'Another?' where id = ${id}`,
      sql`update ballot set closes_at = closes_at + interval '1 day' where id = ${id}`,
      sql`delete from ballot where id = ${id}`,
      sql`update ballot_option set name = 'Another' where ballot_id = ${id}`,
      sql`delete from ballot_option where ballot_id = ${id}`,
      sql`update ballot_voter set stakeholder_group = 'clinician' where ballot_id = ${id}`,
      sql`delete from ballot_voter where ballot_id = ${id}`
    ];
    for (const attempt of attempts) await expect(db.execute(attempt)).rejects.toThrow();
    expect(await ballotRows(world)).toEqual(before);
  });

  test('VOT-38 pages that show the partnership ask again', async () => {
    const announced: string[] = [];
    const { live } = world.runtime;
    const { announce } = live;
    live.announce = (topics) => void announced.push(...topics.map(({ kind }) => kind));
    await openedBy(lead);
    live.announce = announce;
    expect(announced).toEqual(['ballot', 'partnership']);
  });
});

describe('a ballot that cannot be opened', () => {
  test.each<[string, Record<string, unknown>, [string, string]]>([
    ['no title', { title: ' ' }, ['missing-field', 'title']],
    ['no question', { question: undefined }, ['missing-field', 'question']],
    ['nobody knows what for', { purpose: '' }, ['missing-field', 'purpose']],
    ['a title that is not text', { title: { toString: 'x' } }, ['invalid-input', 'title']],
    ['a title without end', { title: 'x'.repeat(201) }, ['too-long', 'title']],
    ['two options', { options: OPTIONS.slice(1) }, ['invalid-input', 'options.2.name']],
    ['no options', { options: [] }, ['invalid-input', 'options.0.name']],
    ['options that are none', { options: [1, null, 'x'] }, ['missing-field', 'options.0.name']],
    [
      'ten thousand options',
      { options: Array.from({ length: 10_000 }, (_, n) => ({ name: `${n}` })) },
      ['invalid-input', 'options.2.name']
    ],
    [
      'one name twice',
      { options: [...OPTIONS, { name: 'STRENGTH and balance' }] },
      ['invalid-input', 'options.3.name']
    ],
    [
      'a cost in pence',
      { options: [{ name: 'A', annualCost: 1.5 }, ...OPTIONS] },
      ['invalid-input', 'options.0.annualCost']
    ],
    [
      'half a person',
      { options: [{ name: 'A', peopleAYear: '2.5' }, ...OPTIONS] },
      ['invalid-input', 'options.0.peopleAYear']
    ]
  ])('VOT-21 refused: %s', async (_, more, expected) => {
    expect(await refusedWith(lead, ballotFields(more))).toEqual(expected);
  });

  test.each<[string, Record<string, unknown>, [string, string]]>([
    ['the past', { closesAt: '2026-11-24T09:59:59Z' }, ['invalid-input', 'closesOn']],
    ['this moment', { closesAt: '2026-11-24T10:00:00Z' }, ['invalid-input', 'closesOn']],
    ['in two years', { closesAt: '2028-11-24T10:00:00Z' }, ['invalid-input', 'closesOn']],
    ['a moment without a zone', { closesAt: '2026-11-25T10:00:00' }, ['invalid-input', 'closesAt']],
    [
      'a day that does not exist',
      { closesAt: undefined, closesOn: '2027-02-30', closesTime: '17:00' },
      ['invalid-input', 'closesOn']
    ],
    [
      'no time of day',
      { closesAt: undefined, closesOn: '2027-02-03', closesTime: '' },
      ['missing-field', 'closesTime']
    ],
    ['no end at all', { closesAt: undefined }, ['missing-field', 'closesOn']]
  ])('VOT-22 refused as the end of voting: %s', async (_, more, expected) => {
    expect(await refusedWith(lead, ballotFields(more))).toEqual(expected);
  });

  test.each<[string, unknown, [string, string]]>([
    ['no group', [], ['missing-field', 'groups']],
    ['an unknown group', ['clinician', 'martians'], ['invalid-input', 'groups']],
    ['a group in which nobody may vote', ['observer'], ['invalid-input', 'groups']]
  ])('VOT-23 refused: %s', async (_, groups, expected) => {
    expect(await refusedWith(lead, ballotFields({ groups }))).toEqual(expected);
  });

  test('VOT-24 refused to everyone without the role, whatever they send', async () => {
    expect(await refusedWith(patient, ballotFields())).toEqual(['not-allowed']);
    expect(await refusedWith(observer, ballotFields())).toEqual(['not-allowed']);
    expect(await refusedWith(nobody(world), ballotFields())).toEqual(['signed-out']);
    expect(await patient.reads.ballotForm()).toMatchObject({ code: 'not-allowed' });
  });

  test('VOT-24 a ballot cannot be about a specification of others', async () => {
    const fields = ballotFields({ specificationId: '00000000-0000-4000-8000-000000000001' });
    expect(await refusedWith(lead, fields)).toEqual(['not-found', 'specificationId']);
    expect(await refusedWith(lead, ballotFields({ specificationId: 7 }))).toEqual([
      'not-found',
      'specificationId'
    ]);
  });

  test.each(['title', 'question', 'purpose'])('VOT-25 refused: a phone number in the %s', async (field) => {
    expect(await refusedWith(lead, ballotFields({ [field]: 'Ring 07700 900123' }))).toEqual([
      'personal-data',
      field
    ]);
  });

  test('VOT-25 refused: an NHS number in an option', async () => {
    const options = [...OPTIONS, { name: 'A', description: 'As for 943 476 5919' }];
    expect(await refusedWith(lead, ballotFields({ options }))).toEqual([
      'personal-data',
      'options.3.description'
    ]);
  });
});
