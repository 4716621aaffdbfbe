import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openingHref, type Notice } from '#domain/notice';
import { notice } from '#server/db/schema/notices';
import { done } from '#tests/builders/decisions';
import { newsOf, unreadOf } from '#tests/builders/notices';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import type { TestPerson } from '#tests/builders/world';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let helen: TestPerson;
let patrick: TestPerson;
let told: Notice;

beforeAll(async () => {
  served = await serveWorld();
  helen = await served.world.person('Helen Marsh', { roles: ['lead'] });
  patrick = await served.world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => served?.close());
beforeEach(async () => {
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  const specificationId = await specificationWith(served.world, helen, text);
  await served.world.runtime.tools.db.delete(notice);
  const words = { specificationId, clause: 'clause-1', body: 'Two hours is long.' };
  const { id: commentId } = done(await patrick.commands.addComment(words));
  const said = { commentId, outcome: 'not-changed', body: 'There is nobody.' };
  done(await helen.commands.answerComment(said));
  [told] = (await newsOf(patrick, 'answered')) as [Notice];
});

const OPENED = { 'sec-fetch-dest': 'document' };
const open = async (by: TestPerson | undefined, headers: Record<string, string>, method = 'GET') => {
  const answer = await served.ask(by, { method, path: openingHref(told.id), headers });
  return {
    status: answer.status,
    to: answer.headers.get('location'),
    kept: answer.headers.get('cache-control')
  };
};

it('MSG-11 who opens it is led to the very thing and has read it; nothing keeps the way there', async () => {
  expect(await unreadOf(patrick)).toBe(1);
  expect(await open(patrick, OPENED)).toEqual({ status: 303, to: told.href, kept: 'private, no-store' });
  expect(told.href).toMatch(/^\/specifications\/[0-9a-f-]{36}#comment-[0-9a-f-]{36}$/);
  expect(await unreadOf(patrick)).toBe(0);
  const again = await open(patrick, { ...OPENED, 'sec-fetch-site': 'cross-site' });
  expect(again).toMatchObject({ status: 303, to: told.href });
});

it.each([
  ['a program that follows links', {}],
  ['what is fetched ahead', { ...OPENED, 'sec-purpose': 'prefetch' }],
  ['a page that is made ready unseen', { ...OPENED, 'sec-purpose': 'prefetch;prerender' }],
  ['an older way of fetching ahead', { ...OPENED, purpose: 'prefetch' }],
  ['a script, as when the pointer rests on a link', { 'sec-fetch-dest': 'empty' }],
  ['a picture on another site', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' }],
  ['a frame on another site', { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }]
])('MSG-11 %s is led on and marks nothing', async (_what, headers) => {
  const before = await served.fingerprint();
  expect(await open(patrick, headers)).toMatchObject({ status: 303, to: told.href });
  expect(await served.fingerprint()).toBe(before);
  expect(await unreadOf(patrick)).toBe(1);
});

it('MSG-11 nobody else marks it: they are led to their own inbox, which says that it is not there', async () => {
  const before = await served.fingerprint();
  expect(await open(helen, OPENED)).toMatchObject({ status: 303, to: '/inbox?gone=yes' });
  expect(await served.fingerprint()).toBe(before);
  const page = await served.ask(helen, { path: '/inbox?gone=yes' });
  expect(page.text).toContain('That message is not in your inbox any more.');
  expect(page.text).toMatch(/is\s+removed after 90 days, any other after a year/);
  expect((await served.ask(helen, { path: '/inbox' })).text).not.toContain('not in your inbox any more');
});

it('MSG-11 signed out it leads to signing in and from there to the very thing', async () => {
  const before = await served.fingerprint();
  const next = `/sign-in?next=${encodeURIComponent(openingHref(told.id))}`;
  expect(await open(undefined, OPENED)).toMatchObject({ status: 303, to: next });
  expect(await served.fingerprint()).toBe(before);
  const signedIn = await served.ask(patrick, { path: next, headers: OPENED });
  expect(signedIn.headers.get('location')).toBe(openingHref(told.id));
});

it('MSG-11 MSG-12 the link of an old e-mail leads to the inbox once the notice is deleted', async () => {
  const { db } = served.world.runtime.tools;
  await db.delete(notice).where(eq(notice.id, told.id));
  expect(await open(patrick, OPENED)).toMatchObject({ status: 303, to: '/inbox?gone=yes' });
});
