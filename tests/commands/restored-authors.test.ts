import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { documentUpdate } from '#server/db/schema/specifications';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { done } from '#tests/builders/decisions';
import { editAs } from '#tests/builders/edit-as';
import {
  documentOf,
  draftOf,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let priya: TestPerson;
let ruth: TestPerson;
let id: SpecificationId;
beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  const organisationId = await world.organisation('Council', 'council');
  priya = await world.person('Priya Nair', { roles: ['editor'], group: 'social-care', organisationId });
  ruth = await world.person('Ruth Calder', { roles: ['editor'], group: 'clinician' });
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await specificationWith(
    world,
    helen,
    documentOf(
      heading(1, 'Needs', '1'),
      paragraph('Falls are common and costly.'),
      heading(1, 'Response', '2'),
      paragraph('Somebody comes within two hours.')
    )
  );
  await edit(priya, replacing('two hours', 'one hour'));
  await edit(ruth, (text) => documentOf(...text.content!, heading(1, 'Carers'), paragraph('Ask them.')));
});

const edit = (by: TestPerson, change: Rewrite) => editAs(world, id, by, change);
const freeze = async () => done(await helen.commands.freezeVersion({ specificationId: id, label: '' }));

async function bringBack(number = '1', clause: string | null = null) {
  const { seen } = done(await helen.reads.versionRestore(id, { number, clause }));
  const fields = { specificationId: id, number, seen, ...(clause !== null && { clause }) };
  done(await helen.commands.restoreVersion(fields));
}

async function told(words: string) {
  const { from, to, quote } = await passage(world, id, words);
  const asked = { clause: null, from: String(from), to: String(to), quote };
  const { parts } = done(await ruth.reads.passageHistory(id, asked));
  return parts.map(({ text, writer, origin, carried }) => [
    ...[text.trim(), writer.name, writer.organisation, origin.kind],
    carried && `${carried.kind} by ${carried.by.name}`
  ]);
}

async function counts(): Promise<Record<string, number>> {
  const { shares } = done(await ruth.reads.authors(id));
  return Object.fromEntries(shares.map(({ key, words }) => [key, words]));
}

const RESPONSE = [
  ['Somebody comes within', 'Helen Marsh', 'ICB', 'word-file', 'restored by Helen Marsh'],
  ['one hour.', 'Priya Nair', 'Council', 'written', 'restored by Helen Marsh']
];
const COUNTS = { 'word-file': 10, 'social-care': 2, clinician: 3 };

test('AUT-19 a text that was emptied comes back with everybody who wrote in it', async () => {
  await freeze();
  const [, { first }] = await partsWithTimes('Somebody comes');
  expect(await counts()).toEqual(COUNTS);
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  await bringBack();
  expect(await counts()).toEqual(COUNTS);
  expect(await told('Somebody comes')).toEqual(RESPONSE);
  expect(await told('Ask them')).toEqual([
    ['Ask them.', 'Ruth Calder', 'ICB', 'written', 'restored by Helen Marsh']
  ]);
  // The day on which it was written, not the one on which it came back.
  expect((await partsWithTimes('Somebody comes'))[1].first).toEqual(first);
});

async function partsWithTimes(words: string) {
  const { from, to, quote } = await passage(world, id, words);
  const asked = { clause: null, from: String(from), to: String(to), quote };
  const { parts } = done(await ruth.reads.passageHistory(id, asked));
  return parts as [(typeof parts)[number], (typeof parts)[number]];
}

test('AUT-19 of a clause that was changed since, each word that comes back is of who wrote it then', async () => {
  await freeze();
  await edit(ruth, replacing('within one hour', 'one day, or'));
  await bringBack('1', '2');
  expect(await told('Somebody comes')).toEqual([
    ['Somebody comes', 'Helen Marsh', 'ICB', 'word-file', null],
    ['within', 'Helen Marsh', 'ICB', 'word-file', 'restored by Helen Marsh'],
    ['one hour.', 'Priya Nair', 'Council', 'written', 'restored by Helen Marsh']
  ]);
  expect(await counts()).toEqual(COUNTS);
});

test('AUT-19 what was brought back, changed and brought back again is still of who wrote it first', async () => {
  await freeze();
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  await bringBack();
  await freeze();
  await edit(ruth, () => documentOf(paragraph('Nothing again.')));
  const versions = done(await helen.reads.versions(id)).versions.map(({ number }) => number);
  const newest = Math.max(...versions);
  await bringBack(String(newest));
  expect(await told('Somebody comes')).toEqual(RESPONSE);
  expect(await counts()).toEqual(COUNTS);
});

test('AUT-19 a line that a version says twice is of who wrote it in that place', async () => {
  const yes = (text: DocumentJson) =>
    documentOf(...text.content!, heading(1, 'Money'), paragraph('Ask them.'), paragraph('By letter.'));
  await edit(priya, yes);
  await freeze();
  const before = await counts();
  await edit(ruth, (text) => documentOf(...text.content!.slice(0, 6)));
  await bringBack('1', '4');
  expect(await counts()).toEqual(before);
  expect((await told('By letter'))[0]![1]).toBe('Priya Nair');
});

test('AUT-19 words of a version that cannot be made again from the log are told as from the version, and of nobody', async () => {
  const version = await freeze();
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  const { tools } = world.runtime;
  const at = tools.drafts.at.bind(tools.drafts);
  await bringBack();
  // As if the rows up to the version said something else than what was frozen.
  Object.assign(tools.drafts, { at: (document: Parameters<typeof at>[0]) => at(document, 1) });
  expect(await counts()).toEqual({ restored: 15 });
  expect(await told('Somebody comes')).toEqual([
    ['Somebody comes within one hour.', 'Helen Marsh', 'ICB', 'restored', null]
  ]);
  Object.assign(tools.drafts, { at });
  expect(version.number).toBe(1);
});

test('AUT-19 what is typed while a version comes back is of who types it', async () => {
  await freeze();
  await edit(ruth, () => documentOf(paragraph('Nothing.')));
  await bringBack();
  await edit(ruth, replacing('Ask them.', 'Ask them soon.'));
  expect(await told('Ask them')).toEqual([
    ['Ask them', 'Ruth Calder', 'ICB', 'written', 'restored by Helen Marsh'],
    ['soon.', 'Ruth Calder', 'ICB', 'written', null]
  ]);
  const { documentId } = await draftOf(world, id);
  const { db } = world.runtime.tools;
  // It is worked out from the log, and nothing is written for it.
  const rows = await db.$count(documentUpdate, eq(documentUpdate.documentId, documentId));
  await counts();
  expect(await db.$count(documentUpdate, eq(documentUpdate.documentId, documentId))).toBe(rows);
});
