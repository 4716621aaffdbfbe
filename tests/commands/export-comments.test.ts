import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { readDocx } from '#server/documents/read-docx';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { aboutWords, accepted } from '../documents/read-word';

let world: World;
let editor: TestPerson;
let patrick: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

const TEXT = documentOf(
  heading(2, 'Response', '3.2'),
  paragraph('Somebody comes within two hours if nobody is hurt.'),
  paragraph('Nobody is sent back to the beginning.')
);

async function comment(id: SpecificationId, words: string, body: string, by = patrick) {
  const place = await passage(world, id, words);
  return done(await by.commands.addComment({ specificationId: id, ...place, body })).id;
}

async function wordFileOf(id: SpecificationId, ask: { comments?: string; version?: string } = {}) {
  const file = done(await editor.reads.specificationExport(id, { format: 'docx', version: null, ...ask }));
  return file.body as Uint8Array<ArrayBuffer>;
}

const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

/** Two comments on overlapping words, one of them with a reply and an answer, and one whose words are gone. */
async function discussed(): Promise<SpecificationId> {
  const id = await specificationWith(world, editor, TEXT);
  const first = await comment(id, 'within two hours', 'Two hours is a long time\nat eighty.');
  await comment(id, 'two hours if nobody', 'Or four?', editor);
  await comment(id, 'sent back', 'Thank you.');
  done(await editor.commands.replyToComment({ commentId: first, body: 'It is the longest.' }));
  const answer = { outcome: 'not-changed', body: 'The caller is rung every thirty minutes.' };
  done(await editor.commands.answerComment({ commentId: first, ...answer }));
  await edit(world, id, editor, replacing('Nobody is sent back to the beginning.', 'Everybody goes on.'));
  return id;
}

test('EXP-8 comments of the draft are Word comments on the same words, with replies and the answer under them', async () => {
  const bytes = await wordFileOf(await discussed());
  const file = accepted(readDocx(bytes, 'x.docx'));
  expect(file.remarks.map(({ claimedAuthor, body }) => [claimedAuthor, body])).toEqual([
    ['Patrick Doyle (ICB)', 'Two hours is a long time\nat eighty.'],
    ['Erin Editor (ICB)', 'Or four?'],
    ['Patrick Doyle (ICB)', 'About words that are no longer in the text, “sent back”: Thank you.']
  ]);
  expect(aboutWords(file).slice(0, 2)).toEqual(['within two hours', 'two hours if nobody']);
  expect(file.remarks[0]!.replies).toEqual([
    { claimedAuthor: 'Erin Editor (ICB)', body: 'It is the longest.' },
    {
      claimedAuthor: 'Erin Editor (ICB)',
      body: 'Answer: We did not change the text. The caller is rung every thirty minutes.'
    }
  ]);
  expect(part(bytes, 'word/commentsExtended.xml').match(/w15:done="1"/g)).toHaveLength(3);
  expect(part(bytes, 'word/document.xml')).toMatch(
    /<w:commentRangeStart w:id="0"\/>.*within .*<w:commentRangeEnd w:id="0"\/>.*<w:commentReference w:id="0"\/>/
  );
  expect(part(bytes, 'word/comments.xml')).toContain('w:date="2026-11-24T10:00:00');
});

test('EXP-8 what was exported comes back as comments on the same words when it is imported', async () => {
  const bytes = await wordFileOf(await discussed());
  const again = done(await editor.commands.importSpecification({ file: new File([bytes], 'again.docx') }));
  const { items } = done(await patrick.reads.comments(again.id));
  expect(
    items.map(({ quote, body, brought, replies }) => [quote, body, brought?.claimedAuthor, replies.length])
  ).toEqual([
    [
      'Response',
      'About words that are no longer in the text, “sent back”: Thank you.',
      'Patrick Doyle (ICB)',
      0
    ],
    ['within two hours', 'Two hours is a long time\nat eighty.', 'Patrick Doyle (ICB)', 2],
    ['two hours if nobody', 'Or four?', 'Erin Editor (ICB)', 0]
  ]);
  // The claims of the file go out again as they are.
  const third = accepted(readDocx(await wordFileOf(again.id), 'x.docx'));
  expect(third.remarks.map(({ claimedAuthor }) => claimedAuthor)).toEqual([
    'Patrick Doyle (ICB)',
    'Patrick Doyle (ICB)',
    'Erin Editor (ICB)'
  ]);
});

test('EXP-8 without comments on request, and never on a frozen version, the file holds none', async () => {
  const id = await discussed();
  done(await editor.commands.freezeVersion({ specificationId: id }));
  for (const ask of [{ comments: 'no' }, { version: '1' }]) {
    const bytes = await wordFileOf(id, ask);
    expect(part(bytes, 'word/comments.xml')).not.toContain('<w:comment ');
    expect(part(bytes, 'word/commentsExtended.xml')).toBe('');
    expect(accepted(readDocx(bytes, 'x.docx')).remarks).toEqual([]);
  }
});

test('EXP-8 comments are looked up for a Word file that shows them, and for nothing else', async () => {
  const id = await discussed();
  const select = vi.spyOn(world.runtime.tools.db, 'select');
  const lookUps = async (format: string, comments: string | null = null) => {
    select.mockClear();
    done(await editor.reads.specificationExport(id, { format, version: null, comments }));
    return select.mock.calls.length;
  };
  // The first time the draft is read as well.
  await lookUps('docx');
  const least = await lookUps('docx', 'no');
  expect(await lookUps('docx')).toBeGreaterThan(least);
  for (const format of ['odt', 'pdf', 'html', 'json'])
    expect([format, await lookUps(format)]).toEqual([format, least]);
  select.mockRestore();
});
