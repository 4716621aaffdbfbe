import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { textMerge } from '#server/db/schema/specifications';
import { done } from '#tests/builders/decisions';
import { documentOf, draftOf, paragraph, passage, replacing } from '#tests/builders/specification';
import { sha256Hex } from '#server/sha256';
import { MergeStory, swap } from './merge-story';

let story: MergeStory;
beforeAll(async () => {
  story = await MergeStory.start();
});
afterAll(() => story.close());
beforeEach(() => story.begin());

async function merge(bytes: Uint8Array<ArrayBuffer>, name = 'falls.docx') {
  done(await story.send(story.tom, bytes, name));
  const offer = await story.offered(story.tom);
  return done(await story.tom.commands.mergeWordFile(story.formOf(offer)));
}

async function partsOf(words: string) {
  const { from, to, quote } = await passage(story.world, story.id, words);
  const asked = { clause: null, from: String(from), to: String(to), quote };
  return done(await story.patrick.reads.passageHistory(story.id, asked)).parts;
}

async function shares() {
  const page = done(await story.patrick.reads.authors(story.id));
  return page.shares.map(({ key, words, files }) => [key, words, files.map(({ name, by }) => [name, by])]);
}

test('AUT-17 AUT-18 words that a merge brings in are from the file of that name, and of nobody who merged it', async () => {
  const before = await shares();
  expect(before).toEqual([['word-file', 27, [['', 'Helen Marsh']]]]);
  const bytes = await story.word(swap('every year how', 'every spring and autumn how'));
  const started = Date.now();
  await merge(bytes, 'carers answer.docx');
  const parts = await partsOf('Carers are');
  expect(parts.map(({ text, writer, origin, carried }) => [text, writer.name, origin, carried])).toEqual([
    ['Carers are asked every ', 'Helen Marsh', { kind: 'word-file', fileName: '' }, null],
    ['spring and autumn', 'Tom Adeyemi', { kind: 'word-file', fileName: 'carers answer.docx' }, null],
    [' how they are.', 'Helen Marsh', { kind: 'word-file', fileName: '' }, null]
  ]);
  expect(parts[1]!.first.getTime()).toBeGreaterThanOrEqual(started);
  expect(await shares()).toEqual([
    [
      ...['word-file', 29],
      [
        ['', 'Helen Marsh'],
        ['carers answer.docx', 'Tom Adeyemi']
      ]
    ]
  ]);
  const { db } = story.world.runtime.tools;
  const { documentId } = await draftOf(story.world, story.id);
  const kept = await db.select().from(textMerge).where(eq(textMerge.documentId, documentId));
  expect(kept).toEqual([
    expect.objectContaining({
      sequence: 2,
      fileName: 'carers answer.docx',
      fileHash: sha256Hex(bytes),
      mergedBy: story.tom.memberId
    })
  ]);
});

test('AUT-17 what the same person types before and after a merge is theirs', async () => {
  await story.edit(story.tom, replacing('two hours', 'ninety minutes'));
  await merge(await story.word(swap('every year', 'every spring')));
  await story.edit(story.tom, replacing('common', 'frequent'));
  expect(await shares()).toEqual([
    [
      ...['word-file', 24],
      [
        ['', 'Helen Marsh'],
        ['falls.docx', 'Tom Adeyemi']
      ]
    ],
    ['commissioner', 3, []]
  ]);
});

test('AUT-17 a clause that a file only says in another place stays with who wrote it, and says which file moved it', async () => {
  const written = 'Somebody who knows the person comes to their home within one hour.';
  await story.edit(story.helen, (text) => withLine(text, 3, written));
  const bytes = await story.word(movedToEnd('Response', 'Carers'));
  const { counts } = await merge(bytes);
  expect(counts.moved).toBeGreaterThan(0);
  const parts = await partsOf('Somebody who knows');
  expect(
    parts.map(({ text, writer, origin, carried }) => [
      ...[text.trim(), writer.name, origin.kind],
      ...[carried?.kind, carried?.by.name]
    ])
  ).toEqual([[written, 'Helen Marsh', 'written', 'merged', 'Tom Adeyemi']]);
  expect(parts[0]!.carried).toMatchObject({ fileName: 'falls.docx' });
});

test('AUT-17 a merge in which nothing is taken is kept nowhere', async () => {
  await merge(await story.word());
  const { db } = story.world.runtime.tools;
  const { documentId } = await draftOf(story.world, story.id);
  expect(await db.$count(textMerge, eq(textMerge.documentId, documentId))).toBe(0);
});

test('AUT-17 whoever looks in the moment before it is known what an edit brought in sees it right afterwards', async () => {
  done(await story.send(story.tom, await story.word(swap('every year how', 'every spring how'))));
  const form = story.formOf(await story.offered(story.tom));
  const { tools } = story.world.runtime;
  const { documentId } = await draftOf(story.world, story.id);
  const changeText = tools.changeText;
  let seen: unknown;
  const looking: typeof changeText = async (...asked) => {
    const changed = await changeText(...asked);
    seen = await shares();
    return changed;
  };
  Object.assign(tools, { changeText: looking });
  done(await story.tom.commands.mergeWordFile(form));
  Object.assign(tools, { changeText });
  expect(seen).toContainEqual(['commissioner', 1, []]);
  expect((await shares()).map(([key, words]) => [key, words])).toEqual([['word-file', 27]]);
  expect((await tools.histories.upTo(documentId, 2)).brought(2)).toMatchObject({ kind: 'merged' });
});

const withLine = (text: DocumentJson, at: number, words: string) =>
  documentOf(...text.content!.map((block, place) => (place === at ? paragraph(words) : block)));

/** In the XML of a Word file: the clause under this heading, up to the next one, stands last. */
function movedToEnd(heading: string, next: string) {
  return (xml: string): string => {
    const paragraphs = xml.match(/<w:p[ >][^]*?<\/w:p>/g)!;
    const at = (words: string) => paragraphs.findIndex((each) => each.includes(`>${words}<`));
    const clause = paragraphs.slice(at(heading), at(next));
    expect(clause).toHaveLength(2);
    const without = clause.reduce((rest, each) => rest.replace(each, ''), xml);
    const last = paragraphs.at(-1)!;
    return without.replace(last, last + clause.join(''));
  };
}
