import { afterAll, beforeAll, expect, it } from 'vitest';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;
beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('AUT-15 AUT-9 the JSON interface tells of words, of the text and of a version what the pages tell', async () => {
  const { people, own } = cast;
  const at = `/api/v1/specifications/${own.specification}`;
  const answered = async (path: string): Promise<unknown> => {
    const { status, text } = await served.ask(people.observer, { path: at + path });
    expect(status).toBe(200);
    return JSON.parse(text);
  };
  const { reads } = people.observer;
  const nothing = { from: null, to: null, quote: null };
  const clause = asJson(await reads.passageHistory(own.specification, { ...nothing, clause: 'clause-1' }));
  const { sentences } = clause as { sentences: { from: number; to: number; quote: string }[] };
  expect(sentences.length).toBeGreaterThan(0);
  expect(await answered('/history?clause=clause-1')).toEqual(clause);
  const { from, to, quote } = sentences[0]!;
  const asked = { clause: null, from: String(from), to: String(to), quote };
  const words = asJson(await reads.passageHistory(own.specification, asked));
  expect((words as { parts: unknown[] }).parts.length).toBeGreaterThan(0);
  const query = new URLSearchParams({ from: asked.from, to: asked.to, quote });
  expect(await answered(`/history?${query.toString()}`)).toEqual(words);
  expect(await answered('/authors')).toEqual(asJson(await reads.authors(own.specification)));
  const frozen = asJson(await reads.authors(own.specification, '1'));
  expect(frozen).toMatchObject({ version: { number: 1 } });
  expect(await answered('/authors?version=1')).toEqual(frozen);
});
