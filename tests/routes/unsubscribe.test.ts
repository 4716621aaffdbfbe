import { request } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailChoice } from '#server/db/schema/notices';
import type { TestPerson } from '#tests/builders/world';
import { serveWorld, type ServedWorld } from './served-world';
import { mailTo } from './told';

let served: ServedWorld;
let helen: TestPerson;
let path: string;
beforeAll(async () => {
  served = await serveWorld();
  helen = await served.world.person('Helen Marsh', { roles: ['lead'] });
  path = `/unsubscribe/${(await mailTo(served.world, helen)).unsubscribe}`;
});
afterAll(() => served?.close());

const ONE_CLICK = 'List-Unsubscribe=One-Click';
const FORM = 'application/x-www-form-urlencoded';

/** As an e-mail program sends it: no cookie, no origin. */
function post(to: string, body: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': FORM, 'content-length': String(Buffer.byteLength(body)), ...headers };
    const asked = request(
      { host: 'localhost', port: served.port, path: to, method: 'POST', headers: sent },
      (response) => resolve(response.resume().statusCode ?? 0)
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

async function isStopped(): Promise<boolean> {
  const { db } = served.world.runtime.tools;
  const rows = await db.select().from(mailChoice).where(eq(mailChoice.personId, helen.actor.personId));
  return (rows[0]?.stoppedAt ?? null) !== null;
}

const goOn = () => served.ask(undefined, { path, form: { goOn: 'yes' } });

it('MSG-29 an e-mail program stops all e-mail with one request, as a form of either kind', async () => {
  const parts = `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`;
  for (const [body, type] of [
    [ONE_CLICK, FORM],
    [parts, 'multipart/form-data; boundary=x']
  ] as const) {
    expect(await isStopped()).toBe(false);
    expect(await post(path, body, { 'content-type': type })).toBe(200);
    expect(await isStopped()).toBe(true);
    await goOn();
  }
});

it('MSG-29 nothing is stopped by opening the link, by something else that is sent, or from another site', async () => {
  for (let times = 0; times < 2; times += 1) {
    const { status, text } = await served.ask(undefined, { path });
    expect(status).toBe(200);
    expect(text).not.toMatch(/Helen|@/);
  }
  expect(await post(path, 'hello')).toBe(403);
  expect(await post(path, `${'x'.repeat(2000)}${ONE_CLICK}`)).toBe(403);
  expect(await post(path, ONE_CLICK, { origin: 'https://evil.example' })).toBe(403);
  expect(await post(`${path}x`, ONE_CLICK)).toBe(404);
  expect(await post('/unsubscribe/x', ONE_CLICK)).toBe(403);
  expect(await isStopped()).toBe(false);
});

it('MSG-29 a form stops it and another lets it go on, without being signed in', async () => {
  const stopped = await served.ask(undefined, { path, form: {} });
  expect([stopped.status, stopped.headers.get('location')]).toEqual([303, path]);
  expect(await isStopped()).toBe(true);
  expect((await served.ask(undefined, { path })).text).toContain('You get no more e-mail');
  expect((await goOn()).status).toBe(303);
  expect(await isStopped()).toBe(false);
});
