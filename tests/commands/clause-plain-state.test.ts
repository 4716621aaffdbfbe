import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { done } from '#tests/builders/decisions';
import {
  clauseHeading,
  documentOf,
  edit,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { clause, confirmSummary, writeSummary } from '#tests/builders/summaries';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let patrick: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const text = documentOf(
    clauseHeading('scope', 'Scope', '3'),
    clause('aims', 'Aims', '3.1'),
    paragraph('One service that responds and finds the cause.'),
    clause('criteria', 'Acceptance criteria', '3.4'),
    paragraph('Accept: people aged 65 or over.')
  );
  specificationId = await specificationWith(world, helen, text);
});
afterAll(() => world.close());

/** As the map, the JSON interface and the page beside the editor say it, which must be the same. */
async function plainNow() {
  const { states } = done(await patrick.reads.clauseMap(specificationId));
  const said = states.map(({ id, plain }) => `${id}: ${plain}`);
  const { items } = done(await patrick.reads.clauses(specificationId));
  expect(items.map(({ id, plain }) => `${id}: ${plain}`)).toEqual(said);
  const { clauses } = done(await helen.reads.specificationEdit(specificationId, { withText: false }));
  expect(clauses.map(({ id, plain }) => `${id}: ${plain}`)).toEqual(said);
  const { state } = done(await patrick.reads.clause(specificationId, 'criteria'));
  expect(said).toContain(`criteria: ${state?.plain}`);
  return said;
}

const write = (text: string) => writeSummary(helen, { specificationId, clause: 'criteria', text });

it('CLA-35 CLA-64 the map says how each clause’s own summary stands, as it is written, confirmed and overtaken', async () => {
  expect(await plainNow()).toEqual(['scope: nothing', 'aims: none', 'criteria: none']);
  done(await helen.commands.startPlainSummary({ specificationId, clause: 'aims' }));
  await write('You can use this at 65 or over.');
  expect(await plainNow()).toEqual(['scope: nothing', 'aims: none', 'criteria: draft']);
  await confirmSummary(helen, specificationId, 'criteria');
  expect(await plainNow()).toEqual(['scope: nothing', 'aims: none', 'criteria: confirmed']);
  await edit(world, specificationId, helen, replacing('65 or over', '50 or over'));
  expect(await plainNow()).toEqual(['scope: nothing', 'aims: none', 'criteria: stale']);
  const { items } = done(await patrick.reads.clauses(specificationId));
  expect(items.at(-1)!.sentence).toContain('Its plain summary may be out of date.');
  await edit(world, specificationId, helen, replacing('50 or over', '65 or over'));
  expect(await plainNow()).toContain('criteria: confirmed');
  await write('');
  expect(await plainNow()).toContain('criteria: none');
});
