import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { consultation, consultationText } from '#server/db/schema/consultations';
import { registerEntry } from '#server/db/schema/decisions';
import { specificationVersion } from '#server/db/schema/specifications';
import { consultationFields } from '#tests/builders/consultations';
import { done, recorded } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope', '1'), paragraph('Somebody comes within two hours.'));
const OPENED = 'When a consultation was opened';
const OVER = 'When a consultation was over';

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-25T09:00:00.000Z');
  id = await specificationWith(world, lead, TEXT);
});

const open = async (lastDay?: string) =>
  done(await lead.commands.openConsultation(consultationFields(id, lastDay))).id;
const end = async (consultationId: string) =>
  done(await lead.commands.endConsultation({ specificationId: id, consultationId, reason: 'It is over.' }));
const look = () => world.runtime.regular.dueConsultations.look();
const newest = async () => done(await patient.reads.consultations(id)).consultations[0]!;

async function versions() {
  const { versions: all } = done(await patient.reads.versions(id));
  return all.map(({ number, label, automatic, frozenBy }) => ({ number, label, automatic, frozenBy }));
}

async function kept() {
  const { db } = world.runtime.tools;
  const tables = [consultation, consultationText, specificationVersion, registerEntry] as const;
  return Promise.all(tables.map((table) => db.select().from(table)));
}

describe('the text that people are asked about', () => {
  it('CON-15 CON-16 VER-30 opening freezes it, with what was stored before, and every page names it', async () => {
    await edit(world, id, lead, replacing('two hours', 'four hours'));
    const consultationId = await open();
    await edit(world, id, lead, replacing('four hours', 'one hour'));
    expect(await versions()).toEqual([
      { number: 1, label: OPENED, automatic: true, frozenBy: 'Helen Marsh' }
    ]);
    const page = done(await patient.reads.version(id, '1'));
    expect(page.html).toContain('four hours');
    const asked = { number: 1, label: OPENED };
    expect(await newest()).toMatchObject({ asked, over: null });
    expect(done(await patient.reads.specificationPage(id)).consultation).toMatchObject({ asked });
    expect((await recorded(world)).slice(-2)).toMatchObject([
      { kind: 'version-frozen', content: { number: 1, hash: page.hash } },
      { kind: 'consultation-opened', content: { consultationId, versionHash: page.hash } }
    ]);
  });

  it('CON-15 VER-31 where the newest version says the same it is that one, and none is made', async () => {
    const { hash } = done(await lead.commands.freezeVersion({ specificationId: id, label: 'For everybody' }));
    await open();
    expect(await versions()).toHaveLength(1);
    expect((await newest()).asked).toEqual({ number: 1, label: 'For everybody' });
    const [entry] = (await recorded(world)).slice(-1);
    expect(entry).toMatchObject({ kind: 'consultation-opened', content: { versionHash: hash } });
  });

  it('CON-15 a refused opening freezes nothing', async () => {
    await open();
    await edit(world, id, lead, replacing('two hours', 'one hour'));
    const before = await kept();
    for (const by of [lead, patient]) {
      expect(await by.commands.openConsultation(consultationFields(id))).toMatchObject({ refused: true });
    }
    expect(await kept()).toEqual(before);
  });

  it('CON-15 VER-31 CON-16 an empty text can be consulted on, and has no version', async () => {
    id = await specificationWith(world, lead, documentOf(paragraph('')));
    await open('2026-11-25');
    world.clock.now = new Date('2026-11-26T00:00:00.000Z');
    await look();
    await look();
    expect(await versions()).toEqual([]);
    expect(await newest()).toMatchObject({ asked: null, over: null });
    const [entry] = (await recorded(world)).slice(-1);
    expect(entry!.content).not.toHaveProperty('versionHash');
  });

  it('CON-15 the database itself changes and removes nothing of which text it was', async () => {
    await open();
    const { db } = world.runtime.tools;
    const before = await kept();
    await expect(db.update(consultationText).set({ versionId: null })).rejects.toThrow();
    await expect(db.delete(consultationText)).rejects.toThrow();
    expect(await kept()).toEqual(before);
  });

  it('CON-16 one of the time before has no version, and none is made for it when its time is over', async () => {
    const { db } = world.runtime.tools;
    const row = {
      level: 'consulted',
      question: 'And?',
      decider: 'The board.',
      openedBy: lead.memberId
    } as const;
    await db.insert(consultation).values({
      ...row,
      id: world.runtime.tools.newId<'consultation'>(),
      specificationId: id,
      openedAt: world.clock.now,
      lastDay: '2026-11-25',
      endsAt: new Date('2026-11-26T00:00:00.000Z')
    });
    world.clock.now = new Date('2026-11-26T00:00:00.000Z');
    await look();
    expect(await newest()).toMatchObject({ asked: null, over: null });
    expect(await versions()).toEqual([]);
  });
});

describe('the text when it is over', () => {
  it('CON-17 after its last day it is frozen by itself, once, in the name of who opened it', async () => {
    await open('2026-11-30');
    await edit(world, id, lead, replacing('two hours', 'one hour'));
    world.clock.now = new Date('2026-11-30T23:59:00.000Z');
    await look();
    expect(await versions()).toHaveLength(1);
    world.clock.now = new Date('2026-12-01T00:00:00.000Z');
    await Promise.all([look(), look()]);
    await edit(world, id, lead, replacing('one hour', 'half an hour'));
    await look();
    expect(await versions()).toEqual([
      { number: 2, label: OVER, automatic: true, frozenBy: 'Helen Marsh' },
      { number: 1, label: OPENED, automatic: true, frozenBy: 'Helen Marsh' }
    ]);
    expect(await newest()).toMatchObject({ asked: { number: 1 }, over: { number: 2 } });
    const asked = { from: '1', to: '2', show: null };
    const { comparison } = done(await patient.reads.versionComparison(id, asked));
    expect(comparison!.summary).toContain('1 clause changed');
  });

  it('CON-17 ended early it is frozen at once, and by itself not again', async () => {
    const consultationId = await open('2026-11-30');
    await edit(world, id, lead, replacing('two hours', 'one hour'));
    await end(consultationId);
    world.clock.now = new Date('2026-12-01T00:00:00.000Z');
    await edit(world, id, lead, replacing('one hour', 'half an hour'));
    await look();
    expect((await versions()).map(({ label }) => label)).toEqual([OVER, OPENED]);
    const { db } = world.runtime.tools;
    const rows = await db
      .select({ moment: consultationText.moment })
      .from(consultationText)
      .where(eq(consultationText.consultationId, consultationId));
    expect(rows.map(({ moment }) => moment).sort()).toEqual(['opened', 'over']);
  });

  it('CON-17 VER-31 where nothing changed it is the same version', async () => {
    const consultationId = await open();
    await end(consultationId);
    expect(await versions()).toHaveLength(1);
    const { asked, over } = await newest();
    expect(over).toEqual(asked);
  });
});
