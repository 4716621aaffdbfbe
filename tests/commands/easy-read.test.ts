import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import { easyReadReview } from '#server/db/schema/plain-summaries';
import { done } from '#tests/builders/decisions';
import { summaryFor, withClauses, writeSummary } from '#tests/builders/summaries';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Facilitator', { roles: ['facilitator'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  specificationId = await withClauses(world, helen);
  await writeSummary(helen, { specificationId, clause: 'aims', text: 'We come. We help.' });
});

const shown = () => summaryFor(patrick, specificationId, 'aims');
const fields = async (more: Record<string, unknown> = {}) => {
  const { summaryHash } = await shown();
  return { specificationId, clause: 'aims', summaryHash, reviewer: 'Sheila Brand', ...more };
};

async function refused(by: TestPerson, input: Record<string, unknown>): Promise<string> {
  const rows = () => world.runtime.tools.db.select().from(easyReadReview);
  const before = await rows();
  const answer = (await by.commands.reviewEasyRead(input)) as Refusal;
  expect(await rows()).toEqual(before);
  return answer.code;
}

it('PLN-50 a facilitator records who checked it, with the day; it stands in the register', async () => {
  expect((await shown()).easyRead).toBeNull();
  done(await fay.commands.reviewEasyRead(await fields()));
  expect((await shown()).easyRead).toEqual({ by: 'Sheila Brand', at: world.clock.now, current: true });
  const [entry] = done(await patrick.reads.register({ kind: 'easy-read-reviewed' })).items;
  expect(entry!.sentence).toBe(
    'Sheila Brand checked the plain summary of “3.1 Aims” in “Integrated falls and frailty service” as easy read; recorded by Fay Facilitator (ICB).'
  );
});

it('PLN-51 when the summary changes it counts as not checked; checked again, the newest check stands', async () => {
  done(await fay.commands.reviewEasyRead(await fields()));
  await writeSummary(helen, { specificationId, clause: 'aims', text: 'We come at night.' });
  expect((await shown()).easyRead).toMatchObject({ by: 'Sheila Brand', current: false });
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  done(await helen.commands.reviewEasyRead(await fields({ reviewer: 'Kenneth Wroe' })));
  expect((await shown()).easyRead).toEqual({ by: 'Kenneth Wroe', at: world.clock.now, current: true });
});

it('PLN-50 PLN-51 without the right, the words that were shown, or a name, nothing is recorded', async () => {
  const right = await fields();
  expect(await refused(patrick, right)).toBe('not-allowed');
  expect(await refused(stranger, right)).toBe('not-found');
  expect(await refused(fay, { ...right, reviewer: ' ' })).toBe('missing-field');
  expect(await refused(fay, { ...right, reviewer: 'Ring 020 7946 0018' })).toBe('personal-data');
  expect(await refused(fay, { ...right, summaryHash: 'none' })).toBe('invalid-input');
  expect(await refused(fay, { ...right, clause: 'criteria' })).toBe('not-found');
  await writeSummary(helen, { specificationId, clause: 'aims', text: 'Other words.' });
  expect(await refused(fay, right)).toBe('summary-changed');
  await writeSummary(helen, { specificationId, clause: 'aims', text: '' });
  expect(await refused(fay, await fields())).toBe('nothing-to-confirm');
});
