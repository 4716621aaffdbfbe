import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, type TestPerson } from '#tests/builders/world';
import { serveWorld, type ServedWorld } from './served-world';

/** As behind a proxy that speaks HTTPS to the world: ORIGIN says so. */
let served: ServedWorld;
let lead: TestPerson;

beforeAll(async () => {
  served = await serveWorld({ origins: ['https://concordat.example'], secure: true });
  lead = await served.world.person('Le Ad', { roles: ['lead'] });
});
afterAll(() => served.close());

it('BAD-13 over HTTPS the cookie is __Host-, Secure, HttpOnly, SameSite=Lax, without a domain', async () => {
  const form = { email: lead.email, password: PASSWORD };
  const answer = await served.ask(undefined, { path: '/sign-in', form });
  expect(answer.status).toBe(303);
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^__Host-concordat=/);
  for (const flag of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/i])
    expect(cookie).toMatch(flag);
  expect(cookie).not.toMatch(/Domain=/i);
  expect((await served.ask(lead, { path: '/' })).status).toBe(200);
  const plainName = { cookie: lead.cookie.replace('__Host-', '') };
  expect((await served.ask(undefined, { path: '/', headers: plainName })).status).toBe(303);
});

it('BAD-11 over HTTPS every answer says so for the time to come', async () => {
  for (const path of ['/sign-in', '/favicon.svg', '/no/such/page', '/api/v1/ballots']) {
    const { headers } = await served.ask(undefined, { path });
    expect(headers.get('strict-transport-security'), path).toMatch(/max-age=31536000/);
  }
});

it('BAD-14 the plain HTTP address of the same place is another site', async () => {
  const headers = { origin: 'http://concordat.example' };
  const answer = await served.ask(lead, { path: '/sign-out', form: {}, headers });
  expect(answer.status).toBe(403);
  expect((await served.ask(lead, { path: '/' })).status).toBe(200);
});
