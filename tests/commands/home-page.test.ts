import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal, type Refusal } from '#domain/refusal';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let patient: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lead', { roles: ['lead'] });
  patient = await world.person('Patient', { group: 'patient-carer' });
});
afterAll(() => world.close());

function made<Answer>(answer: Answer | Refusal): Exclude<Answer, Refusal> {
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer as Exclude<Answer, Refusal>;
}

const homeOf = async (person: TestPerson) => made(await person.reads.home());

it('HOM-1 HOM-2 HOM-3 home says what waits for whom, and what is open', async () => {
  expect(await homeOf(lead)).toMatchObject({ tasks: [], openDrafts: [], openBallots: [], decisions: [] });
  const { id } = made(await lead.commands.createSpecification({ title: 'Falls', serviceNumber: '' }));
  made(
    await lead.commands.addComment({ specificationId: id, clause: 'clause-1', body: 'A note to ourselves.' })
  );
  expect((await homeOf(lead)).tasks).toEqual([]);
  made(
    await patient.commands.addComment({
      specificationId: id,
      clause: 'clause-1',
      body: 'Who comes at night?'
    })
  );
  const asked = await homeOf(lead);
  expect(asked.tasks).toMatchObject([
    { kind: 'answer', title: '1 comment on Falls', due: '2026-12-08', age: '14 days left' }
  ]);
  expect(asked.openDrafts).toMatchObject([{ id, comments: 2, waiting: 1 }]);
  expect((await homeOf(patient)).tasks).toEqual([]);

  made(
    await lead.commands.openBallot({
      title: 'Order',
      question: 'Which first?',
      purpose: 'Feeds the decision.',
      options: [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }],
      groups: ['patient-carer'],
      closesAt: new Date(world.clock.now.getTime() + 3_600_000).toISOString()
    })
  );
  const { tasks, openBallots } = await homeOf(patient);
  expect(tasks).toMatchObject([{ kind: 'vote', title: 'Order' }]);
  expect(openBallots).toMatchObject([{ voters: 1, voted: 0 }]);
  made(await patient.commands.castVote({ ballotId: openBallots[0]!.id, ranking: ['P2', 'P1', 'P3'] }));
  expect((await homeOf(patient)).tasks).toEqual([]);
  expect((await homeOf(lead)).tasks.map(({ kind }) => kind)).toEqual(['answer']);
});

it('HOM-1 somebody who is not signed in is told so', async () => {
  expect(await nobody(world).reads.home()).toMatchObject({ refused: true, code: 'signed-out' });
});
