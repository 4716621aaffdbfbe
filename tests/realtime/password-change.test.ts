import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import { changePassword } from '#server/auth/change-password';
import { PASSWORD, TEST_ORIGIN, type TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { WholeServer } from './whole-server';

const FAR = 86_400_000;

let server: WholeServer;
let helen: TestPerson;
let priya: TestPerson;
beforeAll(async () => {
  // Whatever closes a socket here, it is not the lease.
  server = await WholeServer.open({ sync: { lease: FAR }, live: { lease: FAR } });
  helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  priya = await server.world.person('Priya Nair', { roles: ['editor'] });
});
afterAll(() => server.close());

it('SIG-19 a change of password closes every socket of that person at once with 4401, and nobody else’s', async () => {
  const room = await server.room(helen);
  const other = await server.otherSession(helen);
  const address = { url: server.url, origin: TEST_ORIGIN };
  const hers = [await RawClient.open(address, helen, room), await RawClient.open(address, other, room)];
  const topics = [{ kind: 'partnership', id: server.world.partnershipId }] as const;
  const pages = [await server.page(helen, topics), await server.page(other, topics)];
  const colleague = await RawClient.open(address, priya, room);
  const page = await server.page(priya, topics);

  const fields = { presentPassword: PASSWORD, newPassword: 'violet kettle harbour' };
  const cookie = await changePassword(fields, helen.actor, server.world.runtime.tools);
  if (isRefusal(cookie)) throw new Error(cookie.message);
  for (const { closed } of hers) expect((await closed).code).toBe(CLOSE.sessionEnded);
  for (const { closed } of pages) expect(await closed).toBe(CLOSE.sessionEnded);
  for (const gone of [helen, other]) await expect(RawClient.open(address, gone, room)).rejects.toThrow(/401/);

  const again = await RawClient.open(address, { cookie: `${cookie.name}=${cookie.value}` }, room);
  expect((await again.wholeDocument()).getXmlFragment('body').length).toBeGreaterThan(0);
  expect((await colleague.wholeDocument()).getXmlFragment('body').length).toBeGreaterThan(0);
  expect(page.socket.readyState).toBe(page.socket.OPEN);
  await again.close();
  await colleague.close();
  page.socket.close();
});
