import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '#tests/builders/world';
import { allRoutes } from './all-routes';
import { requestFor } from './matrix-requests';
import { castOf, type Cast, type Objects } from './people-and-objects';
import { serveWorld, type Answer, type Sending, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const API_CHANGES = allRoutes().filter((route) => /^POST \/api\//.test(route));
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const WRONG_VALUES = [
  DEEP,
  '{"toString":null}',
  '{"length":1e9}',
  '[null]',
  '[[]]',
  '-0',
  '1e309',
  'false',
  String.raw`"\ud800"`
];
const json = { accept: 'application/json', 'content-type': 'application/json' };

function errorOf(answer: Answer): { code: string; message: string; field?: string } {
  return (JSON.parse(answer.text) as { error: { code: string; message: string } }).error;
}

/** Sent by the lead; whatever the answer, not a row may have changed. */
async function unchangedBy(sending: Sending, by: TestPerson | null = cast.people.lead): Promise<Answer> {
  const before = await served.fingerprint();
  const answer = await served.ask(by ?? undefined, sending);
  expect(await served.fingerprint(), `${sending.path} ${answer.status}`).toBe(before);
  return answer;
}

describe('addresses', () => {
  const malformed = [
    '1',
    'null',
    `${UNKNOWN} `,
    UNKNOWN.toUpperCase().replace('4', 'A'),
    `{${UNKNOWN}}`,
    '%00',
    '..%2f..',
    "'%20or%201=1--",
    'é',
    'x'.repeat(3000)
  ];
  const idRoutes = allRoutes().filter((route) => /^(GET|POST) .*\[id\]/.test(route));

  it.each(idRoutes)('BAD-1 %s answers malformed ids like an unknown one', async (route) => {
    const like = (id: string): Objects => ({
      ...cast.own,
      specification: id,
      ballot: id,
      decision: id,
      comment: id,
      suggestion: id,
      point: id,
      concern: id
    });
    const unknown = await served.ask(cast.people.lead, requestFor(route, like(UNKNOWN)));
    for (const id of malformed) {
      const answer = await unchangedBy(requestFor(route, like(id)));
      expect(answer.status, `${route} ${id.slice(0, 40)}`).toBe(404);
      if (route.includes('/api/')) expect(answer.text).toBe(unknown.text);
    }
  });

  it.each([
    '/register?kind=%00',
    '/register?before=999999999999999',
    '/register?before=-1',
    '/register?verify&size=1&head=%00',
    '/register?verify&size=99999999999999999999&head=x',
    '/api/v1/register?kind=%00%ff',
    '/api/v1/register?before=1e309',
    '/api/v1/register/999999999999999',
    '/api/v1/register/-1',
    '/api/v1/register/%00',
    '/api/v1/comments?specification=%00',
    '/api/v1/comments',
    '/sign-in?next=%00',
    '/sign-in?next=/%00',
    '/set-up?token=%00',
    '/%00',
    '/%E0%A4%A',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/_app/%2e%2e/%2e%2e/handler.js',
    '/specifications/%2e%2e%2f%2e%2e',
    `/${'x'.repeat(7000)}`,
    '/api/v1/nothing-here',
    '//evil.example/',
    '/priorities/__data.json',
    '/specifications/new?/nothing'
  ])('BAD-4 BAD-10 GET %s is no fault and says nothing of our insides', async (path) => {
    const answer = await unchangedBy({ path });
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    expectNoInsides(answer);
  });

  it('BAD-4 versions, formats and numbers that do not exist are refused with a code', async () => {
    const at = `/api/v1/specifications/${cast.own.specification}`;
    for (const number of ['0', '01', '1.0', '99', '999999999', '9999999999', 'x']) {
      const answer = await unchangedBy({ path: `${at}/versions/${number}` });
      expect([answer.status, errorOf(answer).code], number).toEqual([404, 'not-found']);
    }
    for (const query of ['', '?format=exe', '?format=html&version=%00', '?format=__proto__']) {
      const answer = await unchangedBy({ path: `${at}/export${query}` });
      expect([400, 404], query).toContain(answer.status);
    }
  });
});

describe('bodies', () => {
  const notObjects = [
    '',
    '{',
    '[]',
    '"text"',
    '1',
    'null',
    '{"a":}',
    '\ufeff{',
    '{"__proto__":{"refused":true}}',
    '{"refused":true,"code":"x"}'
  ];
  const needsNothing = new Set([
    'POST /api/v1/ballots/[id]/close',
    // Wording is taken over as it was suggested when nothing else is said.
    'POST /api/v1/comments/[id]/acceptance',
    'POST /api/v1/comments/[id]/concern',
    'POST /api/v1/comments/[id]/second-look',
    'POST /api/v1/specifications/[id]/versions'
  ]);
  const parsed = API_CHANGES.filter((route) => !needsNothing.has(route));

  it.each(parsed)('BAD-2 %s refuses what is no JSON object', async (route) => {
    const { path } = requestFor(route, cast.own);
    for (const raw of [...notObjects, DEEP, `{"a":${DEEP}}`]) {
      const answer = await unchangedBy({ path, method: 'POST', raw, headers: json });
      expect([400, 409], `${raw.slice(0, 30)}: ${answer.text.slice(0, 200)}`).toContain(answer.status);
      expect(errorOf(answer).code).toMatch(/^[a-z-]+$/);
      expectNoInsides(answer);
    }
  });

  it.each(parsed)('BAD-2 BAD-4 %s refuses fields of every wrong kind', async (route) => {
    const { path, json: right } = requestFor(route, cast.own);
    for (const value of WRONG_VALUES) {
      // The deep value in the first field only: a dozen of them would be refused for their size.
      const [first, ...others] = Object.keys(right as object);
      const rest = value === DEEP ? [] : others;
      const raw = `{${[first, ...rest].map((name) => `"${name}":${value}`).join()}}`;
      expectRefused(await unchangedBy({ path, method: 'POST', raw, headers: json }), value);
    }
  });

  it('BAD-2 each single field of a wrong kind is refused', async () => {
    for (const route of ['POST /api/v1/decisions', 'POST /api/v1/ballots']) {
      const { path, json: right } = requestFor(route, cast.own);
      for (const name of Object.keys(right as object)) {
        for (const value of [DEEP, '{"toString":null}', '[{"toString":null}]', String.raw`"\ud800"`]) {
          const raw = `${JSON.stringify(right).slice(0, -1)},"${name}":${value}}`;
          expectRefused(await unchangedBy({ path, method: 'POST', raw, headers: json }), `${name} ${value}`);
        }
      }
    }
  });

  it('BAD-2 a wrong content type is refused, by the API and by forms', async () => {
    const { path, json: right } = requestFor('POST /api/v1/decisions', cast.own);
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'x'
    ]) {
      const raw = JSON.stringify(right);
      const api = await unchangedBy({ path, method: 'POST', raw, headers: { 'content-type': type } });
      expect(api.status, type).toBe(400);
      const form = await unchangedBy({
        path: '/decisions/new',
        method: 'POST',
        raw,
        headers: { 'content-type': type }
      });
      expect([400, 415], type).toContain(form.status);
      expectNoInsides(form);
    }
  });

  it('BAD-3 more than 1 MiB is refused before it is read, by everyone’s every door', async () => {
    const large = 'x'.repeat(10 * 1024 * 1024);
    for (const route of API_CHANGES) {
      const { path } = requestFor(route, cast.own);
      const answer = await unchangedBy({ path, json: { body: large, title: large } });
      expect([answer.status, errorOf(answer).code], route).toEqual([413, 'message-too-large']);
    }
    const form = await unchangedBy({ path: '/decisions/new', form: { title: large } });
    expect(form.status).toBe(413);
    const signedOut = await served.ask(undefined, { path: '/sign-in', form: { email: large } });
    expect(signedOut.status).toBe(413);
  });

  it('BAD-3 a body that does not say how large it is, is refused unread', async () => {
    for (const path of ['/sign-in', '/specifications/new?/word', '/api/v1/decisions']) {
      const before = await served.fingerprint();
      const answer = await chunked(path, cast.people.lead.cookie);
      expect([answer.status, errorOf(answer).code], path).toEqual([413, 'message-too-large']);
      expect(await served.fingerprint()).toBe(before);
    }
  });

  it('BAD-4 thousands of places on one ballot paper are refused at once', async () => {
    const places = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`rank-${index}`, '1']));
    const answer = await unchangedBy({ path: `/api/v1/ballots/${cast.own.ballot}/votes`, json: places });
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'incomplete-ranking']);
  });

  it('BAD-4 odd characters at the doors are refused as any wrong word is', async () => {
    for (const email of ['\0', 'a\0@test.example', '\ud800', '%00', "' or 1=1 --", 'x'.repeat(5000)]) {
      const answer = await unchangedBy({ path: '/sign-in', form: { email, password: 'wrong\0' } }, null);
      expect([400, 429], email.slice(0, 20)).toContain(answer.status);
    }
  });

  it('BAD-15 methods that an address does not have are refused', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      for (const route of API_CHANGES) {
        if (allRoutes().includes(route.replace('POST', method))) continue;
        const { path } = requestFor(route, cast.own);
        expect(
          (await unchangedBy({ path, method, raw: '{}', headers: json })).status,
          `${method} ${path}`
        ).toBe(405);
      }
      expect((await unchangedBy({ path: '/people', method, raw: '{}', headers: json })).status).toBe(405);
    }
    const overridden = { 'x-http-method-override': 'POST', 'x-forwarded-host': 'evil.example' };
    expect((await unchangedBy({ path: '/sign-out', headers: overridden })).status).toBe(405);
  });
});

/** Sent in pieces, without a Content-Length. */
async function chunked(path: string, cookie: string): Promise<Answer> {
  const pieces = new Blob(['a=1&', 'b=2']).stream();
  const headers = { cookie, origin: served.url, 'content-type': 'application/x-www-form-urlencoded' };
  const init = { method: 'POST', headers, body: pieces, duplex: 'half' };
  const response = await fetch(served.url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function expectRefused({ status, text }: Answer, sent: string): void {
  expect([400, 404, 409, 422], `${sent.slice(0, 60)}: ${text.slice(0, 200)}`).toContain(status);
}

/** Paths, stack frames and queries are ours. */
function expectNoInsides({ text }: Answer): void {
  expect(text).not.toMatch(/\bat (?:async )?\S+ \(|node_modules|server-chunks|\.[jt]s:\d+|Failed query/i);
}
