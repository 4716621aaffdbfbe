import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { DocumentId, SpecificationId } from '#domain/ids';
import { refuse } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import { canonicalDocument } from '#schema/canonical';
import { textOf, type DocumentJson } from '#schema/document-json';
import { registerEntry } from '#server/db/schema/decisions';
import {
  documentUpdate,
  specification,
  specificationVersion,
  textRestoration
} from '#server/db/schema/specifications';
import { jsonFromDoc } from '#server/documents/document-bytes';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { done } from '#tests/builders/decisions';
import { editAs } from '#tests/builders/edit-as';
import {
  documentOf,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { seeded } from '#tests/builders/seeded';
import { TestNode } from '#tests/cluster/two-nodes';
import { StockClient } from '#tests/realtime/stock-client';
import { words } from '#tests/realtime/sync-world';

const TEXT = documentOf(
  heading(1, 'Needs', '1'),
  paragraph('Falls are common and costly for older people in the vale.'),
  heading(1, 'Response', '2'),
  paragraph('Somebody comes within two hours.'),
  heading(1, 'Carers', '3'),
  paragraph('Carers are asked every year how they are.')
);

let world: World;
let node: TestNode;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;
let documentId: DocumentId;

beforeAll(async () => {
  // A stock client complains about our own messages on the console; it is meant to skip them.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await buildWorld();
  node = await TestNode.start(world.runtime.tools.db, new LossyNetwork(seeded(1)).bus());
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  stranger = await world.person('Sam Stranger', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
});
afterAll(async () => {
  await node.close();
  await world.close();
});
beforeEach(async () => {
  id = await specificationWith(world, helen, TEXT);
  const { db } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, id));
  documentId = row!.documentId;
  done(await helen.commands.freezeVersion({ specificationId: id, label: 'First' }));
});

const edit = (by: TestPerson, change: Rewrite) => editAs(world, id, by, change);

async function draft(): Promise<DocumentJson> {
  return jsonFromDoc((await world.runtime.tools.drafts.newest(documentId)).ydoc);
}

async function seenBy(person: TestPerson, clause: string | null = null) {
  return done(await person.reads.versionRestore(id, { number: '1', clause }));
}

function restore(by: TestPerson, more: Record<string, unknown> = {}) {
  return by.commands.restoreVersion({ specificationId: id, number: '1', ...more });
}

/** Everything that bringing a version back could change. */
async function everything() {
  const { db } = world.runtime.tools;
  return {
    log: await db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, documentId))
      .orderBy(asc(documentUpdate.sequence)),
    versions: await db
      .select()
      .from(specificationVersion)
      .where(eq(specificationVersion.specificationId, id)),
    restorations: await db.select().from(textRestoration).where(eq(textRestoration.documentId, documentId)),
    register: await db.$count(registerEntry)
  };
}

describe('bringing a version back', () => {
  test('VER-20 the draft says what the version says, as an edit of the person, and nothing in the log is lost', async () => {
    await edit(tom, replacing('two hours', 'four hours'));
    await edit(tom, (text) => documentOf(...text.content!.slice(0, 4), paragraph('Something else.')));
    const before = await everything();
    const { seen, summary } = await seenBy(helen);
    expect(summary).toBe('1 clause changed and 1 added. 10 words added and 3 removed.');
    expect(done(await restore(helen, { seen }))).toEqual({ number: 1, clause: '', changed: true, keptAs: 2 });
    expect(canonicalDocument(await draft())).toBe(canonicalDocument(TEXT));
    const after = await everything();
    expect(after.log.slice(0, -1)).toEqual(before.log);
    expect(after.log.at(-1)).toMatchObject({
      personId: helen.actor.personId,
      sessionHash: helen.actor.sessionHash
    });
    expect(after.restorations).toMatchObject([
      { sequence: after.log.length, clause: '', restoredBy: helen.memberId }
    ]);
  });

  test('VER-20 whoever has the draft open sees it come back', async () => {
    await edit(tom, (text) => documentOf(text.content![0]!));
    const client = new StockClient(node, tom, roomName(documentId));
    await client.synced();
    expect(words(client.doc)).not.toContain('two hours');
    const { seen } = await seenBy(helen);
    const on = node.runtime.tools;
    const { restoreVersion } = (await import('#server/commands/all-commands')).commandsFor(helen.actor, on);
    done(await restoreVersion({ specificationId: id, number: '1', seen }));
    await client.until((doc) => words(doc).includes('Somebody comes within two hours.'));
    await client.close();
  });

  test('VER-21 comments stay where their words survive, and what reads the same keeps its look', async () => {
    const said = { specificationId: id, body: 'Who decides?' };
    const kept = done(
      await patrick.commands.addComment({ ...said, ...(await passage(world, id, 'common and costly')) })
    );
    const near = done(
      await patrick.commands.addComment({ ...said, ...(await passage(world, id, 'are asked every year')) })
    );
    await edit(tom, replacing('Somebody comes', 'A nurse comes'));
    await edit(tom, replacing('how they are', 'and thanked'));
    const { seen } = await seenBy(helen);
    const places = async () => {
      const { items } = done(await patrick.reads.comments(id));
      return items.map(({ id: comment, wordsNow, range }) => ({ comment, wordsNow, found: range !== null }));
    };
    done(await restore(helen, { seen }));
    expect(await places()).toEqual([
      { comment: kept.id, wordsNow: null, found: true },
      { comment: near.id, wordsNow: null, found: true }
    ]);
    const lastRow = (await everything()).log.at(-1)!;
    expect(new TextDecoder().decode(lastRow.bytes)).not.toContain('common and costly');
  });

  test('VER-22 one clause comes back alone; one that is gone stands again after the clause it stood after', async () => {
    await edit(tom, replacing('older people', 'everybody'));
    await edit(tom, (text) => documentOf(...text.content!.slice(0, 2), ...text.content!.slice(4)));
    const { seen, clause } = await seenBy(helen, '2');
    expect(clause).toEqual({ part: 2, name: 'Response' });
    done(await restore(helen, { seen, clause: '2' }));
    expect((await draft()).content!.map(textOf)).toEqual([
      'Needs',
      'Falls are common and costly for everybody in the vale.',
      'Response',
      'Somebody comes within two hours.',
      'Carers',
      'Carers are asked every year how they are.'
    ]);
  });

  test('VER-23 what was replaced is frozen first, so the way back is the same; the register tells of both', async () => {
    await edit(tom, replacing('two hours', 'four hours'));
    const spoiled = canonicalDocument(await draft());
    done(await restore(helen, { seen: (await seenBy(helen)).seen }));
    const { versions } = await everything();
    expect(versions.at(-1)).toMatchObject({
      number: 2,
      label: 'Before version 1 was brought back',
      occasion: 'restored',
      canonical: spoiled
    });
    const sentences = done(await helen.reads.register()).items.map(({ sentence }) => sentence);
    expect(sentences[0]).toMatch(/Helen Marsh \(ICB\) brought version 1 back into the draft of/);
    expect(sentences[1]).toMatch(/froze version 2 .*“Before version 1 was brought back”/);

    const back = done(await tom.reads.versionRestore(id, { number: '2', clause: null }));
    done(await restore(tom, { number: '2', seen: back.seen }));
    expect(canonicalDocument(await draft())).toBe(spoiled);
  });

  test('VER-24 who has not seen what they would replace is told, and nothing is changed', async () => {
    await edit(tom, replacing('two hours', 'four hours'));
    const { seen } = await seenBy(helen);
    await edit(tom, replacing('four hours', 'one hour'));
    const before = await everything();
    expect(await restore(helen, { seen })).toEqual(refuse('draft-changed'));
    expect(await restore(helen)).toEqual(refuse('draft-changed'));
    expect(await restore(helen, { clause: '2', seen: (await seenBy(helen, '3')).seen })).toEqual(
      refuse('draft-changed')
    );
    expect(await everything()).toEqual(before);
    // A clause that nobody has touched since can come back all the same.
    const clause = await seenBy(helen, '2');
    await edit(tom, replacing('Carers are asked', 'Carers are told'));
    expect(done(await restore(helen, { clause: '2', seen: clause.seen }))).toMatchObject({ changed: true });
  });

  test('VER-24 two who bring back at the same time: the same version once, different ones one after the other or not', async () => {
    await edit(tom, replacing('two hours', 'four hours'));
    const { seen } = await seenBy(helen);
    const same = await Promise.all([restore(helen, { seen }), restore(tom, { seen })]);
    expect(same.map((answer) => done(answer).changed).sort()).toEqual([false, true]);
    expect((await everything()).restorations).toHaveLength(1);

    await edit(tom, replacing('two hours', 'three days'));
    done(await helen.commands.freezeVersion({ specificationId: id, label: 'Slow' }));
    await edit(tom, replacing('three days', 'five days'));
    const [first, slow] = [
      await seenBy(helen),
      done(await tom.reads.versionRestore(id, { number: '3', clause: null }))
    ];
    const answers = await Promise.all([
      restore(helen, { seen: first.seen }),
      restore(tom, { number: '3', seen: slow.seen })
    ]);
    const refused = answers.filter((answer) => 'refused' in answer);
    expect(refused).toEqual([refuse('draft-changed')]);
    expect((await everything()).restorations).toHaveLength(2);
    expect(textOf(await draft())).toMatch(/within (two hours|three days)\./);
  });

  test.each([
    ['someone who may not edit', () => patrick, {}, 'not-allowed'],
    ['someone from elsewhere', () => stranger, {}, 'not-found'],
    ['a version that does not exist', () => helen, { number: '7' }, 'not-found'],
    ['a number in another form', () => helen, { number: '01' }, 'not-found'],
    ['a clause that the version does not have', () => helen, { clause: '4' }, 'not-found'],
    ['a clause that is no number', () => helen, { clause: 'two' }, 'not-found']
  ] as const)('VER-25 refused: %s', async (_, who, more, code) => {
    await edit(tom, replacing('two hours', 'four hours'));
    const { seen } = await seenBy(helen);
    const before = await everything();
    expect(await restore(who(), { seen, ...more })).toMatchObject({ refused: true, code });
    const asked = {
      number: String({ number: '1', ...more }.number),
      clause: 'clause' in more ? more.clause : null
    };
    expect(await who().reads.versionRestore(id, asked)).toMatchObject({ refused: true, code });
    expect(await everything()).toEqual(before);
  });

  test('VER-25 refused in a text that is closed for editing', async () => {
    await edit(tom, replacing('two hours', 'four hours'));
    const { seen } = await seenBy(helen);
    done(await helen.commands.closeText({ specificationId: id }));
    const before = await everything();
    expect(await restore(helen, { seen })).toMatchObject({ code: 'draft-locked' });
    expect((await seenBy(helen)).closed?.closedBy).toBe('Helen Marsh');
    expect(await everything()).toEqual(before);
  });

  test('VER-26 a draft that says the same already is left alone', async () => {
    const before = await everything();
    expect((await seenBy(helen)).html).toBe('');
    expect(done(await restore(helen, { seen: 'whatever' }))).toEqual({
      number: 1,
      clause: '',
      changed: false,
      keptAs: null
    });
    expect(await everything()).toEqual(before);
  });

  test('VER-27 a text that was deleted comes back in one step', async () => {
    await edit(tom, () => documentOf(paragraph('')));
    expect(textOf(await draft())).toBe('');
    const { seen, summary } = await seenBy(helen);
    expect(summary).toBe('1 clause changed and 3 added. 27 words added.');
    expect(done(await restore(helen, { seen }))).toMatchObject({ changed: true, keptAs: null });
    expect(canonicalDocument(await draft())).toBe(canonicalDocument(TEXT));
    const fresh = new Y.Doc();
    for (const { bytes } of (await everything()).log) Y.applyUpdate(fresh, bytes);
    expect(canonicalDocument(jsonFromDoc(fresh))).toBe(canonicalDocument(TEXT));
  });
});
