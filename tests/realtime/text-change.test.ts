import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { textOf, type DocumentJson } from '#schema/document-json';
import { editDraft } from '#server/commands/edit-draft';
import { document, documentClient, documentUpdate } from '#server/db/schema/specifications';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { updateMadeBy } from '#server/documents/update-made-by';
import { done } from '#tests/builders/decisions';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { seeded } from '#tests/builders/seeded';
import { emptyDraft, TestNode } from '#tests/cluster/two-nodes';
import { StockClient } from './stock-client';
import { words, write } from './sync-world';

let world: World;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;
let here: TestNode;
let elsewhere: TestNode;
let draft: Awaited<ReturnType<typeof emptyDraft>>;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  // A stock client complains about our own messages on the console; it is meant to skip them.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['editor'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
  const network = new LossyNetwork(seeded(1));
  here = await TestNode.start(world.runtime.tools.db, network.bus());
  elsewhere = await TestNode.start(world.runtime.tools.db, network.bus());
});
beforeEach(async () => {
  draft = await emptyDraft(world.runtime.tools.db, {
    partnershipId: world.partnershipId,
    memberId: helen.memberId
  });
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(async () => {
  await here.close();
  await elsewhere.close();
  await world.close();
});

const change = (by: TestPerson, rewrite: Rewrite, node = here) =>
  editDraft(draft.specificationId, rewrite, { actor: by.actor, tools: node.runtime.tools });

/** Adds a block at the end. */
const adding =
  (block: DocumentJson): Rewrite =>
  (json) =>
    documentOf(...(json.content ?? []).filter((each) => textOf(each) !== ''), block);

async function stock(node: TestNode, person: TestPerson): Promise<StockClient> {
  const client = new StockClient(node, person, draft.room);
  open.push(client);
  return client.synced();
}

function log(): Promise<(typeof documentUpdate.$inferSelect)[]> {
  return world.runtime.tools.db
    .select()
    .from(documentUpdate)
    .where(eq(documentUpdate.documentId, draft.documentId))
    .orderBy(asc(documentUpdate.sequence));
}

const shows = (text: string) => (doc: Y.Doc) => words(doc).includes(text);

it('SYN-181 a change is a row of the person’s, under a client id of theirs, and reaches everybody on every node', async () => {
  const near = await stock(here, helen);
  const far = await stock(elsewhere, tom);
  const changed = done(await change(helen, adding(heading(1, 'Made by a command', '1'))));
  expect(changed).toEqual({ sequence: 1, changed: true });
  await near.until(shows('Made by a command'));
  await far.until(shows('Made by a command'));
  const [row] = await log();
  expect(row).toMatchObject({
    personId: helen.actor.personId,
    sessionHash: helen.actor.sessionHash
  });
  const clients = [...Y.parseUpdateMeta(row!.bytes).to.keys()];
  const bound = await world.runtime.tools.db
    .select()
    .from(documentClient)
    .where(eq(documentClient.documentId, draft.documentId));
  const { personId } = helen.actor;
  expect(bound).toContainEqual(expect.objectContaining({ clientId: clients[0], personId, isFree: true }));
  expect(clients).toHaveLength(1);
});

it('SYN-181 one change after the other goes on under the same id, and another person’s under another', async () => {
  for (const number of ['1', '2', '3']) done(await change(helen, adding(heading(1, 'Heading', number))));
  done(await change(tom, adding(paragraph('By Tom'))));
  const rows = await log();
  const clients = rows.map(({ bytes }) => [...Y.parseUpdateMeta(bytes).to.keys()]);
  expect(new Set(clients.slice(0, 3).flat()).size).toBe(1);
  expect(clients[3]).not.toEqual(clients[0]);
  const { ydoc } = await world.runtime.tools.drafts.newest(draft.documentId);
  expect(jsonFromDoc(ydoc).content).toHaveLength(4);
});

it('SYN-183 changes and edits that come at the same time over two nodes are all kept, and all copies are equal', async () => {
  const near = await stock(here, tom);
  const far = await stock(elsewhere, tom);
  write(near.doc, 'near by Tom');
  write(far.doc, 'far by Tom');
  const answers = await Promise.all([
    change(helen, adding(paragraph('here by Helen'))),
    change(helen, adding(paragraph('elsewhere by Helen')), elsewhere)
  ]);
  expect(answers.map(done).every(({ changed }) => changed)).toBe(true);
  const all = ['near by Tom', 'far by Tom', 'here by Helen', 'elsewhere by Helen'];
  const hasAll = (doc: Y.Doc) => all.every((text) => words(doc).includes(text));
  await Promise.all([near.until(hasAll), far.until(hasAll)]);
  const { ydoc } = await world.runtime.tools.drafts.newest(draft.documentId);
  expect(words(near.doc)).toBe(words(ydoc));
  expect(words(far.doc)).toBe(words(ydoc));
});

it('SYN-184 without the right, in a closed text, or when it does not fit it is refused; nothing is stored', async () => {
  done(await change(helen, adding(paragraph('As it was'))));
  const before = await log();
  const more = adding(paragraph('More'));
  expect(await change(patrick, more)).toMatchObject({ code: 'not-allowed' });
  expect(await change(stranger, more)).toMatchObject({ code: 'not-found' });
  const out = { actor: { kind: 'nobody' }, tools: here.runtime.tools } as const;
  expect(await editDraft(draft.specificationId, more, out)).toMatchObject({ code: 'signed-out' });
  const misfit = documentOf({ type: 'orderedList' });
  expect(await change(helen, () => misfit)).toMatchObject({ code: 'does-not-fit' });
  const closed = { lockedAt: new Date(), lockedBy: helen.memberId };
  const { db } = world.runtime.tools;
  await db.update(document).set(closed).where(eq(document.id, draft.documentId));
  expect(await change(helen, more)).toMatchObject({ code: 'draft-locked' });
  expect(await log()).toEqual(before);
});

it('SYN-184 what the gate refuses to an editor it refuses to the server too: an address that is not allowed', async () => {
  const link = { type: 'link', attrs: { href: 'javascript:alert(1)' } };
  const bad: DocumentJson = { type: 'paragraph', content: [{ type: 'text', text: 'here', marks: [link] }] };
  expect(await change(helen, adding(bad))).toMatchObject({ code: 'does-not-fit' });
  expect(await log()).toEqual([]);
});

it('SYN-185 a change that changes nothing writes nothing', async () => {
  done(await change(helen, adding(paragraph('Once'))));
  const before = await log();
  expect(done(await change(tom, (json) => json))).toEqual({ sequence: 1, changed: false });
  expect(await log()).toEqual(before);
});

it('SYN-185 somebody else’s words come back unchanged through a change: they stay theirs', async () => {
  const bytes = documentFromJson(documentOf(paragraph('By the importer')));
  const near = await stock(here, tom);
  const far = await stock(elsewhere, helen);
  Y.applyUpdate(near.doc, bytes);
  await far.until(shows('By the importer'));
  done(await change(helen, adding(paragraph('By Helen'))));
  const [theirs, mine] = await log();
  expect(theirs).toMatchObject({ personId: tom.actor.personId });
  expect(mine).toMatchObject({ personId: helen.actor.personId });
  expect(new TextDecoder().decode(mine!.bytes)).not.toContain('By the importer');
});

it('SYN-187 edits of two people are two rows, stored together; when the gate refuses one neither is', async () => {
  const { documentId, specificationId } = draft;
  const part = ({ actor: { personId, sessionHash } }: TestPerson, element: string) => ({
    author: { identity: { personId, sessionHash }, mayEdit: true },
    write: (copy: Y.Doc) =>
      updateMadeBy(copy, () => {
        const block = new Y.XmlElement(element);
        block.insert(0, [new Y.XmlText('Words.')]);
        copy.getXmlFragment('body').push([block]);
      })
  });
  const together = (second: string) =>
    here.runtime.tools.changeText(
      { documentId, specificationId },
      { parts: [part(helen, 'paragraph'), part(tom, second)] }
    );
  expect(await together('marquee')).toMatchObject({ refused: true });
  expect(await log()).toEqual([]);
  expect(done(await together('paragraph'))).toEqual({ sequence: 2, changed: true });
  expect((await log()).map(({ personId }) => personId)).toEqual([helen.actor.personId, tom.actor.personId]);
});
