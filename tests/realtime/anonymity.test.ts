import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { done } from '#tests/builders/decisions';
import { documentOf, heading, specificationWith } from '#tests/builders/specification';
import { WholeServer } from './whole-server';

let server: WholeServer;
beforeAll(async () => {
  server = await WholeServer.open();
});
afterAll(() => server.close());

it('ANO-3 open pages hear the same whoever said something without a name', async () => {
  const { world } = server;
  const helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  const patients = await Promise.all(
    ['Ann', 'Bob', 'Cyd', 'Dot', 'Eli'].map((name) =>
      world.person(name, { roles: ['contributor'], group: 'patient-carer' })
    )
  );
  const id = await specificationWith(world, helen, documentOf(heading(1, 'Scope')));
  const frames: string[][] = [];
  for (const by of patients.slice(0, 2)) {
    const page = await server.page(helen, [
      { kind: 'specification', id },
      { kind: 'partnership', id: world.partnershipId }
    ]);
    const raw: string[] = [];
    page.socket.on('message', (data) => raw.push(String(data)));
    await vi.waitFor(() => expect(page.heard.length).toBeGreaterThan(0));
    const before = raw.length;
    const said = { specificationId: id, clause: 'clause-1', body: 'It is cold there.', shownAs: 'nobody' };
    done(await by.commands.addComment(said));
    await vi.waitFor(() => expect(raw.length).toBeGreaterThan(before));
    // Whatever was sent before this answer has arrived with it.
    const answered = new Promise((resolve) => page.socket.once('pong', resolve));
    page.socket.ping();
    await answered;
    frames.push(raw.slice(before).sort());
    page.socket.close();
    await page.closed;
  }
  expect(frames[1]).toEqual(frames[0]);
});
