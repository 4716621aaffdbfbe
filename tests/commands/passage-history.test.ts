import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { SpecificationId, VersionId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { VersionLines } from '#server/documents/version-lines';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
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

let world: World;
let helen: TestPerson;
let priya: TestPerson;
let patrick: TestPerson;
let reader: TestPerson;
let id: SpecificationId;
beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead', 'board-member'] });
  const organisationId = await world.organisation('Council', 'council');
  priya = await world.person('Priya Nair', { roles: ['editor'], group: 'social-care', organisationId });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  reader = await world.person('Rea Reader', { roles: ['observer'], group: 'observer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  id = await specificationWith(
    world,
    helen,
    documentOf(
      heading(1, 'Needs', '1'),
      paragraph('Falls are common and costly. Help differs by postcode.'),
      heading(1, 'Response', '2'),
      paragraph('Somebody comes within two hours.')
    )
  );
});

const edit = (by: TestPerson, change: Rewrite) => editAs(world, id, by, change);

const NOTHING = { clause: null, from: null, to: null, quote: null };

async function ofWords(words: string) {
  const { from, to, quote } = await passage(world, id, words);
  const asked = { ...NOTHING, from: String(from), to: String(to), quote };
  return done(await reader.reads.passageHistory(id, asked));
}

async function ofClause(clause: string) {
  return done(await reader.reads.passageHistory(id, { ...NOTHING, clause }));
}

const told = ({ parts }: Awaited<ReturnType<typeof ofWords>>) =>
  parts.map(({ text, writer, origin }) => [
    text,
    writer.name,
    writer.group,
    writer.organisation,
    origin.kind
  ]);

test('AUT-10 who wrote which words of a sentence, and when', async () => {
  const before = Date.now();
  await edit(priya, replacing('within two hours', 'within one hour'));
  const history = await ofWords('Somebody');
  expect(history.words).toBe('Somebody comes within one hour.');
  expect(told(history)).toEqual([
    ['Somebody comes within ', 'Helen Marsh', 'commissioner', 'ICB', 'word-file'],
    ['one hour.', 'Priya Nair', 'social-care', 'Council', 'written']
  ]);
  // The log is stamped by the server's own clock, and what the text began with by the command's.
  expect(history.parts[1]!.first.getTime()).toBeGreaterThanOrEqual(before);
  expect(history.parts[0]!.first).toEqual(world.clock.now);
});

test('AUT-11 words are looked at as whole sentences, and a clause gives its sentences one by one', async () => {
  expect((await ofWords('costly. Help')).words).toBe(
    'Falls are common and costly. Help differs by postcode.'
  );
  expect((await ofWords('postcode')).words).toBe('Help differs by postcode.');
  const { clause, sentences } = await ofClause('clause-1');
  expect(clause).toBe('1 Needs');
  expect(sentences.map(({ quote }) => quote)).toEqual([
    'Needs',
    'Falls are common and costly.',
    'Help differs by postcode.'
  ]);
  for (const { from, to, quote } of sentences) {
    const asked = { ...NOTHING, from: String(from), to: String(to), quote };
    const history = done(await reader.reads.passageHistory(id, asked));
    expect(history.words).toBe(quote);
    expect(history.sentences).toEqual([]);
  }
});

test('AUT-11 a sentence ends with its block, and the words of a note are no part of it', async () => {
  const note: DocumentJson = { type: 'footnote', attrs: { text: 'See the guide. It is long.' } };
  const before: DocumentJson = { type: 'text', text: 'One in three falls each year' };
  const after: DocumentJson = { type: 'text', text: ' and some fall again' };
  id = await specificationWith(
    world,
    helen,
    documentOf(
      heading(1, 'Needs', '1'),
      { type: 'paragraph', content: [before, note, after] },
      paragraph('help differs by postcode, e.g. in the vale')
    )
  );
  const { sentences } = await ofClause('clause-1');
  expect(sentences.map(({ quote }) => quote)).toEqual([
    'Needs',
    'One in three falls each year and some fall again',
    'help differs by postcode, e.g. in the vale'
  ]);
  expect((await ofWords('three')).words).toBe('One in three falls each year and some fall again');
});

test('AUT-10 comments that are on the words, or were before the words were rewritten, are told with their answers', async () => {
  const comment = async (words: string, body: string) =>
    done(
      await patrick.commands.addComment({ specificationId: id, body, ...(await passage(world, id, words)) })
    );
  const first = await comment('two hours', 'Two is too long.');
  await comment('postcode', 'Which postcodes?');
  const answer = { commentId: first.id, outcome: 'not-changed', body: 'It stays as it is.' };
  done(await helen.commands.answerComment(answer));
  const said = async (words: string) =>
    (await ofWords(words)).comments.map(({ body, answer: given, range }) => [
      body,
      given?.body,
      range !== null
    ]);
  expect(await said('Somebody comes')).toEqual([['Two is too long.', 'It stays as it is.', true]]);
  await edit(priya, replacing('two hours', 'one'));
  expect(await said('Somebody comes')).toEqual([['Two is too long.', 'It stays as it is.', false]]);
  expect(await said('postcode')).toEqual([['Which postcodes?', undefined, true]]);
});

test('AUT-10 the versions and decisions that carry exactly these words are told, and no others', async () => {
  done(await helen.commands.freezeVersion({ specificationId: id, label: 'First' }));
  await edit(priya, replacing('two hours', 'one hour'));
  const version = done(await helen.commands.freezeVersion({ specificationId: id, label: 'For the boards' }));
  const fields = decisionFields({ versionId: version.id } as Boards, { reference: 'JCC-41' });
  done(await helen.commands.proposeDecision(fields));
  const carried = async (words: string) =>
    (await ofWords(words)).versions.map(({ number, label, decisions }) => [
      ...[number, label],
      decisions.map(({ reference }) => reference)
    ]);
  expect(await carried('Somebody')).toEqual([[2, 'For the boards', ['JCC-41']]]);
  expect(await carried('postcode')).toEqual([
    [1, 'First', []],
    [2, 'For the boards', ['JCC-41']]
  ]);
  await edit(helen, replacing('one hour', 'half an hour'));
  expect(await carried('Somebody')).toEqual([]);
  expect((await ofClause('clause-1')).versions.map(({ number }) => number)).toEqual([1, 2]);
});

test('AUT-10 the text of a version is read once, however often it is asked for, and only so much is kept', async () => {
  const { db } = world.runtime.tools;
  const versions: VersionId[] = [];
  for (const label of ['First', 'Second', 'Third'])
    versions.push(done(await helen.commands.freezeVersion({ specificationId: id, label })).id);
  const line =
    'Needs Falls are common and costly. Help differs by postcode. Response Somebody comes within two hours.';
  const lines = new VersionLines(db, 2 * line.length);
  const select = vi.spyOn(db, 'select');
  const readsOf = async (...which: number[]) => {
    select.mockClear();
    const ids = which.map((index) => versions[index]!);
    expect(await lines.of(ids)).toEqual(new Map(ids.map((versionId) => [versionId, line])));
    return select.mock.calls.length;
  };
  expect(await readsOf(0, 1)).toBe(1);
  expect(await readsOf(1, 0)).toBe(0);
  // The one asked for longest ago makes room.
  expect(await readsOf(2)).toBe(1);
  expect(await readsOf(0, 2)).toBe(0);
  expect(await readsOf(1)).toBe(1);
  expect(await readsOf()).toBe(0);
  await ofWords('Somebody');
  select.mockClear();
  await ofWords('Somebody');
  const texts = select.mock.calls.filter(([fields]) => fields && 'canonical' in fields);
  expect(texts).toEqual([]);
  select.mockRestore();
});

test('AUT-13 words that were pasted name the version that said them before', async () => {
  done(await helen.commands.freezeVersion({ specificationId: id, label: '' }));
  const gone = (text: DocumentJson) => documentOf(...text.content!.slice(0, 3));
  await edit(helen, gone);
  await edit(priya, (text) => documentOf(...text.content!, paragraph('Somebody comes within two hours.')));
  const { parts } = await ofWords('Somebody comes');
  const own = parts.filter(({ writer }) => writer.name === 'Priya Nair');
  expect(own.map(({ text, before }) => [text.trim(), before])).toEqual([
    ['Somebody comes within two hours.', 1]
  ]);
  // Four words stand in many places.
  await edit(helen, gone);
  await edit(priya, (text) => documentOf(...text.content!, paragraph('comes within two hours.')));
  expect((await ofWords('comes within')).parts.map(({ text, before }) => [text.trim(), before])).toEqual([
    ['comes within two hours.', null]
  ]);
});

test('AUT-20 words that somebody takes out and puts elsewhere say who wrote them, and who moved them when', async () => {
  await edit(priya, replacing('two hours', 'one hour'));
  await edit(helen, (text) => documentOf(...text.content!.slice(0, 3)));
  await edit(helen, (text) => documentOf(paragraph('Somebody comes within one hour.'), ...text.content!));
  const parts = (await ofWords('Somebody comes')).parts;
  expect(
    parts.map(({ text, writer, origin, carried, before }) => [
      ...[text.trim(), writer.name, writer.organisation, origin.kind],
      ...[carried?.kind, carried?.by.name, before]
    ])
  ).toEqual([
    // Helen only brought the file in: she has moved her own.
    ['Somebody comes within', 'Helen Marsh', 'ICB', 'word-file', undefined, undefined, null],
    ['one hour.', 'Priya Nair', 'Council', 'written', 'moved', 'Helen Marsh', null]
  ]);
});

test('AUT-14 what is not there, or is named in another form, is refused', async () => {
  const { from, to, quote } = await passage(world, id, 'Somebody comes');
  const refused = async (asked: Partial<Record<keyof typeof NOTHING, string>>, by = reader) => {
    const answer = await by.reads.passageHistory(id, { ...NOTHING, ...asked });
    return 'code' in answer ? answer.code : 'done';
  };
  const there = { from: String(from), to: String(to), quote };
  expect(await refused(there)).toBe('done');
  expect(await refused({ ...there, quote: 'Nobody comes' })).toBe('passage-changed');
  for (const asked of [
    {},
    { ...there, from: '-1' },
    { ...there, from: '1e1' },
    { ...there, to: there.from },
    { from: there.from, to: there.to },
    { clause: 'clause-99' },
    { clause: 'clause-null' },
    { clause: 'clause-undefined' },
    { clause: '' },
    { clause: '../versions' }
  ])
    expect(await refused(asked), JSON.stringify(asked)).toBe('not-found');
  const stranger = await world.person('Sam Stranger', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
  expect(await refused(there, stranger)).toBe('not-found');
});
