import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { encodeSync } from '#protocol/messages';
import type { DocumentLog } from '#server/db/document-log/document-log';
import { buildWorld, TEST_CONFIG, type TestPerson, type World } from '#tests/builders/world';
import { seeded } from '#tests/builders/seeded';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { emptyDraft, TestNode } from '#tests/cluster/two-nodes';
import { RawClient } from './raw-client';
import { updateOf, words, write } from './sync-world';

let world: World;
let helen: TestPerson;
let tom: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['editor'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
});
afterAll(() => world.close());

/** The log, which rejects everything while it is away. */
function logThatGoesAway(log: DocumentLog, state: { away: boolean; asked: number }): DocumentLog {
  const unless = <Call extends (...args: never[]) => Promise<unknown>>(call: Call): Call =>
    ((...args: never[]) => {
      if (!state.away) return call.apply(log, args);
      state.asked += 1;
      return Promise.reject(new Error('away'));
    }) as Call;
  return Object.assign(Object.create(log) as DocumentLog, {
    read: unless(log.read),
    append: unless(log.append)
  });
}

it('SYN-9 while the log can neither be read nor written, its author is connected and told; then it is stored', async () => {
  const state = { away: false, asked: 0 };
  const network = new LossyNetwork(seeded(1));
  const { sync, live } = TEST_CONFIG.sockets;
  const node = await TestNode.start(world.runtime.tools.db, network.bus(), {
    config: { sockets: { sync: { ...sync, askAgain: 20 }, live } },
    wrapLog: (log) => logThatGoesAway(log, state)
  });
  try {
    const { partnershipId } = world;
    const { room, documentId } = await emptyDraft(world.runtime.tools.db, {
      partnershipId,
      memberId: helen.memberId
    });
    const [author, other] = [await RawClient.open(node, helen, room), await RawClient.open(node, tom, room)];
    await other.wholeDocument();
    const doc = await author.wholeDocument();
    state.away = true;
    // Rows that this node has yet to read: from here on everything it does begins with reading.
    network.bus().publish({ kind: 'log', documentId, after: 5, last: 9, rows: [] });
    author.sendUpdate(updateOf(doc, (each) => write(each, 'kept')));
    expect(await author.next('refused')).toMatchObject({ code: 'not-stored' });
    expect(author.all('saved').every(({ sequence }) => sequence === 0)).toBe(true);
    await vi.waitFor(() => expect(state.asked).toBeGreaterThan(5));
    state.away = false;
    const asked = await Promise.race([author.next('step1'), author.closed]);
    expect(asked).toMatchObject({ kind: 'step1' });
    author.send(encodeSync('step2', Y.encodeStateAsUpdate(doc)));
    await author.saved(2);
    expect(words(await other.wholeDocument())).toContain('kept');
  } finally {
    await node.close();
  }
});
