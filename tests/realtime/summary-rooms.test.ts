import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { SpecificationId } from '#domain/ids';
import type { Role } from '#domain/membership';
import { documentOfRoom, roomName } from '#protocol/rooms';
import { memberRole } from '#server/db/schema/people';
import { documentUpdate, specification } from '#server/db/schema/specifications';
import { done } from '#tests/builders/decisions';
import { summaryFor, withClauses } from '#tests/builders/summaries';
import type { TestPerson } from '#tests/builders/world';
import { RawClient } from './raw-client';
import { updateOf, words, write } from './sync-world';
import { WholeServer } from './whole-server';

const NEVER = 24 * 3_600_000;
let server: WholeServer;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;
let specificationId: SpecificationId;
/** Of the text, and of the summary of "aims". */
let rooms: { text: string; summary: string };
const clients: RawClient[] = [];

beforeAll(async () => {
  server = await WholeServer.open({ sync: { lease: NEVER }, live: { lease: NEVER } });
});
beforeEach(async () => {
  const { world } = server;
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
  specificationId = await withClauses(world, helen);
  const { room } = done(await helen.commands.startPlainSummary({ specificationId, clause: 'aims' }));
  const { db } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, specificationId));
  rooms = { text: roomName(row!.documentId), summary: room };
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => server.close());

async function enter(person: TestPerson, room = rooms.summary): Promise<RawClient> {
  const client = await RawClient.open(server, person, room);
  clients.push(client);
  await client.wholeDocument();
  return client;
}

async function rows(room = rooms.summary): Promise<number> {
  const { db, drafts } = server.world.runtime.tools;
  await drafts.settle();
  return db.$count(documentUpdate, eq(documentUpdate.documentId, documentOfRoom(room)!));
}

const saying = (text: string) => updateOf(new Y.Doc(), (doc) => write(doc, text));

async function setRoles({ memberId }: TestPerson, roles: readonly Role[]): Promise<void> {
  const { db } = server.world.runtime.tools;
  await db.delete(memberRole).where(eq(memberRole.memberId, memberId));
  for (const role of roles) await db.insert(memberRole).values({ memberId, role });
  await server.world.runtime.rooms.recheck();
}

it('PLN-2 editors write a summary together, and readers see it', async () => {
  const [hers, his, theirs] = [await enter(helen), await enter(tom), await enter(patrick)];
  hers.sendUpdate(saying('We come to you.'));
  await hers.saved(1);
  for (const client of [his, theirs])
    expect(words(await client.wholeDocument())).toContain('We come to you.');
  his.sendUpdate(saying('Day and night.'));
  await his.saved(1);
  expect((await summaryFor(patrick, specificationId, 'aims')).blocks).toHaveLength(2);
});

it('PLN-2 who may only read changes nothing over the socket', async () => {
  const [hers, theirs] = [await enter(helen), await enter(patrick)];
  hers.sendUpdate(saying('We come to you.'));
  await hers.saved(1);
  const before = await rows();
  theirs.sendUpdate(saying('Mine.'));
  expect(await theirs.next('refused')).toMatchObject({ code: 'read-only' });
  expect(words(await hers.wholeDocument())).not.toContain('Mine.');
  expect(await rows()).toBe(before);
});

it('PLN-2 who is not of the partnership finds no room, no more than one that there is not', async () => {
  const refused = (room: string) =>
    RawClient.open(server, stranger, room).catch((fault: Error) => fault.message);
  const unknown = await refused(`draft-${crypto.randomUUID()}`);
  expect(unknown).toContain('404');
  expect(await refused(rooms.summary)).toBe(unknown);
});

it('PLN-2 a right that ends ends in the text and in its summaries', async () => {
  const [text, summary] = [await enter(tom, rooms.text), await enter(tom)];
  await setRoles(tom, ['contributor']);
  for (const [client, room] of [
    [text, rooms.text],
    [summary, rooms.summary]
  ] as const) {
    const before = await rows(room);
    client.sendUpdate(saying('Too late.'));
    expect(await client.next('refused')).toMatchObject({ code: 'read-only' });
    expect(await rows(room)).toBe(before);
  }
});

it('PLN-3 who is writing a summary when the text is closed is told so, and nothing more is stored', async () => {
  const client = await enter(tom);
  client.sendUpdate(saying('In time.'));
  await client.saved(1);
  done(await helen.commands.closeText({ specificationId }));
  const before = await rows();
  client.sendUpdate(updateOf(await client.wholeDocument(), (doc) => write(doc, 'Too late.')));
  expect(await client.next('refused')).toMatchObject({ code: 'draft-locked' });
  expect(await rows()).toBe(before);
  done(await helen.commands.openText({ specificationId }));
  const again = await enter(helen);
  again.sendUpdate(saying('Later.'));
  await again.saved(1);
  expect(await rows()).toBe(before + 1);
});

it('PLN-4 writing in a summary is announced to the pages of its specification', async () => {
  const topic = { kind: 'specification' as const, id: specificationId };
  const page = await server.page(patrick, [topic]);
  const client = await enter(helen);
  const before = page.heard.length;
  client.sendUpdate(saying('We come to you.'));
  await vi.waitFor(() => expect(page.heard.slice(before)).toContain(`specification/${specificationId}`));
});
