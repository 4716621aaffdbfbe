import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { dataKind } from '#server/cli/data-kind';
import { DEMO_PASSWORD, seedDemo } from '#server/cli/seed-demo';
import { signIn } from '#server/auth/sign-in';
import { person } from '#server/db/schema/people';
import { readsFor } from '#server/reads/all-reads';
import { composeRuntime, type Runtime } from '#server/runtime';
import { openTestDatabase } from '#tests/builders/test-database';
import { TEST_CONFIG } from '#tests/builders/world';

let runtime: Runtime;
beforeAll(async () => {
  runtime = composeRuntime({ config: { ...TEST_CONFIG, demo: true }, database: await openTestDatabase() });
  await seedDemo(runtime.tools);
});
afterAll(() => runtime.close());

it('DEM-1 every demo person can sign in with the demo password', async () => {
  const { tools } = runtime;
  for (const name of [
    'helen.marsh',
    'tom.adeyemi',
    'owen.pryce',
    'leila.farrukh',
    'priya.nair',
    'patrick.doyle',
    'ngozi.oyelaran'
  ]) {
    const fields = { email: `${name}@wenmoor.example`, password: DEMO_PASSWORD };
    expect(isRefusal(await signIn(fields, { address: name }, tools)), name).toBe(false);
  }
  expect(await dataKind(tools.db)).toBe('demo');
});

it('DEM-2 planting again changes nothing', async () => {
  const before = await runtime.tools.db.$count(person);
  await seedDemo(runtime.tools);
  expect(await runtime.tools.db.$count(person)).toBe(before);
});

it('DEM-3 the demo gives a vote, an answer and a signature to do, and a result to look at', async () => {
  const { tools } = runtime;
  const cookie = await signIn(
    { email: 'helen.marsh@wenmoor.example', password: DEMO_PASSWORD },
    { address: 'x' },
    tools
  );
  if (isRefusal(cookie)) throw new Error(cookie.code);
  const reads = readsFor({
    tools,
    actor: await tools.sessions.actorOf(cookie.value),
    present: () => new Set()
  });
  const home = await reads.home();
  if (isRefusal(home)) throw new Error(home.code);
  expect(new Set(home.tasks.map(({ kind }) => kind))).toEqual(new Set(['vote', 'sign', 'answer']));
  expect(home.openBallots).toMatchObject([{ voters: 25, voted: 7 }]);
  expect(home.decisions).toMatchObject([{ reference: 'JCC-2027-004', outcome: null }]);
});
