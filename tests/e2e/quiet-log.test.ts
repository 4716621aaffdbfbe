import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { startProduct, type Product } from '#tests/builders/product';
import { RawClient } from '../realtime/raw-client';
import { updateOf, write } from '../realtime/sync-world';

const PASSWORD = 'wenmoor-demo';
const WRONG = 'a-password-that-was-mistyped';
const TYPED = 'Mrs Ackroyd of 4 Mill Lane fell twice in March';
const COMMENTED = 'Her daughter rang about the stairlift';
const HELEN = 'helen.marsh@wenmoor.example';
const OWEN = 'owen.pryce@wenmoor.example';
const PATRICK = 'patrick.doyle@wenmoor.example';
const METRICS_TOKEN = 'figures-are-for-who-shows-this-token';
/** Far longer than the test: whatever closes a socket here, it is not the lease. */
const NEVER = '86400000';

let product: Product;
const cookies: string[] = [];

beforeAll(async () => {
  product = await startProduct({
    environment: { LOG_LEVEL: 'debug', METRICS_TOKEN, SYNC_LEASE: NEVER, LIVE_LEASE: NEVER }
  });
});
afterAll(() => product.remove());

function post(path: string, fields: Record<string, string>, cookie?: string): Promise<Response> {
  return fetch(`${product.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: product.url, accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
    body: new URLSearchParams(fields)
  });
}

async function signIn(email: string): Promise<{ cookie: string }> {
  const answer = await post('/sign-in', { email, password: PASSWORD });
  expect(answer.status).toBe(303);
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0]!)
    .join('; ');
  cookies.push(cookie);
  return { cookie };
}

async function draft({ cookie }: { cookie: string }): Promise<{ id: string; room: string }> {
  const list = await fetch(`${product.url}/api/v1/specifications`, { headers: { cookie } });
  const { items } = (await list.json()) as { items: { id: string; room: string }[] };
  return items[0]!;
}

const sync = () => ({ url: `${product.url.replace('http', 'ws')}/sync`, origin: product.url });

async function page({ cookie }: { cookie: string }): Promise<{ closed: Promise<number>; socket: WebSocket }> {
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/live`, {
    headers: { cookie, origin: product.url }
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { closed, socket };
}

/** The status of an upgrade request that is refused. */
function refusedUpgrade(path: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}${path}`, { headers });
  socket.on('error', () => undefined);
  return new Promise((resolve) =>
    socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
  );
}

const edit = (text: string) => updateOf(new Y.Doc(), (doc) => write(doc, text));

interface Line {
  readonly event?: string;
  readonly code?: unknown;
  readonly endpoint?: string;
  readonly person?: string;
  readonly document?: string;
}

const events = (): Line[] =>
  product
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

it('SYN-107 signing out in one tab ends the sockets of every tab of that session, and of no other', async () => {
  const [here, elsewhere, colleague] = [await signIn(HELEN), await signIn(HELEN), await signIn(OWEN)];
  const { room } = await draft(here);
  const tabs = [await RawClient.open(sync(), here, room), await RawClient.open(sync(), here, room)];
  const others = [
    await RawClient.open(sync(), elsewhere, room),
    await RawClient.open(sync(), colleague, room)
  ];
  const [ownPage, otherPage] = [await page(here), await page(elsewhere)];
  tabs[1]!.sendUpdate(edit(TYPED));
  await tabs[1]!.saved(1);
  const stored = (await others[0]!.wholeDocument()).getXmlFragment('body').length;

  expect((await post('/sign-out', {}, here.cookie)).status).toBe(303);
  tabs[1]!.sendUpdate(edit(`${TYPED} after signing out`));
  for (const tab of tabs) expect((await tab.closed).code).toBe(4401);
  expect(await ownPage.closed).toBe(4401);
  expect(await refusedUpgrade(`/sync/${room}`, { cookie: here.cookie, origin: product.url })).toBe(401);

  for (const other of others) {
    expect((await other.wholeDocument()).getXmlFragment('body').length).toBe(stored);
    await other.close();
  }
  expect(otherPage.socket.readyState).toBe(otherPage.socket.OPEN);
  otherPage.socket.close();
});

it('OBS-11 OBS-12 a whole story leaves a line for each refusal, and nothing of what was said in it', async () => {
  expect((await post('/sign-in', { email: HELEN, password: WRONG })).status).toBe(400);
  const [helen, patrick] = [await signIn(HELEN), await signIn(PATRICK)];
  const { id, room } = await draft(helen);
  const writer = await RawClient.open(sync(), helen, room);
  writer.sendUpdate(edit(TYPED));
  await writer.saved(1);

  const reader = await RawClient.open(sync(), patrick, room);
  reader.sendUpdate(edit(TYPED));
  expect(await reader.next('refused')).toMatchObject({ code: 'read-only' });
  const broken = await RawClient.open(sync(), helen, room);
  broken.sendUpdate(edit(TYPED).slice(0, -3));
  expect((await broken.closed).code).toBe(4400);

  const token = helen.cookie.split('=')[1]!;
  expect(await refusedUpgrade(`/sync/${room}?token=${token}`, { origin: product.url })).toBe(401);
  expect(
    await refusedUpgrade(`/live?token=${token}`, { origin: 'http://evil.example', cookie: helen.cookie })
  ).toBe(403);
  // Bodies that break the reading of them, and a fault inside.
  const headers = { origin: product.url, cookie: helen.cookie, 'content-type': 'application/json' };
  for (const body of [`{"text": "${COMMENTED}`, JSON.stringify({ text: COMMENTED, anchor: '\u0000' })]) {
    const path = `/api/v1/specifications/${id}/comments`;
    const answer = await fetch(`${product.url}${path}`, { method: 'POST', headers, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
  expect((await post('/sign-out', {}, helen.cookie)).status).toBe(303);
  expect((await writer.closed).code).toBe(4401);
  await reader.close();

  const document = room.replace('draft-', '');
  const person = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown as string;
  await vi.waitFor(() => {
    for (const line of [
      { event: 'edit refused', code: 'read-only', person, document },
      { event: 'edit refused', code: 'malformed-update', person, document },
      { event: 'socket closed', endpoint: 'sync', code: 4400, person, document },
      { event: 'socket closed', endpoint: 'sync', code: 4401, person, document },
      { event: 'upgrade refused', endpoint: 'sync', code: 401 },
      { event: 'upgrade refused', endpoint: 'live', code: 403 }
    ]) {
      expect(events()).toContainEqual(expect.objectContaining(line));
    }
  }, 10_000);
  const logged = product
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n');
  const tokens = cookies.map((cookie) => cookie.split('=')[1]!);
  for (const secret of [
    TYPED,
    'Ackroyd',
    COMMENTED,
    'stairlift',
    PASSWORD,
    WRONG,
    ...tokens,
    METRICS_TOKEN,
    'evil.example'
  ]) {
    expect(logged.includes(secret), secret).toBe(false);
  }
  expect(logged).not.toMatch(/wenmoor\.example|Helen|Marsh|Patrick|cookie|argon2/i);
});

it('OBS-1 the product answers /metrics only to who shows the token', async () => {
  const shown = await fetch(`${product.url}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` }
  });
  expect(shown.status).toBe(200);
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  const text = await shown.text();
  expect(text).toMatch(/^concordat_commits_total [1-9]/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  expect(text).toMatch(/^concordat_database_info\{kind="embedded"\} 1$/m);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
  const helen = await signIn(HELEN);
  for (const headers of [{}, helen, { authorization: `Bearer ${METRICS_TOKEN}x` }]) {
    const refused = await fetch(`${product.url}/metrics`, { headers: headers as Record<string, string> });
    expect(refused.status).toBe(401);
    expect(await refused.text()).toBe('');
  }
});
