import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '#tests/builders/world';
import { allRoutes } from './all-routes';
import { requestFor } from './matrix-requests';
import { upload } from './uploads';
import { castOf, unknownObjects, type Cast } from './people-and-objects';
import { serveWorld, type Answer, type Sending, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

function expectSafe({ headers }: Answer, what: string): void {
  expect(headers.get('x-content-type-options'), what).toBe('nosniff');
  expect(headers.get('x-frame-options'), what).toBe('DENY');
  expect(headers.get('referrer-policy'), what).toMatch(/^(same-origin|no-referrer)$/);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy, what).toMatch(/default-src '(none|self)'/);
  if (policy.includes('script-src')) expect(policy, what).not.toMatch(/script-src[^;]*'unsafe-/);
  if (headers.get('content-type')?.includes('text/html') && !policy.includes('sandbox')) {
    expect(policy, what).toMatch(/frame-ancestors 'none'|default-src 'none'/);
  }
  expect(headers.get('x-powered-by'), what).toBeNull();
}

describe('headers', () => {
  const readable = allRoutes().filter((route) => route.startsWith('GET '));

  it.each(readable)('BAD-11 %s carries the safety headers, allowed or refused', async (route) => {
    for (const person of [undefined, cast.people.observer, cast.people.lead]) {
      expectSafe(await served.ask(person, requestFor(route, cast.own)), route);
      expectSafe(await served.ask(person, requestFor(route, unknownObjects(cast.own))), `${route}, unknown`);
    }
  });

  it('BAD-11 BAD-10 refusals of every kind, errors, redirects and files carry them too', async () => {
    const files = readdirSync('build/client/_app/immutable/entry').filter((name) => name.endsWith('.js'));
    const sendings: Sending[] = [
      { path: '/no/such/page' },
      { path: '/%E0%A4%A' },
      { path: '/favicon.svg' },
      { path: `/_app/immutable/entry/${files[0]}` },
      { path: '/_app/immutable/none.js' },
      { path: '/_app/version.json' },
      { path: '/service-worker.js' },
      { path: '/sign-in', form: {}, headers: { origin: 'https://evil.example' } },
      { path: '/api/v1/ballots', json: {}, headers: { origin: 'https://evil.example' } },
      { path: '/sign-in', method: 'PUT', raw: '{}', headers: { 'content-type': 'application/json' } },
      { path: '/sign-in', json: {} },
      { path: '/people', form: { x: 'y' } },
      { path: '/specifications/new?/template', form: { title: 'Typed' } },
      { path: '/api/v1/ballots', json: { title: 'x'.repeat(2_000_000) } }
    ];
    for (const sending of sendings) {
      const answer = await served.ask(undefined, sending);
      expectSafe(answer, sending.path);
      expect(answer.status, sending.path).toBeLessThan(500);
      expect(answer.text, sending.path).not.toMatch(/\bat (?:async )?\S+ \(|node_modules|\.ts:\d+/);
    }
  });

  it('BAD-11 what is made for one person is kept by no other cache', async () => {
    for (const path of [
      '/',
      '/specifications',
      '/api/v1/decisions',
      `/specifications/${cast.own.specification}`
    ]) {
      const { headers } = await served.ask(cast.people.lead, { path });
      expect(headers.get('cache-control'), path).toMatch(/^private, no-/);
    }
  });

  it('BAD-10 a fault shows a reference, and nothing of what failed', async () => {
    const { entrance, tools } = served.world.runtime;
    const broken = Object.assign(Object.create(entrance) as typeof entrance, {
      admit: () => Promise.reject(new Error('secret words at /srv/app/server.ts:12'))
    });
    const runtime = (globalThis as Record<symbol, unknown>)[Symbol.for('concordat.runtime')] as {
      entrance: unknown;
    };
    runtime.entrance = broken;
    try {
      for (const accept of ['text/html', 'application/json']) {
        const answer = await served.ask(undefined, { path: '/people', headers: { accept } });
        expect(answer.status).toBe(500);
        expect(answer.text).not.toMatch(/secret|\/srv|server\.ts/);
        expect(answer.text).toMatch(/Reference: [0-9a-f]{8}/);
        expectSafe(answer, accept);
      }
    } finally {
      runtime.entrance = entrance;
    }
    expect(tools.log.level).toBe('silent');
  });
});

describe('cross-site', () => {
  const changes = allRoutes().filter((route) => /^(POST|PUT|DELETE) /.test(route));
  const elsewhere: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' }
  ];

  it.each(changes)('BAD-14 %s is refused from another site or none', async (route) => {
    const sending = requestFor(route, cast.own);
    const before = await served.fingerprint();
    for (const headers of elsewhere) {
      const answer = await served.ask(cast.people.lead, { ...sending, headers });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
    }
    const noOrigin = await withoutOrigin(sending, cast.people.lead.cookie);
    expect(noOrigin).toBe(403);
    expect(await served.fingerprint()).toBe(before);
  });
});

/** A change as a script of old sends it: a JSON body that calls itself text, and no Origin. */
function withoutOrigin({ path, method = 'POST' }: Sending, cookie: string): Promise<number> {
  const headers = { cookie, 'content-type': 'text/plain', 'content-length': '2' };
  return new Promise((resolve, reject) => {
    const asked = request({ host: 'localhost', port: served.port, path, method, headers });
    asked.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    asked.on('error', reject);
    asked.end('{}');
  });
}

describe('signing in', () => {
  const right = () => ({ email: cast.people.lead.email, password: PASSWORD });
  const evil = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'https:evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '@evil.example',
    '/\0/evil.example',
    'http:///evil.example',
    '/\\/evil.example',
    '///evil.example'
  ];

  it.each(evil)('BAD-12 next=%j leads nowhere else', async (next) => {
    const query = await served.ask(undefined, {
      path: `/sign-in?next=${encodeURIComponent(next)}`,
      form: right()
    });
    const field = await served.ask(undefined, { path: '/sign-in', form: { ...right(), next } });
    const already = await served.ask(cast.people.lead, { path: `/sign-in?next=${encodeURIComponent(next)}` });
    for (const answer of [query, field, already]) {
      expect(answer.status).toBe(303);
      const to = new URL(answer.headers.get('location') ?? '', served.url);
      expect(to.origin).toBe(served.url);
    }
    const page = await served.ask(undefined, { path: `/sign-in?next=${encodeURIComponent(next)}` });
    for (const [, address] of page.text.matchAll(/(?:href|action|value)="([^"]*evil\.example[^"]*)"/g)) {
      expect(new URL(address!.replaceAll('&amp;', '&'), served.url).origin).toBe(served.url);
    }
  });

  it('BAD-12 a page of our own is where one goes, query, accents and all', async () => {
    for (const [next, to] of [
      ['/register?verify&size=3', '/register?verify&size=3'],
      ['/specifications/é?q=ü#clause-3', '/specifications/%C3%A9?q=%C3%BC#clause-3'],
      ['', '/']
    ] as const) {
      const answer = await served.ask(undefined, { path: '/sign-in', form: { ...right(), next } });
      expect(answer.headers.get('location')).toBe(to);
    }
  });

  it('BAD-16 somebody who names another address with every try is slowed down all the same', async () => {
    const { email } = await served.world.person('Tar Get', {});
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${attempt}`, 'x-real-ip': `192.0.2.${attempt}` };
      const answer = await served.ask(undefined, {
        path: '/sign-in',
        form: { email, password: 'wrong' },
        headers
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429]);
  });

  it('BAD-16 a forwarded host, protocol or origin changes no address and lets no other site in', async () => {
    const forged = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-concordat-protocol': 'https',
      forwarded: 'host=evil.example'
    };
    const page = await served.ask(cast.people.lead, { path: '/', headers: forged });
    expect(page.text).not.toContain('evil.example');
    const origin = { ...forged, origin: 'https://evil.example' };
    expect((await served.ask(undefined, { path: '/sign-in', form: right(), headers: origin })).status).toBe(
      403
    );
  });

  it('BAD-13 the cookie over HTTP is HttpOnly, SameSite=Lax and for the whole site; signing out removes it', async () => {
    const answer = await served.ask(undefined, { path: '/sign-in', form: right() });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^concordat=[a-z0-9]{20,};/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure|Domain=/i);
    const out = await served.ask(undefined, {
      path: '/sign-out',
      form: {},
      headers: { cookie: cookie.split(';')[0]! }
    });
    expect(out.headers.get('set-cookie')).toMatch(/^concordat=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i);
  });
});

describe('a session that ended', () => {
  const typed = { title: 'Falls & <frailty>', serviceNumber: 'WV/1', password: 'never to come back' };

  it('BAD-9 without JavaScript the page that comes back holds what was typed', async () => {
    const gone = await served.world.person('Go Ne', { roles: ['lead'] });
    await served.world.runtime.tools.sessions.end(gone.token);
    const before = await served.fingerprint();
    const answer = await served.ask(gone, { path: '/specifications/new?/template', form: typed });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('Falls &#38; &#60;frailty&#62;');
    expect(answer.text).toContain('href="/sign-in"');
    expect(answer.text).toContain('action="/specifications/new?/template"');
    expect(answer.text).toContain('signed-out');
    expect(answer.text).not.toContain('never to come back');
    expectSafe(answer, 'signed out');
    expect(await served.fingerprint()).toBe(before);
  });

  it('BAD-9 with JavaScript the page stays and is told, with what was typed', async () => {
    const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
    const before = await served.fingerprint();
    for (const path of ['/specifications/new?/template', '/decisions/new', '/priorities/new']) {
      const answer = await served.ask(undefined, { path, form: typed, headers });
      expect(JSON.parse(answer.text), path).toMatchObject({ type: 'failure', status: 401 });
      expect(answer.text).toContain('signed-out');
      expect(answer.text).toContain('frailty>');
      expect(answer.text).not.toContain('never to come back');
    }
    expect(await served.fingerprint()).toBe(before);
  });

  it('BAD-9 a file of any size sent by nobody is let go by and answered', async () => {
    for (const size of [5, 60, 101]) {
      const form = upload(new Uint8Array(size * 1024 * 1024));
      const answer = await served.ask(undefined, { path: '/specifications/new?/word', raw: form });
      expect(answer.status, `${size} MB`).toBe(401);
      expect(answer.text.includes('From Word')).toBe(size < 100);
    }
  });

  it('BAD-9 the API answers 401 with the code, as JSON', async () => {
    const answer = await served.ask(undefined, { path: '/api/v1/specifications', json: typed });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'signed-out' } });
  });
});
