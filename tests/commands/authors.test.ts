import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { BODY } from '#schema/schema';
import { appendUpdates } from '#server/db/documents';
import { specificationById } from '#server/db/specifications';
import { authoredText } from '#server/reads/authored-text';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { done } from '#tests/builders/decisions';
import { editAs } from '#tests/builders/edit-as';
import {
  documentOf,
  draftOf,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let priya: TestPerson;
let ruth: TestPerson;
let quiet: TestPerson;
let id: SpecificationId;
beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  priya = await world.person('Priya Nair', { roles: ['editor'], group: 'social-care' });
  ruth = await world.person('Ruth Calder', { roles: ['editor'], group: 'clinician' });
  quiet = await world.person('Quiet Quentin', { roles: ['observer'], group: 'clinician' });
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await specificationWith(
    world,
    helen,
    documentOf(heading(1, 'Needs', '1'), paragraph('Falls are common and costly.'))
  );
});

const edit = (by: TestPerson, change: Rewrite) => editAs(world, id, by, change);

async function page() {
  return done(await quiet.reads.authors(id));
}

async function counts(): Promise<Record<string, number>> {
  return Object.fromEntries((await page()).shares.map(({ key, words }) => [key, words]));
}

const adding = (words: string) => (text: DocumentJson) => documentOf(...text.content!, paragraph(words));

test('AUT-1 words that come in while the log is being read have their writer too', async () => {
  const { tools } = world.runtime;
  await page();
  await edit(priya, adding('Somebody comes soon.'));
  let reads = 0;
  const histories = {
    upTo: async (...asked: Parameters<typeof tools.histories.upTo>) => {
      const history = await tools.histories.upTo(...asked);
      reads += 1;
      // Somebody writes on, and somebody else's page brings the draft forward before this one has read it.
      if (reads === 1) {
        await edit(ruth, adding('See the guide.'));
        await tools.drafts.newest(asked[0]);
      }
      return history;
    }
  } as typeof tools.histories;
  const context = { tools: { ...tools, histories }, actor: quiet.actor, present: () => new Set<never>() };
  const row = (await specificationById(tools.db, id))!;
  const { runs } = await authoredText(context, row);
  expect(runs.map(({ writer, text }) => [writer.name, text])).toEqual([
    ['Helen Marsh', 'Needs'],
    ['Helen Marsh', 'Falls are common and costly.'],
    ['Priya Nair', 'Somebody comes soon.'],
    ['Ruth Calder', 'See the guide.']
  ]);
  expect(reads).toBe(2);
});

test('AUT-3 what stood in the text from the beginning counts for the file, and names who brought it in', async () => {
  const { shares, sentence, html } = await page();
  expect(shares).toEqual([
    {
      key: 'word-file',
      group: null,
      name: 'From a Word file',
      words: 6,
      part: 1,
      people: ['Helen Marsh'],
      files: [{ name: '', by: 'Helen Marsh', at: expect.any(Date) as Date }]
    }
  ]);
  expect(sentence).toBe('Of the 6 words in the text 100% came from a Word file.');
  expect(html).not.toContain('class="by');
});

test('AUT-1 AUT-4 words count for the group of who wrote them; those that are gone do not', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  await edit(ruth, replacing('two hours', 'one hour'));
  expect(await counts()).toEqual({ 'word-file': 6, 'social-care': 3, clinician: 2 });
  await edit(helen, replacing('Somebody comes', 'Comes'));
  expect(await counts()).toEqual({ 'word-file': 6, clinician: 2, 'social-care': 1, commissioner: 1 });
});

test('AUT-2 formatting the words of others makes nobody their author, nor does an attribute', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  const before = await counts();
  const bold = (node: DocumentJson): DocumentJson => ({
    ...node,
    ...(node.text === undefined ? {} : { marks: [{ type: 'bold' }] }),
    ...(node.type === 'heading' ? { attrs: { ...node.attrs, level: 2, number: '7' } } : {}),
    ...(node.content ? { content: node.content.map(bold) } : {})
  });
  await edit(ruth, bold);
  expect((await page()).html).toContain('<strong>');
  expect(await counts()).toEqual(before);
});

test('AUT-2 a mark and an attribute that a client makes up say nothing of who wrote the words', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  const before = await counts();
  const { documentId, ydoc } = await draftOf(world, id);
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(ydoc));
  const claim = { personId: ruth.actor.personId, name: 'Ruth Calder', group: 'clinician' };
  forged.transact(() => {
    for (const block of forged.getXmlFragment(BODY).toArray() as Y.XmlElement[]) {
      block.setAttribute('author', claim as unknown as string);
      const text = block.get(0) as Y.XmlText;
      text.format(0, text.length, { author: claim, writtenBy: ruth.actor.personId });
    }
  });
  const bytes = Y.encodeStateAsUpdate(forged, Y.encodeStateVector(ydoc));
  const { db, now } = world.runtime.tools;
  const { personId, sessionHash } = ruth.actor;
  // As if the gate had let it through: not even then.
  await db.transaction(async (tx) =>
    appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], await now(tx))
  );
  expect(await counts()).toEqual(before);
  expect(JSON.stringify(await page())).not.toContain('Ruth Calder');
});

test('AUT-5 AUT-19 AUT-20 words that are moved, or brought back, count for who wrote them', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  done(await helen.commands.freezeVersion({ specificationId: id, label: '' }));
  const before = await counts();
  expect(before).toEqual({ 'word-file': 6, 'social-care': 5 });
  await edit(ruth, (text) => documentOf(text.content![2]!, ...text.content!.slice(0, 2)));
  expect(await counts()).toEqual(before);
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  const { seen } = done(await helen.reads.versionRestore(id, { number: '1', clause: null }));
  done(await helen.commands.restoreVersion({ specificationId: id, number: '1', seen }));
  expect(await counts()).toEqual(before);
  expect((await page()).shares.map(({ people }) => people)).toEqual([['Helen Marsh'], ['Priya Nair']]);
});

test('AUT-22 words that somebody else took out count for who pastes them', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  await edit(priya, adding('Somebody comes within two hours.'));
  await edit(helen, adding('Falls are common and costly.'));
  expect(await counts()).toEqual({ clinician: 1, 'social-care': 5, commissioner: 5 });
});

test('AUT-7 each group\u2019s words stand in a class, with a letter, and between words for screen readers', async () => {
  await edit(priya, adding('Somebody comes <soon>.'));
  await edit(ruth, adding('See the guide.'));
  const { html } = await page();
  expect(html).toContain(
    '<span class="by by-social-care"><span class="by-letter" aria-hidden="true">S</span>' +
      '<span class="nhsuk-u-visually-hidden">[Social care: </span>Somebody comes &lt;soon&gt;.' +
      '<span class="nhsuk-u-visually-hidden">] </span></span>'
  );
  expect(html).toContain('class="by by-clinician"');
});

test('AUT-8 only who wrote is named, and only to those who may read the text', async () => {
  await edit(ruth, adding('Somebody comes.'));
  const { shares } = await page();
  expect(shares.map(({ key, people }) => [key, people])).toEqual([
    ['word-file', ['Helen Marsh']],
    ['clinician', ['Ruth Calder']]
  ]);
  expect(JSON.stringify(await page())).not.toContain('Quentin');
  const stranger = await world.person('Sam Stranger', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
  expect(await stranger.reads.authors(id)).toMatchObject({ code: 'not-found' });
});

test('AUT-9 a frozen version tells who wrote the words that stood in it, whatever became of the draft', async () => {
  await edit(priya, adding('Somebody comes within two hours.'));
  done(await helen.commands.freezeVersion({ specificationId: id, label: '' }));
  const frozen = done(await quiet.reads.version(id, '1'));
  await edit(ruth, () => documentOf(paragraph('Falls are common and we shall see.')));
  const then = done(await quiet.reads.authors(id, '1'));
  expect(then.version).toEqual({ number: 1, frozenAt: frozen.frozenAt, hash: frozen.hash });
  expect(then.shares.map(({ key, words, people }) => [key, words, people])).toEqual([
    ['word-file', 6, ['Helen Marsh']],
    ['social-care', 5, ['Priya Nair']]
  ]);
  expect(then.html).toMatch(/by-social-care[^]*Somebody comes within two hours\./);
  expect(then.html).not.toContain('we shall see');
  expect((await page()).version).toBeNull();
  expect((await page()).html).toContain('we shall see');
});

test('AUT-9 a version that does not exist, or is named in another form, is not found', async () => {
  done(await helen.commands.freezeVersion({ specificationId: id, label: '' }));
  for (const number of ['2', '01', '1.0', '-1', '', 'draft'])
    expect(await quiet.reads.authors(id, number)).toMatchObject({ refused: true, code: 'not-found' });
});
