import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANSWERS } from '#tests/builders/consultations';
import type { TestPerson } from '#tests/builders/world';
import { allRoutes } from './all-routes';
import { requestFor } from './matrix-requests';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const READING = allRoutes().filter((route) => route.startsWith('GET '));
/** Addresses at which an answer would show first, if anywhere. */
const NEAREST = [
  'GET /',
  'GET /register',
  'GET /specifications/[id]',
  'GET /specifications/[id]/consultation',
  'GET /specifications/[id]/consultation/experience',
  'GET /specifications/[id]/voice',
  'GET /specifications/[id]/voice/export',
  'GET /decisions/[id]',
  'GET /api/v1/register',
  'GET /api/v1/specifications',
  'GET /api/v1/specifications/[id]'
];

/** "just now" becomes "1 minute ago" while a slow machine asks for all of them. */
const HOW_LONG_AGO = /\b(just now|\d+ minutes? ago)\b/g;

/** Every address as this person gets it: status and text, without the page's nonce and how long ago something was. */
async function everyAnswer(by: TestPerson): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const route of READING) {
    const { status, text } = await served.ask(by, requestFor(route, cast.own));
    const steady = text.replaceAll(/nonce(-|=\\?")[A-Za-z0-9+/=]+/g, 'nonce').replaceAll(HOW_LONG_AGO, 'ago');
    answers.set(route, `${status} ${steady}`);
  }
  return answers;
}

it('EXQ-7 every address answers byte for byte the same before and after somebody else has answered', async () => {
  const { facilitator, lead, observer, contributor } = cast.people;
  const readers = [facilitator, lead, observer];
  const before = await Promise.all(readers.map(everyAnswer));
  const again = await Promise.all(readers.map(everyAnswer));
  for (const [part, difference] of [
    ['yes', 'not-said'],
    ['no', 'no']
  ] as const) {
    const form = { consultationId: cast.own.consultation, ...ANSWERS, part, difference };
    const path = `/specifications/${cast.own.specification}/consultation/experience`;
    expect((await served.ask(contributor, { path, form })).status).toBe(303);
    for (const [index, reader] of readers.entries()) {
      const after = await everyAnswer(reader);
      // A file can name the second in which it was made: what differs anyhow says nothing.
      const steady = READING.filter((route) => before[index]!.get(route) === again[index]!.get(route));
      expect(steady).toEqual(expect.arrayContaining(NEAREST));
      for (const route of steady) expect(after.get(route), route).toBe(before[index]!.get(route));
    }
  }
});
