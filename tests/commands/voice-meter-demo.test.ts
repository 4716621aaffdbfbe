import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import type { VoiceMeter } from '#domain/voice-meter/meter';
import { seedDemo } from '#server/cli/seed-demo';
import { decision } from '#server/db/schema/decisions';
import { specification } from '#server/db/schema/specifications';
import { readsFor, type Reads } from '#server/reads/all-reads';
import { composeRuntime, type Runtime } from '#server/runtime';
import { membershipsOf } from '#server/db/members';
import { person } from '#server/db/schema/people';
import { done } from '#tests/builders/decisions';
import { linesIn } from '#tests/builders/html-lines';
import { openTestDatabase } from '#tests/builders/test-database';
import { TEST_CONFIG } from '#tests/builders/world';

let runtime: Runtime;
let reads: Reads;
let specificationId: SpecificationId;
let meter: VoiceMeter;

beforeAll(async () => {
  runtime = composeRuntime({ config: { ...TEST_CONFIG, demo: true }, database: await openTestDatabase() });
  await seedDemo(runtime.tools);
  const { db } = runtime.tools;
  const people = await db.select().from(person);
  const { id: personId, name } = people.find((each) => each.name === 'Patrick Doyle')!;
  const memberships = await membershipsOf(db, personId);
  const actor: Actor = { kind: 'person', personId, name, sessionHash: 'test', memberships };
  reads = readsFor({ tools: runtime.tools, actor, present: () => new Set() });
  const [row] = await db.select().from(specification);
  specificationId = row!.id;
  meter = done(await reads.voice(specificationId, null)).meter;
});
afterAll(() => runtime.close());

const sentence = (number: number) => meter.measures[number - 1]!.sentence;
const row = (number: number, name: string) =>
  meter.measures[number - 1]!.tables[0]!.rows.find((each) => each.name === name)?.cells;
const PATIENTS = 'Patients and carers';
const TOGETHER = 'Social care, providers and voluntary sector together';

it('MET-2 MET-3 the eight comments of the demo: five answered, four changed the text, one did not', () => {
  expect(sentence(1)).toBe('5 of 8 comments by patients and carers have an answer so far: 63%.');
  expect(row(1, PATIENTS)).toEqual([8, 5, 63]);
  expect(sentence(2)).toBe(
    '4 of 8 comments by patients and carers changed the text, in whole or in part: 50%. 4 of these answers point to the place of the change.'
  );
  expect(row(2, TOGETHER)![0]).toBe(0);
});

it('MET-4 MET-8 all of them came before the ballot opened, and were answered in four days', () => {
  expect(row(3, PATIENTS)).toEqual([8, 8, 100]);
  expect(sentence(3)).toContain('when the ballot “Six falls priorities, first ranking” opened.');
  expect(sentence(7)).toBe(
    'Half of the answers to patients and carers came within 4 days (5 answers). No decision is settled yet, so nothing can be said of the time from it to telling people.'
  );
});

it('MET-5 MET-13 eleven of thirty people made all comments and wrote a few words of the text', () => {
  expect(meter.sets.map(({ people }) => people)).toEqual([5, 7, 7, 11]);
  const [people, share, comments, ofComments, words, ofWords] = row(4, PATIENTS)!;
  expect([people, share, comments, ofComments]).toEqual([11, 37, 8, 100]);
  expect(words).toBeGreaterThan(20);
  expect(ofWords).toBeLessThan(15);
});

it('MET-6 two clauses were in plain words when the text was put to the boards: the third had changed since', () => {
  expect(sentence(5)).toMatch(
    /^No\. When the text for decision JCC-2027-004 was published, on .* 2 of 16 clauses were there in plain words\.$/
  );
});

it('MET-7 patients rank P6 second, everybody together fourth; the reasons name it', () => {
  expect(sentence(6)).toBe(
    'Yes. Patients and carers placed P2, P3 and P6 differently. The reasons of decision JCC-2027-004 name each of them.'
  );
  expect(row(6, 'P6. Recovery at home and support for carers after a fall')).toEqual([2, 4, 'Yes']);
});

it('MET-9 MET-10 something has come from every group, and nobody was lost of the nine who were there at first', () => {
  expect(sentence(8)).toBe(
    'Something has come from each group that takes part. 0 of 8 comments by patients and carers came from people without an account.'
  );
  expect(sentence(10)).toMatch(/^Nobody has been lost of 9 members \(patients and carers\)\./);
  const votes = meter.measures[9]!.tables[1]!;
  expect(votes.rows.map(({ cells }) => cells)).toEqual([[9, 9]]);
});

it('MET-22 both papers give the same sentences and figures as the page', async () => {
  const [made] = await runtime.tools.db.select().from(decision);
  expect(done(await reads.voice(specificationId, made!.id)).meter).toEqual(meter);
  for (const kind of ['board', 'council']) {
    const lines = linesIn(done(await reads.decisionPaper(made!.id, kind)).html);
    for (const { sentence: said, tables, missing } of meter.measures) {
      expect(lines).toContain(said);
      for (const what of missing) expect(lines.some((line) => line.includes(what))).toBe(true);
      for (const { rows } of tables)
        for (const { name } of rows)
          expect(
            lines.some((line) => line.startsWith(`${name} | `)),
            name
          ).toBe(true);
    }
    expect(lines).toContain(`${PATIENTS} | 8 | 5 | 63% |`);
    expect(lines).toContain(`${TOGETHER} | 7 | 23% | 0 | 0% | 110 | 25% |`);
  }
});
