import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whyRefused } from '../../src/routes/specifications/[id]/edit/why-refused';

let answer: { status: number; body: string };
const server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

function asked(status: number, body: unknown) {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  return whyRefused(address, 'helen');
}

const error = { error: { code: 'any', message: 'Any.' } };

test('SYN-88 our server’s answer decides whether what waits can still be sent', async () => {
  expect(await asked(200, { memberId: 'helen', name: 'Helen Marsh', edit: true })).toBeNull();
  expect((await asked(200, { memberId: 'helen', name: 'Helen Marsh', edit: false }))?.why).toBe(
    'not-allowed'
  );
  expect((await asked(401, error))?.why).toBe('signed-out');
  expect((await asked(404, error))?.why).toBe('not-allowed');
});

test('SYN-88 words of one person are held back while another is signed in', async () => {
  expect(await asked(200, { memberId: 'owen', name: 'Owen Pryce', edit: true })).toEqual({
    why: 'held-back',
    message: 'You are now signed in as Owen Pryce, so what was typed before is not sent.'
  });
});

test('SYN-88 whoever else answers, as a hotel’s sign-in page does, decides nothing', async () => {
  for (const status of [200, 401, 403, 404, 511]) {
    expect(await asked(status, '<h1>Welcome to the hotel</h1>'), `${status}`).toBeNull();
  }
  expect(await asked(404, { title: 'Not found' })).toBeNull();
  expect(await asked(500, error)).toBeNull();
  expect(await asked(429, error)).toBeNull();
  expect(await whyRefused('http://127.0.0.1:1/', 'helen')).toBeNull();
});
