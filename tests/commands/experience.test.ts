import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXPERIENCE_QUESTIONS } from '#domain/experience';
import type { ConsultationId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { commandsFor } from '#server/commands/all-commands';
import { rowsOf } from '#server/db/database';
import { experienceAnswer } from '#server/db/schema/consultations';
import { registerEntry } from '#server/db/schema/decisions';
import { member } from '#server/db/schema/people';
import { ANSWERS, openConsultationOn } from '#tests/builders/consultations';
import { boardsOf, done, proposedBy } from '#tests/builders/decisions';
import { everythingSeen } from '#tests/builders/everything-seen';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
const OPENED = new Date('2026-11-25T09:00:00.000Z');
const CLOSED = new Date('2027-01-16T00:00:00.000Z');
const WELL = { part: 'yes', way: 'yes', say: 'yes', respect: 'yes', difference: 'yes' };

let world: World;
let lead: TestPerson;
let observer: TestPerson;
let stranger: TestPerson;
let guest: TestPerson;
/** Seven patients and carers. */
let patients: TestPerson[];
let specificationId: SpecificationId;
let consultationId: ConsultationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'facilitator'] });
  observer = await world.person('Obi Server', { roles: ['observer'] });
  const partnershipId = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId });
  for (const name of ['Kit', 'Lou', 'Max']) await world.person(name, {});
  const names = ['Ann', 'Bob', 'Cyd', 'Dot', 'Eli', 'Fern', 'Gus'];
  patients = await Promise.all(
    names.map((name) => world.person(name, { roles: ['contributor'], group: 'patient-carer' }))
  );
  guest = await guestOf(world, (await invitedBy(lead)).token);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = OPENED;
  specificationId = await specificationWith(world, lead, TEXT);
  consultationId = await openConsultationOn(lead, specificationId);
});

const db = () => world.runtime.tools.db;
const stored = () =>
  db().select().from(experienceAnswer).where(eq(experienceAnswer.consultationId, consultationId));
const answer = ({ commands }: Pick<TestPerson, 'commands'>, answers: Record<string, unknown> = ANSWERS) =>
  commands.answerExperience({ specificationId, consultationId, ...answers });
const endEarly = () =>
  lead.commands.endConsultation({ specificationId, consultationId, reason: 'The money is gone.' });
const own = async ({ reads }: TestPerson) => done(await reads.experience(specificationId)).consultation?.own;
const measured = async (by = lead) => done(await by.reads.voice(specificationId, null)).meter.measures[8]!;

async function refusedWith(
  code: string,
  by: Pick<TestPerson, 'commands'>,
  answers?: Record<string, unknown>
) {
  const before = [await stored(), await db().$count(experienceAnswer)];
  const refusal = await answer(by, answers);
  expect(refusal).toMatchObject({ refused: true, code });
  expect([await stored(), await db().$count(experienceAnswer)]).toEqual(before);
  return refusal as { field?: string; message: string };
}

describe('answering', () => {
  it('EXQ-2 whoever may comment answers, without having commented; a guest too', async () => {
    for (const by of [lead, patients[0]!, guest]) {
      expect(await own(by)).toBeNull();
      done(await answer(by));
      expect(await own(by)).toEqual(ANSWERS);
    }
    expect(done(await guest.reads.consultations(specificationId)).may.experience).toBe(true);
  });

  it('EXQ-2 an observer, a stranger and nobody answer nothing; the page is not for them', async () => {
    await refusedWith('not-allowed', observer);
    await refusedWith('not-found', stranger);
    await refusedWith('signed-out', nobody(world));
    for (const [reads, code] of [
      [observer.reads, 'not-allowed'],
      [stranger.reads, 'not-found'],
      [nobody(world).reads, 'signed-out']
    ] as const)
      expect(await reads.experience(specificationId)).toMatchObject({ refused: true, code });
    expect(done(await observer.reads.consultations(specificationId)).may.experience).toBe(false);
  });

  it('EXQ-2 a consultation of another text, or none, is not found', async () => {
    const [ann] = patients;
    const other = await specificationWith(world, lead, TEXT);
    await refusedWith('not-found', ann!, { ...ANSWERS, specificationId: other });
    for (const id of ['nonsense', specificationId])
      await refusedWith('not-found', ann!, { ...ANSWERS, consultationId: id });
  });

  it.each(EXPERIENCE_QUESTIONS.map(({ key }) => key))(
    'EXQ-3 “%s” unanswered, or with an answer that there is not, is refused by its name',
    async (key) => {
      const [ann] = patients;
      for (const missing of [undefined, ''])
        expect((await refusedWith('missing-field', ann!, { ...ANSWERS, [key]: missing })).field).toBe(key);
      for (const wrong of ['perhaps', '__proto__', 5, ['yes'], null])
        expect((await refusedWith('invalid-input', ann!, { ...ANSWERS, [key]: wrong })).field).toBe(key);
    }
  );

  it('EXQ-4 sending again puts the new answers in the place of the old', async () => {
    const [ann, bob] = patients;
    for (const by of [ann!, bob!]) done(await answer(by));
    done(await answer(ann!, WELL));
    expect([await own(ann!), await own(bob!)]).toEqual([WELL, ANSWERS]);
    expect(await stored()).toHaveLength(2);
  });

  it('EXQ-4 of several at the same moment one set is kept', async () => {
    const [ann] = patients;
    const sent = await Promise.all(
      ['yes', 'mostly', 'a-little', 'no'].map((part) => answer(ann!, { ...ANSWERS, part }))
    );
    expect(sent.some(isRefusal)).toBe(false);
    expect(await stored()).toHaveLength(1);
  });

  it('EXQ-5 after its last day nothing is added or changed, and nobody is shown answers to change', async () => {
    const [ann, bob] = patients;
    done(await answer(ann!));
    world.clock.now = CLOSED;
    for (const by of [ann!, bob!]) await refusedWith('consultation-over', by, WELL);
    expect(done(await ann!.reads.experience(specificationId)).consultation).toBeNull();
  });

  it('EXQ-5 at the very moment at which it is ended an answer is kept or refused, and none stays beside a name', async () => {
    const [ann, ...others] = patients;
    done(await answer(ann!));
    const sent = await Promise.all([
      ...others.slice(0, 3).map((by) => answer(by)),
      endEarly(),
      answer(ann!, WELL),
      ...others.slice(3).map((by) => answer(by))
    ]);
    const kept = sent.filter((each) => 'kept' in each).length;
    const changed = 'kept' in sent[4]! ? 1 : 0;
    const rows = await stored();
    expect(rows).toHaveLength(1 + kept - changed);
    expect(rows.map(({ answeredBy }) => answeredBy).filter(Boolean)).toEqual([]);
    await refusedWith('consultation-over', ann!);
  });

  it('EXQ-9 an answer counts in the group of whoever sent it, as it was then', async () => {
    const [ann] = patients;
    done(await answer(ann!));
    await db().update(member).set({ stakeholderGroup: 'voluntary' }).where(eq(member.id, ann!.memberId));
    expect((await stored()).map((row) => row.stakeholderGroup)).toEqual(['patient-carer']);
    await db().update(member).set({ stakeholderGroup: 'patient-carer' }).where(eq(member.id, ann!.memberId));
  });
});

describe('without a name', () => {
  it('EXQ-7 while it is open all that others can read is byte for byte the same with an answer and without', async () => {
    const [ann, bob, ...others] = patients;
    const { id } = done(
      await bob!.commands.addComment({ specificationId, clause: 'clause-1', body: 'Two hours is long.' })
    );
    const seen = () => Promise.all([lead, guest].map((by) => everythingSeen(by, specificationId, id)));
    const mine = () =>
      Promise.all([lead, bob!, observer, guest].map(({ reads }) => reads.experience(specificationId)));
    const before = JSON.stringify([await seen(), await mine()]);
    for (const said of [ANSWERS, WELL]) {
      done(await answer(ann!, said));
      expect(JSON.stringify([await seen(), await mine()])).toBe(before);
    }
    for (const by of others) done(await answer(by));
    expect(JSON.stringify([await seen(), await mine()])).toBe(before);
    world.clock.now = CLOSED;
    expect((await measured()).sentence).toMatch(/^6 people \(patients and carers\) answered/);
  });

  it('EXQ-7 no open page is told, and the register says nothing', async () => {
    const announced: Topic[] = [];
    const tools = {
      ...world.runtime.tools,
      announce: (topics: readonly Topic[]) => void announced.push(...topics)
    };
    const entries = await db().$count(registerEntry);
    done(await answer({ commands: commandsFor(patients[0]!.actor, tools) }));
    expect(announced).toEqual([]);
    expect(await db().$count(registerEntry)).toBe(entries);
  });

  it('EXQ-8 no time is kept; once it is over no member either, and rows lie by their new ids in one transaction', async () => {
    for (const [index, by] of patients.entries())
      done(await answer(by, { ...ANSWERS, part: ['yes', 'mostly', 'a-little', 'no'][index % 4] }));
    const named = await stored();
    const columns = ['answeredBy', 'answers', 'consultationId', 'id', 'stakeholderGroup'];
    expect(Object.keys(named[0]!).sort()).toEqual(columns);
    await world.runtime.regular.forgetWhoAnswered.look();
    expect(await stored()).toEqual(named);

    world.clock.now = CLOSED;
    const shown = JSON.stringify([await measured(), await measured(patients[0])]);
    await world.runtime.regular.forgetWhoAnswered.look();
    expect(JSON.stringify([await measured(), await measured(patients[0])])).toBe(shown);
    const lying = rowsOf<{ id: string; answered_by: string | null; written: string }>(
      await db().execute(
        sql`select id, answered_by, xmin::text as written from experience_answer
            where consultation_id = ${consultationId} order by ctid`
      )
    );
    expect(lying.map((row) => row.answered_by)).toEqual(patients.map(() => null));
    expect(new Set(lying.map(({ written }) => written)).size).toBe(1);
    expect(lying.map(({ id }) => id)).toEqual(lying.map(({ id }) => id).sort());
    expect(new Set([...lying, ...named].map(({ id }) => id)).size).toBe(2 * patients.length);
    const told = (rows: Awaited<ReturnType<typeof stored>>) => rows.map(({ answers }) => answers.part).sort();
    expect(told(await stored())).toEqual(told(named));
    await world.runtime.regular.forgetWhoAnswered.look();
    expect((await stored()).map(({ id }) => id).sort()).toEqual(lying.map(({ id }) => id).sort());
  });

  it('EXQ-8 ended early, the names are gone at once, and those of another consultation stay', async () => {
    const other = await specificationWith(world, lead, TEXT);
    const elsewhere = await openConsultationOn(lead, other);
    const [ann] = patients;
    done(await answer(ann!));
    done(await answer(ann!, { ...WELL, specificationId: other, consultationId: elsewhere }));
    done(await endEarly());
    expect((await stored()).map(({ answeredBy }) => answeredBy)).toEqual([null]);
    expect(done(await ann!.reads.experience(other)).consultation?.own).toEqual(WELL);
  });
});

describe('what is shown', () => {
  it('EXQ-10 EXQ-12 nothing while it is open or of four; of five on the page, in the file, and by day', async () => {
    for (const by of patients.slice(0, 4)) done(await answer(by, WELL));
    expect(await measured()).toMatchObject({
      tables: [],
      sentence: expect.stringContaining('no consultation is over.')
    });
    const fifth = answer(patients[4]!, { ...WELL, difference: 'no' });
    done(await fifth);
    world.clock.now = CLOSED;
    const { sentence, tables } = await measured(patients[6]);
    expect(sentence).toMatch(/^5 people \(patients and carers\) answered .* closed on 15 January 2027\./);
    const place = tables[0]!.columns.findIndex(({ name }) => name === 'Patients and carers, 5 answered');
    expect(tables[0]!.rows.map(({ cells }) => cells[place])).toEqual(
      EXPERIENCE_QUESTIONS.map(() => 'All, or all but one')
    );
    const { body } = done(await observer.reads.voiceCsv(specificationId, null));
    expect(body).toContain('9,"Experience","Those who said yes or mostly"');
    expect(JSON.stringify([sentence, tables, body])).not.toMatch(/\d\d:\d\d/);
  });

  it('EXQ-10 it looks at the newest consultation that is over, and at none that is still open', async () => {
    for (const by of patients) done(await answer(by, WELL));
    world.clock.now = new Date('2026-12-01T12:00:00.000Z');
    done(await endEarly());
    expect((await measured()).sentence).toContain(
      '7 people (patients and carers) answered about the consultation that closed on 1 December 2026'
    );
    world.clock.now = new Date('2026-12-02T12:00:00.000Z');
    const second = await openConsultationOn(lead, specificationId, '2026-12-24');
    for (const by of patients.slice(0, 5)) done(await answer(by, { ...ANSWERS, consultationId: second }));
    expect((await measured()).sentence).toContain('closed on 1 December 2026');
    world.clock.now = new Date('2026-12-25T00:00:00.000Z');
    expect((await measured()).sentence).toMatch(/^5 people .* closed on 24 December 2026/);
  });

  it('EXQ-10 with a decision it looks at the newest that opened before it was put to the boards', async () => {
    const boards = await boardsOf(world);
    ({ specificationId } = boards);
    consultationId = await openConsultationOn(lead, specificationId);
    for (const by of patients) done(await answer(by, WELL));
    world.clock.now = new Date('2026-12-01T12:00:00.000Z');
    done(await endEarly());
    const decision = await proposedBy(boards, 'JCC-2027-301');
    world.clock.now = new Date('2026-12-02T12:00:00.000Z');
    consultationId = await openConsultationOn(lead, specificationId);
    for (const by of patients.slice(0, 5)) done(await answer(by));
    done(await endEarly());
    const about = done(await lead.reads.voice(specificationId, decision)).meter.measures[8]!;
    expect(about.sentence).toMatch(/^7 people .* closed on 1 December 2026/);
    expect((await measured()).sentence).toBe(about.sentence);
  });
});
