import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPerson } from '#tests/builders/world';
import { lineElsewhere } from './budget-line-elsewhere';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;
beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const MEASURE = {
  name: 'Fewer long waits',
  measure: 'Response within 2 hours',
  baseline: '46%',
  target: '70%',
  byWhen: 'Year 2'
};

async function asked(by: TestPerson, path: string, sending: { method?: string; json?: unknown } = {}) {
  const answer = await served.ask(by, { path, ...sending });
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

it('CLA-64 the JSON interface takes a fact, shows it to members, changes it and takes it away', async () => {
  const { people, own } = cast;
  const at = `/api/v1/specifications/${own.specification}/clauses/${own.clause}`;
  const made = await asked(people.editor, `${at}/measures`, { method: 'POST', json: MEASURE });
  expect(made.status).toBe(201);
  const id = String(made.body.id);
  const shown = async () => JSON.stringify((await asked(people.observer, at)).body);
  expect(await shown()).toContain('Response within 2 hours');
  const changed = { ...MEASURE, measure: 'Response within 90 minutes' };
  expect((await asked(people.editor, `${at}/measures/${id}`, { method: 'PUT', json: changed })).status).toBe(
    200
  );
  expect(await shown()).toContain('Response within 90 minutes');
  expect((await asked(people.editor, `${at}/measures/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect(await shown()).not.toContain('Response within 90 minutes');
  const { status, body } = await asked(
    people.observer,
    `/api/v1/specifications/${own.specification}/clauses`
  );
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain(`"${own.clause}"`);
});

it('CLA-36 CLA-64 the JSON interface has a line that is there already pay for a clause too', async () => {
  const { people, own } = cast;
  const at = `/api/v1/specifications/${own.specification}/clauses/${own.clause}`;
  const lineId = await lineElsewhere(served.world, people.lead, own);
  const sent = { method: 'POST', json: { lineId } };
  expect((await asked(people.observer, `${at}/budget-lines`, sent)).status).toBe(403);
  const linked = await asked(people.editor, `${at}/budget-lines`, sent);
  expect(linked).toEqual({ status: 200, body: { id: lineId, clause: own.clause } });
  const { facts } = (await asked(people.observer, at)).body as { facts: { budgetLines: unknown[] } };
  const line = facts.budgetLines.find((each) => (each as { id: string }).id === lineId);
  expect((line as { clauses: string[] }).clauses.toSorted()).toEqual(['elsewhere', own.clause].toSorted());
});

it('CLA-64 the same refusals: no such clause, no right, another partnership; nothing is stored', async () => {
  const { people, own } = cast;
  const before = await served.fingerprint();
  const clauses = `/api/v1/specifications/${own.specification}/clauses`;
  const post = { method: 'POST', json: MEASURE };
  const refused = async (by: TestPerson, path: string, more = post) => {
    const { status, body } = await asked(by, path, more);
    return [status, (body.error as { code?: string }).code];
  };
  expect(await refused(people.editor, `${clauses}/nowhere/measures`)).toEqual([404, 'not-found']);
  expect(await refused(people.observer, `${clauses}/${own.clause}/measures`)).toEqual([403, 'not-allowed']);
  expect(await refused(people.outsider, `${clauses}/${own.clause}/measures`)).toEqual([404, 'not-found']);
  const empty = { method: 'POST', json: { ...MEASURE, name: '' } };
  expect(await refused(people.editor, `${clauses}/${own.clause}/measures`, empty)).toEqual([
    400,
    'missing-field'
  ]);
  expect(await served.fingerprint()).toBe(before);
});
