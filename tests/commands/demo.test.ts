import { afterAll, beforeAll, expect, it } from 'vitest';
import { budgetTotal } from '#domain/clause-facts';
import { isRefusal } from '#domain/refusal';
import { dataKind } from '#server/cli/data-kind';
import { DEMO_PASSWORD, seedDemo } from '#server/cli/seed-demo';
import { signIn } from '#server/auth/sign-in';
import { invitation } from '#server/db/schema/invitations';
import { person } from '#server/db/schema/people';
import { specification } from '#server/db/schema/specifications';
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
  expect(new Set(home.tasks.map(({ kind }) => kind))).toEqual(new Set(['vote', 'sign', 'answer', 'settle']));
  expect(home.openBallots).toMatchObject([{ voters: 25, voted: 7 }]);
  expect(home.decisions).toMatchObject([{ reference: 'JCC-2027-004', outcome: null }]);
});

it('DEM-4 the demo’s clauses have owners, evidence, measures and a budget that adds up, with one gap and one contradiction left on purpose', async () => {
  const { tools } = runtime;
  const cookie = await signIn(
    { email: 'patrick.doyle@wenmoor.example', password: DEMO_PASSWORD },
    { address: 'y' },
    tools
  );
  if (isRefusal(cookie)) throw new Error(cookie.code);
  const actor = await tools.sessions.actorOf(cookie.value);
  const reads = readsFor({ tools, actor, present: () => new Set() });
  const list = await reads.specifications();
  if (isRefusal(list)) throw new Error(list.code);
  const { id } = list.specifications[0]!;
  const map = await reads.clauseMap(id);
  if (isRefusal(map)) throw new Error(map.code);
  const unowned = map.states.filter(({ owner }) => owner.kind !== 'one').map((state) => state.number);
  expect(unowned).toEqual(['3.2.4']);
  expect(map.gone).toEqual([]);
  expect(map.facts.measures).toHaveLength(7);
  expect(budgetTotal(map.facts.budgetLines)).toBe(390_000_000);
  // Raised in one moment, they come in either order.
  expect(map.points.map(({ kind, resolution }) => `${kind} ${resolution}`).sort()).toEqual([
    'contradiction null',
    'question null'
  ]);
  const versions = await reads.versions(id);
  if (isRefusal(versions)) throw new Error(versions.code);
  expect(versions.readiness.blockers).toEqual([]);
  expect(versions.readiness.warnings.map(({ kind }) => kind)).toEqual(['owner-open', 'contradiction']);
});

it('DEM-5 four accepted suggestions stand in the text as their authors’ words, and one waits', async () => {
  const { tools } = runtime;
  const fields = { email: 'helen.marsh@wenmoor.example', password: DEMO_PASSWORD };
  const cookie = await signIn(fields, { address: 'z' }, tools);
  if (isRefusal(cookie)) throw new Error(cookie.code);
  const actor = await tools.sessions.actorOf(cookie.value);
  const reads = readsFor({ tools, actor, present: () => new Set() });
  const list = await reads.specifications();
  if (isRefusal(list)) throw new Error(list.code);
  const { id } = list.specifications[0]!;
  const comments = await reads.comments(id);
  if (isRefusal(comments)) throw new Error(comments.code);
  const states = comments.items.flatMap(({ suggestion }) => suggestion?.state ?? []).sort();
  expect(states).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'open']);
  for (const { by, range, suggestion, answer } of comments.items) {
    if (suggestion?.state !== 'accepted' || !range) continue;
    const asked = { clause: null, from: String(range.from), to: String(range.to), quote: suggestion.after };
    const history = await reads.passageHistory(id, asked);
    if (isRefusal(history)) throw new Error(history.code);
    const theirs = history.parts.filter(({ writer }) => writer?.name === by.name);
    expect(theirs.map(({ last }) => last)).toEqual([answer!.at]);
    // A full stop goes with the words before it.
    expect(suggestion.after).toContain(theirs[0]!.text.trim().replace(/\.$/, ''));
  }
});

it('DEM-6 an invitation is open, guests came by it, and the demo stays the demo', async () => {
  const { tools } = runtime;
  expect(await tools.db.select().from(invitation)).toMatchObject([{ most: 30, used: 2, revokedAt: null }]);
  const addresses = (await tools.db.select().from(person)).map(({ email }) => email);
  expect(addresses.filter((address) => address === null)).toHaveLength(2);
  expect(await dataKind(tools.db)).toBe('demo');
});

it('DEM-7 a comment without a name waits for its answer, and nothing tells who wrote it', async () => {
  const { tools } = runtime;
  const fields = { email: 'helen.marsh@wenmoor.example', password: DEMO_PASSWORD };
  const cookie = await signIn(fields, { address: 'z' }, tools);
  if (isRefusal(cookie)) throw new Error(cookie.code);
  const actor = await tools.sessions.actorOf(cookie.value);
  const reads = readsFor({ tools, actor, present: () => new Set() });
  const list = await reads.specifications();
  if (isRefusal(list)) throw new Error(list.code);
  const comments = await reads.comments(list.specifications[0]!.id);
  if (isRefusal(comments)) throw new Error(comments.code);
  const unnamed = comments.items.filter(({ by }) => by.memberId === null);
  expect(unnamed).toMatchObject([{ by: { name: 'Anonymous', organisation: '' }, answer: null }]);
  expect(JSON.stringify(unnamed)).not.toContain('Kenneth');
});

it('DEM-8 the public page of the demo shows one comment that changed the text and one that did not', async () => {
  const { tools } = runtime;
  const [row] = await tools.db.select().from(specification);
  const reads = readsFor({ tools, actor: { kind: 'nobody' }, present: () => new Set() });
  const page = await reads.youSaid(row!.id);
  if (isRefusal(page)) throw new Error(page.code);
  expect(page.parts.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'not-changed']);
  const changed = page.parts.find(({ outcome }) => outcome === 'changed');
  expect(changed).toMatchObject({ group: 'patient-carer', said: expect.stringContaining('cold floor') });
  expect(changed?.after).toContain('keep-warm advice');
  expect(JSON.stringify(page)).not.toMatch(/Maureen|Priya|Roy|Grace/);
});
