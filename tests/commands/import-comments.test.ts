import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimOf } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { comment, commentReply } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { edit, replacing } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { paragraph, run, wordFile } from '../documents/word-file';

let world: World;
let editor: TestPerson;
let reader: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

async function imported(bytes: Uint8Array): Promise<SpecificationId> {
  const file = new File([new Uint8Array(bytes)], 'draft.docx');
  return done(await editor.commands.importSpecification({ file })).id;
}

const threads = async (id: SpecificationId, by = reader) => done(await by.reads.comments(id)).items;

test('IMP-31 comments and changes of a Word file are comments of the new specification: brought by the importer, named by the file', async () => {
  const id = await imported(readFileSync('tests/fixtures/corpus/pasted.docx'));
  const found = await threads(id);
  expect(found).toHaveLength(9);
  expect(found.every(({ by }) => by.name === 'Erin Editor')).toBe(true);
  const [first] = found.filter(({ brought }) => brought?.wording === null);
  expect(first).toMatchObject({
    quote: 'the hardest',
    body: 'Please keep “the first month” – it’s what everybody said.',
    brought: { claimedAuthor: 'P. Doyle', wording: null },
    answer: null
  });
  expect(claimOf(first!.brought!)).toBe(
    'In the Word file this comment carries the name ‘P. Doyle’. Concordat cannot check it.'
  );
  const change = found.find(({ brought }) => brought?.wording?.before === 'the trust wants five')!;
  expect(change).toMatchObject({
    quote: 'the trust could do three',
    brought: { claimedAuthor: 'O. Pryce', wording: { after: 'the trust could do three' } }
  });
  expect(claimOf(change.brought!)).toContain('this change carries the name ‘O. Pryce’');
  expect(found.map(({ range }) => range?.from)).toEqual(
    found.map(({ range }) => range?.from).sort((a, b) => a! - b!)
  );
});

test('IMP-31 what was brought in can be replied to and answered like any comment, and follows its words', async () => {
  const id = await imported(readFileSync('tests/fixtures/tracked-changes-and-comments.docx'));
  const asked = (await threads(id)).find(({ body }) => body.startsWith('Is this long'))!;
  await edit(world, id, editor, replacing('Classes run', 'All our classes run'));
  const reply = { commentId: asked.id, body: 'A good question.' };
  done(await reader.commands.replyToComment(reply));
  const answer = { commentId: asked.id, outcome: 'not-changed', body: 'It is long enough.' };
  done(await editor.commands.answerComment(answer));
  const after = (await threads(id)).find((each) => each.id === asked.id)!;
  expect(after).toMatchObject({ wordsNow: null, answer: { outcome: 'not-changed' } });
  expect(after.range!.from).toBe(asked.range!.from + 'All our c'.length - 'C'.length);
  expect(after.replies).toMatchObject([{ by: { name: 'Rita Reader' }, brought: null }]);
});

test('IMP-31 a reply in the file stands under its comment with its own claim, and a comment without a name says so', async () => {
  const w14 = 'http://schemas.microsoft.com/office/word/2010/wordml';
  const said = (number: number, words: string, author: string) =>
    `<w:comment w:id="${number}"${author}><w:p xmlns:w14="${w14}" w14:paraId="0${number}">${run(words)}</w:p></w:comment>`;
  const extended = `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="02" w15:paraIdParent="01"/><w15:commentEx w15:paraId="03" w15:paraIdParent="01"/></w15:commentsEx>`;
  const id = await imported(
    wordFile({
      comments:
        said(1, 'Why?', '') + said(2, 'Because.', ' w:author="Ben"') + said(3, 'I see.', ' w:author="Cy"'),
      body: paragraph(`<w:commentRangeStart w:id="1"/>${run('here')}<w:commentRangeEnd w:id="1"/>`),
      links:
        '<Relationship Id="cx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>',
      more: { 'word/commentsExtended.xml': new TextEncoder().encode(extended) }
    })
  );
  const [thread] = await threads(id);
  expect(claimOf(thread!.brought!)).toBe('In the Word file this comment carries no name.');
  expect(thread!.replies.map(({ body, brought }) => [body, brought?.claimedAuthor])).toEqual([
    ['Because.', 'Ben'],
    ['I see.', 'Cy']
  ]);
});

test('IMP-33 a comment with a phone number is in no row, and the report of the specification says so', async () => {
  const comments = `<w:comment w:id="1" w:author="Ann">${paragraph(run('Ring me on 020 7946 0018'))}</w:comment>`;
  const body = paragraph(`<w:commentRangeStart w:id="1"/>${run('here')}<w:commentRangeEnd w:id="1"/>`);
  const id = await imported(wordFile({ comments, body }));
  const { db } = world.runtime.tools;
  expect(await db.select().from(comment).where(eq(comment.specificationId, id))).toEqual([]);
  expect(JSON.stringify(await db.select().from(commentReply))).not.toContain('7946');
  const page = done(await reader.reads.specificationPage(id));
  expect(page.imported!.report.notKept.map(({ sentence }) => sentence)).toEqual([
    '1 comment or change was not brought in because it looks like it holds an NHS number or a phone number.'
  ]);
  expect(JSON.stringify(page)).not.toContain('7946');
});
