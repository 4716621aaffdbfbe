import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { person } from '#server/db/schema/people';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let signer: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lea Lead', { roles: ['lead'] });
  signer = await world.person('Bo Board', { roles: ['board-member'] });
});
afterAll(() => world.close());

async function frozen(words: string, reference: string, more: object = {}) {
  const id = await specificationWith(
    world,
    lead,
    documentOf(heading(1, 'Response', '3.4'), paragraph(words))
  );
  const version = done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
  const fields = decisionFields({ versionId: version.id } as Boards, { reference, ...more });
  return { id, decision: done(await lead.commands.proposeDecision(fields)).id };
}

test('HID-5 who signs, who reads a version and who freezes one is shown what is hidden in it', async () => {
  const { id, decision } = await frozen('Somebody comes within \u202esruoh 2.', 'JCC-31');
  const hidden = {
    count: 1,
    found: [
      {
        code: 'U+202E',
        name: 'right-to-left override',
        place: 'in clause 3.4 Response',
        shown: 'Somebody comes within ⟦U+202E⟧sruoh 2.'
      }
    ]
  };
  expect(done(await signer.reads.decisionToSign(decision)).hidden).toEqual(hidden);
  expect(done(await signer.reads.version(id, '1')).hidden).toEqual(hidden);
  expect(done(await lead.reads.versions(id)).hidden).toEqual(hidden);
  expect(done(await signer.reads.versions(id)).hidden).toBeNull();
});

test('HID-5 of a plain text they are told that it holds none', async () => {
  const { id, decision } = await frozen('Somebody comes within 2 hours.', 'JCC-32');
  const none = { count: 0, found: [] };
  expect(done(await signer.reads.decisionToSign(decision)).hidden).toEqual(none);
  expect(done(await signer.reads.version(id, '1')).hidden).toEqual(none);
  expect(done(await lead.reads.versions(id)).hidden).toEqual(none);
});

test('HID-5 what is hidden and what stands in the way of the boards are told of one state of the draft', async () => {
  const { id } = await frozen('Somebody comes within 2 hours.', 'JCC-33');
  const newest = vi.spyOn(world.runtime.tools.drafts, 'newest');
  const { hidden, readiness } = done(await lead.reads.versions(id));
  expect(hidden).toEqual({ count: 0, found: [] });
  expect(readiness.blockers).toEqual([]);
  expect(newest).toHaveBeenCalledTimes(1);
  newest.mockRestore();
});

test('HID-6 who signs is shown what is hidden in the decision’s own words, before that of the text', async () => {
  const odd = {
    title: 'Fund\u200bit',
    wording: 'Agreed for 12 m\u043enths.',
    reasons: 'It costs\u202e less.'
  };
  const { decision } = await frozen('Somebody comes within \u202esruoh 2.', 'JCC-34', odd);
  const { db } = world.runtime.tools;
  await db.update(person).set({ name: 'Lea Le\u0430d' }).where(eq(person.id, lead.actor.personId));
  const { found, count } = done(await signer.reads.decisionToSign(decision)).hidden;
  expect(found.map(({ place }) => place)).toEqual([
    ...['in the title', 'in the wording', 'in the reasons', 'in the name of who proposed it'],
    'in clause 3.4 Response'
  ]);
  expect(count).toBe(5);
});
