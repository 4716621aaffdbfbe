import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawClient } from './raw-client';
import { ORIGIN, SyncWorld, type Draft, type SyncPerson } from './sync-world';

let world: SyncWorld;
let editor: SyncPerson;
let draft: Draft;

beforeAll(async () => {
  world = await SyncWorld.open({ socketsPerSession: 3 });
  editor = await world.person('Helen Marsh');
  draft = await world.draft(editor);
});
afterAll(() => world.close());

/** The HTTP answer to an upgrade request: 101 when the socket was opened. */
function answer(path: string, headers: Record<string, string>): Promise<number> {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
  };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: world.port, path, headers: { ...upgrade, ...headers } });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    asked.on('error', reject);
    asked.end();
  });
}

const here = () => `/sync/${draft.room}`;

describe('who may open a socket', () => {
  it.each([
    ['no cookie', undefined],
    ['an empty cookie', 'concordat='],
    ['garbage', 'concordat=%%%;;;'],
    ['a token nobody was given', `concordat=${'a'.repeat(40)}`]
  ])('SYN-1 an upgrade with %s is refused and leaves no room', async (_, cookie) => {
    expect(await answer(here(), { origin: ORIGIN, ...(cookie === undefined ? {} : { cookie }) })).toBe(401);
    expect(world.rooms.size).toBe(0);
  });

  it('SYN-1 a session that has ended opens nothing, and neither does a token in the address', async () => {
    const gone = await world.person('Gone Person');
    await world.sessions.end(gone.token);
    expect(await answer(here(), { origin: ORIGIN, cookie: gone.cookie })).toBe(401);
    expect(await answer(`${here()}?token=${editor.token}`, { origin: ORIGIN })).toBe(401);
    expect(world.rooms.size).toBe(0);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:3000.evil.example',
    'http://localhost:3001',
    'https://localhost:3000',
    'HTTP://LOCALHOST:3000',
    'http://localhost:3000/'
  ])('SYN-2 an upgrade from %s is refused and leaves no room', async (origin) => {
    expect(await answer(here(), { origin, cookie: editor.cookie })).toBe(403);
    expect(world.rooms.size).toBe(0);
  });

  it('SYN-2 an upgrade that names no origin is refused', async () => {
    expect(await answer(here(), { cookie: editor.cookie })).toBe(403);
    expect(world.rooms.size).toBe(0);
  });

  it('SYN-3 rooms that are unknown, foreign or named in another way are all not found', async () => {
    const foreign = await world.partnership();
    const stranger = await world.person('Stranger', { partnershipId: foreign });
    const theirs = await world.draft(stranger, foreign);
    const unknown = 'draft-00000000-0000-4000-8000-000000000000';
    const names = [theirs.room, unknown, `${draft.room}/`, draft.room.toUpperCase(), `../sync/${draft.room}`];
    for (const name of [...names, `${draft.room}%00`, '', 'x'.repeat(5000), draft.documentId]) {
      expect(await answer(`/sync/${name}`, { origin: ORIGIN, cookie: editor.cookie }), name).toBe(404);
    }
    expect(world.rooms.size).toBe(0);
  });

  it('SYN-3 somebody without any role, or who left the partnership, finds nothing', async () => {
    const bystander = await world.person('By Stander', { roles: [] });
    const left = await world.person('Left Already');
    await world.leave(left.memberId);
    for (const { cookie } of [bystander, left]) {
      expect(await answer(here(), { origin: ORIGIN, cookie })).toBe(404);
    }
    expect(world.rooms.size).toBe(0);
  });

  it('SYN-4 one session opens only so many sockets at once', async () => {
    const clients = [];
    for (let count = 0; count < 3; count += 1) clients.push(await RawClient.open(world, editor, draft.room));
    expect(await answer(here(), { origin: ORIGIN, cookie: editor.cookie })).toBe(429);
    const colleague = await world.person('Tom Adeyemi');
    clients.push(await RawClient.open(world, colleague, draft.room));
    await Promise.all(clients.map((client) => client.close()));
  });

  it('SYN-5 compression is never agreed on', async () => {
    const client = await RawClient.open(world, editor, draft.room);
    expect(client.socket.extensions).toBe('');
    await client.close();
  });
});
