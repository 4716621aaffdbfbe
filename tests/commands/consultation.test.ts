import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { SpecificationId } from '#domain/ids';
import { topicName, type Topic } from '#protocol/topics';
import { commandsFor } from '#server/commands/all-commands';
import { consultation } from '#server/db/schema/consultations';
import { registerEntry } from '#server/db/schema/decisions';
import { consultationFields, openConsultationOn } from '#tests/builders/consultations';
import { openedBy } from '#tests/builders/ballots';
import { decisionFields, done, recorded, type Boards } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));

let world: World;
let lead: TestPerson;
let facilitator: TestPerson;
let editor: TestPerson;
let patient: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  facilitator = await world.person('Grace Lindqvist', { roles: ['facilitator'] });
  editor = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-25T09:00:00.000Z');
  id = await specificationWith(world, lead, TEXT);
});

const pageOf = async (by: TestPerson) => done(await by.reads.consultations(id));
const end = (by: TestPerson, consultationId: string, reason = 'The money is gone.') =>
  by.commands.endConsultation({ specificationId: id, consultationId, reason });

async function kept() {
  const { db } = world.runtime.tools;
  return {
    consultations: await db.select().from(consultation),
    register: await db.select().from(registerEntry)
  };
}

async function refusedWith(code: string, answer: () => Promise<unknown>) {
  const before = await kept();
  const refusal = await answer();
  expect(refusal).toMatchObject({ refused: true, code });
  expect(await kept()).toEqual(before);
  return refusal as { field?: string; message: string };
}

describe('opening', () => {
  it('CON-1 CON-6 a facilitator promises people their part; the reading page and the consultation page say it', async () => {
    const opened = done(await facilitator.commands.openConsultation(consultationFields(id)));
    const { level, question, decider, lastDay } = consultationFields(id);
    const promise = {
      ...{ id: opened.id, level, question, decider, lastDay, open: true, endedEarly: null },
      time: 'The last day to have your say is 15 January 2027.'
    };
    expect(done(await patient.reads.specificationPage(id)).consultation).toMatchObject(promise);
    expect(await pageOf(patient)).toMatchObject({ consultations: [promise], may: { run: false } });
    expect((await pageOf(facilitator)).may.run).toBe(true);
  });

  it('CON-1 CON-12 whose role does not allow it, and who is elsewhere, changes and learns nothing', async () => {
    const fields = consultationFields(id);
    const consultationId = await openConsultationOn(lead, id);
    for (const { commands } of [editor, patient]) {
      await refusedWith('not-allowed', () => commands.openConsultation(fields));
      await refusedWith('not-allowed', () =>
        commands.endConsultation({ specificationId: id, consultationId, reason: 'No.' })
      );
    }
    await refusedWith('not-found', () => stranger.commands.openConsultation(fields));
    await refusedWith('not-found', () => end(stranger, consultationId));
    expect(await stranger.reads.consultations(id)).toMatchObject({ refused: true, code: 'not-found' });
    await refusedWith('signed-out', () =>
      commandsFor({ kind: 'nobody' }, world.runtime.tools).openConsultation(fields)
    );
  });

  it.each([
    ['level', '', 'missing-field'],
    ['level', 'asked nicely', 'invalid-input'],
    ['question', ' ', 'missing-field'],
    ['question', 'x'.repeat(1001), 'too-long'],
    ['question', 'Ring 07700 900123.', 'personal-data'],
    ['decider', '', 'missing-field'],
    ['lastDay', '', 'missing-field'],
    ['lastDay', '2026-02-30', 'invalid-input'],
    ['lastDay', 'soon', 'invalid-input'],
    ['lastDay', '2026-11-24', 'invalid-input'],
    ['lastDay', '2027-11-30', 'invalid-input']
  ])('CON-2 %s "%s" is refused as %s, by the name of its field', async (field, value, code) => {
    const refusal = await refusedWith(code, () =>
      lead.commands.openConsultation({ ...consultationFields(id), [field]: value })
    );
    expect(refusal.field).toBe(field);
  });

  it('CON-2 today is a day to have a say, to its last minute', async () => {
    const opened = done(await lead.commands.openConsultation(consultationFields(id, '2026-11-25')));
    const { db } = world.runtime.tools;
    const [row] = await db.select().from(consultation).where(eq(consultation.id, opened.id));
    expect(row!.endsAt).toEqual(new Date('2026-11-26T00:00:00.000Z'));
  });

  it('CON-3 of two that are opened at the same moment one is refused', async () => {
    const answers = await Promise.all(
      [lead, facilitator].map(({ commands }) => commands.openConsultation(consultationFields(id)))
    );
    const codes = answers.map((answer) => ('code' in answer ? answer.code : 'opened')).sort();
    expect(codes).toEqual(['consultation-open', 'opened']);
    expect((await pageOf(lead)).consultations).toHaveLength(1);
  });

  it('CON-4 the database itself changes and removes nothing of what was promised', async () => {
    await openConsultationOn(lead, id);
    const { db } = world.runtime.tools;
    const before = await kept();
    await expect(db.update(consultation).set({ level: 'informed' })).rejects.toThrow();
    await expect(db.update(consultation).set({ endedReason: 'because' })).rejects.toThrow();
    await expect(db.delete(consultation)).rejects.toThrow();
    expect(await kept()).toEqual(before);
  });
});

describe('the end', () => {
  it('CON-5 CON-3 it is over by itself after its last day; then another can be opened', async () => {
    const first = await openConsultationOn(lead, id);
    world.clock.now = new Date('2027-01-16T00:00:00.000Z');
    expect((await pageOf(patient)).consultations[0]).toMatchObject({
      open: false,
      time: 'It closed on 15 January 2027.'
    });
    await refusedWith('consultation-over', () => end(lead, first));
    const second = done(await lead.commands.openConsultation(consultationFields(id, '2027-03-01'))).id;
    expect((await pageOf(patient)).consultations.map((each) => each.id)).toEqual([second, first]);
  });

  it('CON-5 ended early it keeps its reason, once', async () => {
    const consultationId = await openConsultationOn(lead, id);
    await refusedWith('missing-field', () => end(lead, consultationId, ' '));
    await refusedWith('not-found', () => end(lead, '00000000-0000-4000-8000-000000000000'));
    const elsewhere = await specificationWith(world, lead, TEXT);
    await refusedWith('not-found', () =>
      lead.commands.endConsultation({ specificationId: elsewhere, consultationId, reason: 'No.' })
    );
    world.clock.now = new Date('2026-12-01T12:00:00.000Z');
    done(await end(facilitator, consultationId));
    expect((await pageOf(patient)).consultations[0]).toMatchObject({
      open: false,
      endedEarly: { at: world.clock.now, reason: 'The money is gone.' }
    });
    await refusedWith('consultation-over', () => end(lead, consultationId));
  });

  it('CON-8 opening and ending are in the register and are told to open pages', async () => {
    const announced: string[] = [];
    const announce = (topics: readonly Topic[]) => void announced.push(...topics.map(topicName));
    const { openConsultation, endConsultation } = commandsFor(lead.actor, {
      ...world.runtime.tools,
      announce
    });
    const { partnershipId } = lead.actor.memberships[0]!;
    const told = [`specification/${id}`, `partnership/${partnershipId}`];

    const opened = done(await openConsultation(consultationFields(id)));
    expect(announced).toEqual(told);
    done(
      await endConsultation({ specificationId: id, consultationId: opened.id, reason: 'The money is gone.' })
    );
    expect(announced).toEqual([...told, ...told]);

    const entries = (await recorded(world)).slice(-2);
    const { level, question, decider, lastDay } = consultationFields(id);
    expect(entries).toMatchObject([
      {
        kind: 'consultation-opened',
        content: { specificationId: id, consultationId: opened.id, level, question, decider, lastDay }
      },
      { kind: 'consultation-ended', content: { consultationId: opened.id, reason: 'The money is gone.' } }
    ]);
    const { items: shown } = done(await patient.reads.register());
    expect(shown.slice(0, 2).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('ended the consultation on'),
      expect.stringContaining(`until 15 January 2027: “${question}”`)
    ]);
  });
});

describe('where people meet it', () => {
  it('CON-7 Home lists what is open, what ends first at the top, and nothing that is over', async () => {
    const other = await specificationWith(world, lead, TEXT);
    const over = await specificationWith(world, lead, TEXT);
    await openConsultationOn(lead, id, '2027-01-15');
    await openConsultationOn(lead, other, '2026-12-24');
    await openConsultationOn(lead, over, '2026-11-25');
    world.clock.now = new Date('2026-11-26T09:00:00.000Z');
    const { consultations } = done(await patient.reads.home());
    const ours = consultations.filter(({ specificationId }) => [id, other, over].includes(specificationId));
    expect(ours.map(({ specificationId, lastDay }) => [specificationId, lastDay])).toEqual([
      [other, '2026-12-24'],
      [id, '2027-01-15']
    ]);
    expect(done(await stranger.reads.home()).consultations).toEqual([]);
  });

  it('CON-14 deciding together: kept when what follows rests on a ballot in which patients and carers could vote', async () => {
    const fields = { ...consultationFields(id, '2026-11-30'), level: 'co-deciding' };
    done(await lead.commands.openConsultation(fields));
    await world.person('Bo Board', { roles: ['board-member'] });
    const { id: versionId } = done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
    const verdict = async () => (await pageOf(patient)).consultations[0]!.verdict;
    const decideOn = async (reference: string, groups: readonly string[]) => {
      const ballotId = await openedBy(lead, {
        specificationId: id,
        groups,
        closesAt: '2026-12-20T10:00:00Z'
      });
      done(await lead.commands.closeBallot({ ballotId }));
      const decision = decisionFields({ versionId } as Boards, { reference, ballotId });
      done(await lead.commands.proposeDecision(decision));
    };
    expect(await verdict()).toBeNull();
    world.clock.now = new Date('2026-12-01T09:00:00.000Z');
    expect(await verdict()).toEqual({ kept: null, sentence: 'Nothing was decided yet.' });
    await decideOn('CON-A', ['commissioner', 'patient-carer']);
    expect(await verdict()).toMatchObject({ kept: true });
    await decideOn('CON-B', ['commissioner']);
    expect(await verdict()).toMatchObject({ kept: false });
  });

  it('CON-9 what became of it counts comments and answers of that time, and the decision on the text', async () => {
    await openConsultationOn(lead, id, '2026-12-24');
    const comment = { specificationId: id, clause: 'clause-1', body: 'Two hours is long.' };
    world.clock.now = new Date('2026-12-01T09:00:00.000Z');
    const first = done(await patient.commands.addComment(comment)).id;
    done(await patient.commands.addComment(comment));
    done(await editor.commands.addComment(comment));
    done(
      await lead.commands.answerComment({ commentId: first, outcome: 'not-changed', body: 'We ring back.' })
    );
    world.clock.now = new Date('2026-12-25T09:00:00.000Z');
    done(await patient.commands.addComment(comment));
    const [{ happened, verdict }] = (await pageOf(patient)).consultations as [
      Awaited<ReturnType<typeof pageOf>>['consultations'][number]
    ];
    expect(verdict).toEqual({ kept: false, sentence: '1 comment by patients and carers has no answer.' });
    expect(happened).toMatchObject({
      days: 30,
      comments: 3,
      byPatients: 2,
      answered: 1,
      outcomes: { 'not-changed': 1 },
      owed: 1,
      decisions: []
    });
  });
});
