import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { documentOf, heading, specificationWith } from '#tests/builders/specification';
import { WholeServer } from './whole-server';

let server: WholeServer;
beforeAll(async () => {
  server = await WholeServer.open();
});
afterAll(() => server.close());

it('MOD-11 open pages hear nothing of what is held, and of what was let through when it was', async () => {
  const { world } = server;
  const helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  const patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const id = await specificationWith(world, helen, documentOf(heading(1, 'Scope')));
  const guest = await guestOf(world, (await invitedBy(helen, { holds: 'yes' })).token);
  const say = { specificationId: id, clause: 'clause-1', body: 'It is cold there.' };
  const shown = done(await patrick.commands.addComment(say)).id;
  const page = await server.page(patrick, [
    { kind: 'specification', id },
    { kind: 'partnership', id: world.partnershipId }
  ]);
  await vi.waitFor(() => expect(page.heard.length).toBeGreaterThan(0));
  const answered = () =>
    new Promise((resolve) => {
      page.socket.once('pong', resolve);
      page.socket.ping();
    });
  await answered();
  const before = page.heard.length;
  const held = done(await guest.commands.addComment(say)).id;
  done(await guest.commands.replyToComment({ commentId: shown, body: 'And at night?' }));
  // Whatever was sent before this answer has arrived with it.
  await answered();
  expect(page.heard.length).toBe(before);
  const gone = done(await guest.commands.addComment(say)).id;
  done(await guest.commands.withdrawComment({ commentId: gone }));
  await answered();
  expect(page.heard.length).toBe(before);
  done(await helen.commands.reviewSaid({ commentId: held, verdict: 'through' }));
  await vi.waitFor(() => expect(page.heard.length).toBeGreaterThan(before));
  page.socket.close();
  await page.closed;
});
