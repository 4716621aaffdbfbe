import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { member } from '#server/db/schema/people';
import { done } from '#tests/builders/decisions';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let patrick: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  const council = await world.organisation('Wenmoor Council', 'council');
  await world.person('Helen Marsh', { roles: ['secretary', 'lead'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  await world.person('Tom Adeyemi', {
    roles: ['board-member'],
    organisationId: council,
    group: 'social-care'
  });
});
afterAll(() => world.close());

it('PPL-1 any member sees the members by organisation, with group, job and roles in words', async () => {
  const page = done(await patrick.reads.people());
  const named = page.organisations.map(({ name, members }) => [name, members.map((each) => each.name)]);
  expect(named).toEqual([
    ['ICB', ['Helen Marsh', 'Patrick Doyle']],
    ['Wenmoor Council', ['Tom Adeyemi']]
  ]);
  expect(page.organisations[0]?.members[0]).toMatchObject({
    roles: ['Lead', 'Board secretary'],
    jobTitle: 'Tester'
  });
  expect(page.organisations[1]?.members[0]).toMatchObject({
    roles: ['Board member'],
    group: 'social-care',
    leftAt: null
  });
  expect(page.members).toBe(3);
});

it('PPL-2 who left stays listed, last and as such, and is not counted', async () => {
  const abe = await world.person('Abe Left', { roles: ['editor'] });
  await world.runtime.tools.db
    .update(member)
    .set({ leftAt: world.clock.now })
    .where(eq(member.id, abe.memberId));
  const page = done(await patrick.reads.people());
  expect(page.members).toBe(3);
  expect(page.organisations[0]?.members.at(-1)).toMatchObject({ name: 'Abe Left', leftAt: world.clock.now });
});

it('PPL-3 nobody outside the partnership sees its people, and no e-mail address is shown', async () => {
  const elsewhere = await world.partnership('Elsewhere');
  const stranger = await world.person('Stan Stranger', { partnershipId: elsewhere });
  expect(JSON.stringify(await stranger.reads.people())).not.toContain('Helen');
  expect(await nobody(world).reads.people()).toMatchObject({ refused: true, code: 'signed-out' });
  expect(JSON.stringify(await patrick.reads.people())).not.toContain('@');
});
