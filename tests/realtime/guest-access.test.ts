import { afterAll, beforeAll, expect, it } from 'vitest';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { WholeServer } from './whole-server';

let server: WholeServer;
beforeAll(async () => {
  server = await WholeServer.open();
});
afterAll(() => server.close());

it('INV-12 a guest’s open pages are closed when the access ends, and nobody else’s', async () => {
  const { world } = server;
  const helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  const { token } = await invitedBy(helen);
  const guest = await guestOf(world, token);
  const other = await guestOf(world, token, { called: 'A carer' });
  const topics = [{ kind: 'partnership', id: world.partnershipId }] as const;
  const [theirs, others] = [await server.page(guest, topics), await server.page(other, topics)];
  done(await helen.commands.endGuestAccess({ memberId: guest.memberId }));
  expect(await theirs.closed).toBe(4401);
  expect(others.socket.readyState).toBe(others.socket.OPEN);
});
