import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePresenceFrame } from '#protocol/messages';
import type { TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { frame, RawLine } from './raw-line';
import { WholeServer } from './whole-server';

const FRAGMENTS = 1024;
const FRAME = 60_000;
let server: WholeServer;
let helen: TestPerson;
let tom: TestPerson;
let room: string;
let witness: RawClient;
const lines: RawLine[] = [];

beforeAll(async () => {
  server = await WholeServer.open({
    sync: { frame: FRAME, fragments: FRAGMENTS, farewell: 100 },
    live: { fragments: 4, topics: 2 }
  });
  helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  tom = await server.world.person('Tom Adeyemi', { roles: ['editor'] });
  room = await server.room(helen);
  witness = await RawClient.open(server, tom, room);
});
afterEach(() => lines.splice(0).forEach((line) => line.destroy()));
afterAll(() => server.close());

async function line(): Promise<RawLine> {
  const opened = await RawLine.open(server.port, room, helen.cookie);
  lines.push(opened);
  return opened;
}

/** Somebody else in the same room, who must not notice. */
async function othersGoOn(): Promise<void> {
  await witness.wholeDocument();
  expect(witness.socket.readyState).toBe(witness.socket.OPEN);
}

const one = new Uint8Array([1]);

describe('frames that no browser sends', () => {
  it('SYN-97 a message of a million one-byte pieces is ended at the limit', async () => {
    const peer = await line();
    const more = frame(one, { opcode: 0, last: false });
    peer.socket.write(frame(one, { last: false }));
    peer.socket.write(Buffer.concat(new Array<Buffer>(1_000_000).fill(more)));
    expect(await peer.closeCode()).toBe(1008);
    await othersGoOn();
  });

  it('SYN-97 just as many pieces as are allowed, or fewer, are one message like any other', async () => {
    const peer = await line();
    const message = encodePresenceFrame([{ clientId: 71, clock: 1, state: '{}' }]);
    const pieces = [...message].map((byte, at) =>
      frame(new Uint8Array([byte]), { opcode: at === 0 ? 2 : 0, last: at === message.length - 1 })
    );
    peer.socket.write(Buffer.concat(pieces));
    await vi.waitFor(() =>
      expect(witness.all('presence').flatMap(({ entries }) => entries)).toContainEqual(
        expect.objectContaining({ clientId: 71 })
      )
    );
  });

  it('SYN-97 pieces without end are ended as soon as they are too large together', async () => {
    const peer = await line();
    const piece = new Uint8Array(10_000);
    peer.socket.write(frame(piece, { last: false }));
    for (let sent = 0; sent < 20; sent += 1) peer.socket.write(frame(piece, { opcode: 0, last: false }));
    expect(await peer.closeCode()).toBe(1009);
    await othersGoOn();
  });

  it.each([
    ['without a mask', frame(one, { masked: false }), 1002],
    ['of a reserved kind', frame(one, { opcode: 3 }), 1002],
    ['that goes on with what was never begun', frame(one, { opcode: 0 }), 1002],
    [
      'whose announced length is enormous',
      Buffer.from([0x82, 0xff, 0, 0, 0x7f, 255, 255, 255, 255, 255, 0, 0, 0, 0]),
      1009
    ],
    ['of control that is in pieces', frame(one, { opcode: 9, last: false }), 1002],
    ['of control that is too long', frame(new Uint8Array(126), { opcode: 9 }), 1002],
    ['of text', frame(Buffer.from('{}'), { opcode: 1 }), 4400],
    ['of text that is no text', frame(new Uint8Array([0xff, 0xfe]), { opcode: 1 }), 1007]
  ])('SYN-97 a frame %s ends that socket', async (_, bytes, code) => {
    const peer = await line();
    peer.socket.write(bytes);
    expect(await peer.closeCode()).toBe(code);
    await othersGoOn();
  });

  it('SYN-97 a page’s message in too many pieces ends that page only', async () => {
    const good = await server.page(helen, []);
    const peer = new RawLine(server.port);
    lines.push(peer);
    peer.ask('/live', ['origin: http://localhost:3000', `cookie: ${helen.cookie}`]);
    expect(await peer.status()).toBe(101);
    const space = new Uint8Array([32]);
    peer.socket.write(frame(space, { opcode: 1, last: false }));
    for (let sent = 0; sent < 5; sent += 1) peer.socket.write(frame(space, { opcode: 0, last: false }));
    expect(await peer.closeCode()).toBe(1008);
    expect(good.socket.readyState).toBe(good.socket.OPEN);
    good.socket.close();
  });

  it('SYN-98 a peer that pings without end and reads no answer is cut off', async () => {
    const peer = await line();
    peer.socket.pause();
    const pings = Buffer.concat(new Array<Buffer>(10_000).fill(frame(new Uint8Array(125), { opcode: 9 })));
    const gone = new Promise((resolve) => peer.socket.once('error', resolve).once('close', resolve));
    const pingOn = () => {
      if (!peer.socket.destroyed && peer.socket.writable) peer.socket.write(pings, pingOn);
    };
    pingOn();
    await gone;
    await othersGoOn();
  });

  it('SYN-103 a peer that never answers our closing is cut off', async () => {
    const leila = await server.world.person('Leila Farrukh', { roles: ['editor'] });
    const silent = await RawLine.open(server.port, room, leila.cookie);
    lines.push(silent);
    const { sync } = server.world.runtime.doors;
    const before = sync.open;
    server.world.runtime.rooms.endSession(leila.actor.sessionHash);
    expect(await silent.closeCode()).toBe(4401);
    // It has neither answered nor hung up, and is no longer there.
    expect(silent.socket.writableEnded).toBe(false);
    await vi.waitFor(() => expect(sync.open).toBe(before - 1));
  });

  it('SYN-106 a page may watch so many things and no more', async () => {
    const topics = [1, 2, 3].map((at) => ({
      kind: 'ballot' as const,
      id: `00000000-0000-4000-8000-00000000000${at}` as never
    }));
    const good = await server.page(helen, topics.slice(0, 2));
    const greedy = await server.page(helen, topics);
    expect(await greedy.closed).toBe(4400);
    expect(good.socket.readyState).toBe(good.socket.OPEN);
    good.socket.close();
  });
});
