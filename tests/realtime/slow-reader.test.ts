import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SYNC_LIMITS } from '#protocol/limits';
import { RawClient } from './raw-client';
import { BODY, SyncWorld, updateOf, words, write } from './sync-world';

const PASTE = 500_000;
/** 50 MB in all. */
const PASTES = 100;

let world: SyncWorld;
const lines: Duplex[] = [];
const server = createServer();

beforeEach(async () => {
  world = await SyncWorld.open();
  server.on('upgrade', (request, socket, head) => {
    lines.push(socket);
    void world.rooms.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await world.close();
  server.close();
});

it(
  'SYN-171 for somebody who reads nothing while others paste 50 MB no more is kept than the limit, and they come back to everything',
  { timeout: 600_000 },
  async () => {
    const here = { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync` };
    const [helen, tom] = [await world.person('Helen Marsh'), await world.person('Tom Adeyemi')];
    const draft = await world.draft(helen);
    const slow = await RawClient.open(here, tom, draft.room);
    await slow.wholeDocument();
    slow.socket.pause();
    const line = lines[0]!;
    const writer = await RawClient.open(here, helen, draft.room);
    const doc = new Y.Doc();
    let most = 0;
    for (let paste = 1; paste <= PASTES; paste += 1) {
      writer.sendUpdate(updateOf(doc, () => write(doc, `paste ${paste} ${'a'.repeat(PASTE)}`)));
      writer.sendUpdate(updateOf(doc, () => doc.getXmlFragment(BODY).delete(0, 1)));
      // The first message was the answer to the server's question.
      await writer.saved(2 * paste);
      most = Math.max(most, line.writableLength);
    }
    writer.sendUpdate(updateOf(doc, () => write(doc, 'the end')));
    await writer.saved(2 * PASTES + 1);

    expect(most).toBeGreaterThan(PASTE);
    expect(most).toBeLessThanOrEqual(SYNC_LIMITS.unread + 2 * PASTE);
    slow.socket.resume();
    // What it was closed with stands behind what it never read: it may see the line cut instead.
    expect([4413, 1006]).toContain((await slow.closed).code);
    expect(writer.all('refused')).toEqual([]);
    const again = await RawClient.open(here, tom, draft.room);
    expect(words(await again.wholeDocument())).toBe('<paragraph>the end</paragraph>');
  }
);
