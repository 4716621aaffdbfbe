import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { RawLine } from './raw-line';
import { updateOf, write } from './sync-world';
import { WholeServer } from './whole-server';

let server: WholeServer;
let helen: TestPerson;
let reader: TestPerson;

beforeAll(async () => {
  server = await WholeServer.open();
  helen = await server.world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  reader = await server.world.person('Patrick Doyle', { roles: ['contributor'] });
});
afterAll(() => server.close());

async function figure(name: string): Promise<number> {
  const lines = (await server.world.runtime.metrics.text()).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
}

it('OBS-6 rooms, sockets, edits, refusals and closings show in the figures of the runtime', async () => {
  const room = await server.room(helen);
  const [writer, watcher] = [
    await RawClient.open(server, helen, room),
    await RawClient.open(server, reader, room)
  ];
  await watcher.wholeDocument();
  const page = await server.page(helen, []);
  expect(await figure('concordat_rooms')).toBe(1);
  expect(await figure('concordat_sync_connections')).toBe(2);
  expect(await figure('concordat_live_connections')).toBe(1);

  const edit = updateOf(new Y.Doc(), (doc) => write(doc, 'counted'));
  writer.sendUpdate(edit);
  await writer.saved(1);
  expect(await figure('concordat_commits_total')).toBe(1);
  expect(await figure('concordat_updates_accepted_total')).toBe(1);
  expect(await figure('concordat_commit_duration_seconds_count')).toBe(1);
  expect(await figure('concordat_broadcast_latency_seconds_count')).toBe(1);
  expect(await figure('concordat_sent_bytes_total')).toBeGreaterThan(edit.length);

  watcher.sendUpdate(updateOf(new Y.Doc(), (doc) => write(doc, 'not allowed')));
  await watcher.next('refused');
  expect(await figure('concordat_edits_refused_total{code="read-only"}')).toBe(1);

  writer.sendPresence(1, {});
  await watcher.presence();
  expect(await figure('concordat_presence_frames_total')).toBe(1);

  const stranger = new RawLine(server.port).ask(`/sync/${room}`, ['origin: http://localhost:3000']);
  expect(await stranger.status()).toBe(401);
  stranger.destroy();
  const foreign = new RawLine(server.port).ask('/live', ['origin: http://evil.example']);
  expect(await foreign.status()).toBe(403);
  foreign.destroy();
  expect(await figure('concordat_upgrades_refused_total{endpoint="sync",status="401"}')).toBe(1);
  expect(await figure('concordat_upgrades_refused_total{endpoint="live",status="403"}')).toBe(1);

  server.world.runtime.rooms.endSession(helen.actor.sessionHash);
  server.world.runtime.live.endSession(helen.actor.sessionHash);
  await Promise.all([writer.closed, page.closed]);
  await vi.waitFor(async () => {
    expect(await figure('concordat_sockets_closed_total{endpoint="sync",code="4401"}')).toBe(1);
    expect(await figure('concordat_sockets_closed_total{endpoint="live",code="4401"}')).toBe(1);
    expect(await figure('concordat_sync_connections')).toBe(1);
    expect(await figure('concordat_live_connections')).toBe(0);
  });
  await watcher.close();
});
