import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import { commandsFor } from '#server/commands/all-commands';
import { document } from '#server/db/schema/specifications';
import { done } from '#tests/builders/decisions';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let secretary: TestPerson;
let editor: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lea Lead', { roles: ['lead'] });
  secretary = await world.person('Sue Secretary', { roles: ['secretary'] });
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  specificationId = done(await editor.commands.createSpecification({ title: 'Falls and frailty' })).id;
});

const page = async (by: TestPerson) => done(await by.reads.specificationPage(specificationId));
const editPage = async (by: TestPerson) =>
  done(await by.reads.specificationEdit(specificationId, { withText: false }));
const locks = async () => {
  const rows = await world.runtime.tools.db.select().from(document);
  return rows.map(({ id, lockedAt, lockedBy }) => ({ id, lockedAt, lockedBy }));
};

it('SPC-60 a lead or a secretary closes the text: nobody is offered to edit it, and the page says since when and by whom', async () => {
  expect(await page(editor)).toMatchObject({ closed: null, may: { edit: true } });
  expect(done(await secretary.commands.closeText({ specificationId }))).toEqual({ closed: true });
  const closed = { closedAt: world.clock.now, closedBy: 'Sue Secretary' };
  for (const person of [lead, editor, reader])
    expect(await page(person)).toMatchObject({ closed, may: { edit: false } });
  expect((await editPage(editor)).may.edit).toBe(false);
  expect(done(await editor.reads.editAccess(specificationId)).edit).toBe(false);
  expect(done(await lead.reads.versions(specificationId))).toMatchObject({ closed, may: { close: true } });
  expect(done(await editor.reads.versions(specificationId)).may.close).toBe(false);
  expect((await page(reader)).may.comment).toBe(true);
});

it('SPC-61 closing it once more changes nothing; opened again, its editors may edit', async () => {
  done(await secretary.commands.closeText({ specificationId }));
  const before = await locks();
  world.clock.now = new Date('2026-11-25T10:00:00.000Z');
  expect(done(await lead.commands.closeText({ specificationId }))).toEqual({ closed: true });
  expect(await locks()).toEqual(before);
  expect(done(await lead.commands.openText({ specificationId }))).toEqual({ closed: false });
  expect(await page(editor)).toMatchObject({ closed: null, may: { edit: true } });
  expect((await page(reader)).may.edit).toBe(false);
});

it('SPC-62 nobody else can close or open it, and nothing changes', async () => {
  const nobody = commandsFor({ kind: 'nobody' }, world.runtime.tools);
  const before = await locks();
  const refused = async (answer: Promise<unknown>) => ((await answer) as Refusal).code;
  for (const way of ['closeText', 'openText'] as const) {
    expect(await refused(editor.commands[way]({ specificationId }))).toBe('not-allowed');
    expect(await refused(reader.commands[way]({ specificationId }))).toBe('not-allowed');
    expect(await refused(stranger.commands[way]({ specificationId }))).toBe('not-found');
    expect(await refused(nobody[way]({ specificationId }))).toBe('signed-out');
    expect(await refused(lead.commands[way]({ specificationId: 'x' }))).toBe('not-found');
  }
  expect(await locks()).toEqual(before);
});
