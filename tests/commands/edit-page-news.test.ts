import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { done } from '#tests/builders/decisions';
import {
  clauseHeading,
  documentOf,
  edit,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  const text = documentOf(
    clauseHeading('aims', 'Aims', '3.1'),
    paragraph('One service that responds.'),
    clauseHeading('times', 'Response times', '3.2'),
    paragraph('Within 2 hours, and within 2 days where nobody is injured.')
  );
  specificationId = await specificationWith(world, helen, text);
  for (const words of ['Within 2 hours', '2 days']) {
    const at = await passage(world, specificationId, words);
    done(await helen.commands.addComment({ specificationId, ...at, body: `Why ${words}?` }));
  }
});
afterAll(() => world.close());

const asked = async () => done(await helen.reads.specificationEdit(specificationId, { withText: false }));

it('UI-27 words typed before passages leave everything as it was that the editing page is told', async () => {
  const before = await asked();
  expect(before.threads.map(({ range }) => range !== null)).toEqual([true, true]);
  await edit(world, specificationId, helen, replacing('One service', 'One single service'));
  expect(await asked()).toEqual(before);
});

it('UI-27 and it is told when a passage reads differently or has gone', async () => {
  await edit(world, specificationId, helen, replacing('2 hours', '90 minutes'));
  const [changed] = (await asked()).threads;
  expect(changed?.wordsNow).toContain('90 minutes');
  await edit(world, specificationId, helen, replacing(', and within 2 days where nobody is injured', ''));
  expect((await asked()).threads.map(({ range }) => range !== null)).toEqual([true, false]);
});
