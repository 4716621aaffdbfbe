import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { done } from '#tests/builders/decisions';
import { passage, replacing } from '#tests/builders/specification';
import type { TestPerson } from '#tests/builders/world';
import { HEADING_STYLES, styled, wordFile } from '../documents/word-file';
import { MergeStory, swap } from './merge-story';

let story: MergeStory;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;

beforeAll(async () => {
  story = await MergeStory.start();
  ({ helen, tom, patrick } = story);
});
afterAll(() => story.close());
beforeEach(() => story.begin());

describe('comments of a Word file that is merged', () => {
  const WITH_COMMENTS = 'tests/fixtures/tracked-changes-and-comments.docx';

  test('IMP-51 its comments and tracked changes come in at their words, brought by who merged it', async () => {
    const fixture = new Uint8Array(readFileSync(WITH_COMMENTS));
    done(await story.send(tom, fixture, 'commented.docx'));
    const offer = await story.offered(tom);
    expect(offer.comments).toBeGreaterThan(3);
    const { counts, left } = done(await tom.commands.mergeWordFile(story.formOf(offer)));
    expect({ comments: counts.comments, left }).toEqual({ comments: offer.comments, left: 0 });
    const { items } = done(await patrick.reads.comments(story.id));
    expect(
      items.every(
        ({ by, brought, range, wordsNow }) => by.name === 'Tom Adeyemi' && brought && range && !wordsNow
      )
    ).toBe(true);
    expect(items.some(({ brought }) => brought?.wording)).toBe(true);
    // Again: all of them are here already.
    done(await story.send(tom, fixture, 'commented.docx'));
    expect(await story.offered(tom)).toMatchObject({ comments: 0 });
  });

  test('IMP-51 on a clause that was left out they are counted and do not come in; on one that is kept they stand at its heading', async () => {
    const body =
      styled('Heading1', 'Parking') +
      remark(7, 'Where cars go.') +
      styled('Heading1', 'Response') +
      remark(8, 'Quite other words here.');
    done(await story.send(tom, commented(body, { 7: 'Which cars?', 8: 'Why other words?' })));
    const keep = { Parking: 'keep', Response: 'keep' } as const;
    const merged = done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom), keep)));
    expect(merged).toMatchObject({ counts: { changed: 0, comments: 1 }, left: 1, keptAs: null });
    const { items } = done(await patrick.reads.comments(story.id));
    expect(items.map(({ body, quote }) => [body, quote])).toEqual([['Why other words?', 'Response']]);
  });

  test('IMP-52 comments that went out with the file do not come back as new ones; a reply to one stands under it', async () => {
    const said = {
      specificationId: story.id,
      body: 'Who decides\nthis?',
      ...(await passage(story.world, story.id, 'Somebody comes'))
    };
    const { id: commentId } = done(await patrick.commands.addComment(said));
    done(await helen.commands.replyToComment({ commentId, body: 'We do.' }));
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    expect(await story.offered(tom)).toMatchObject({ comments: 0 });
    const before = await story.everything();
    done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom))));
    const after = await story.everything();
    expect([after.comments, after.replies]).toEqual([before.comments, before.replies]);
    // Somebody answered it in Word, under the same comment.
    const answered = await story.word((xml) => xml, swap('We do.', 'The board does.'));
    done(await story.send(tom, answered));
    expect(await story.offered(tom)).toMatchObject({ rows: [], comments: 1 });
    expect(done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom))))).toMatchObject({
      counts: { changed: 0, comments: 1 },
      left: 0,
      keptAs: null
    });
    const { items } = done(await patrick.reads.comments(story.id));
    expect(items).toHaveLength(1);
    const replies = items[0]!.replies.map(({ body, by, brought }) => [body, by.name, brought?.claimedAuthor]);
    // Both at the one moment of the test's clock.
    expect(replies.sort()).toEqual([
      ['The board does.', 'Tom Adeyemi', 'Helen Marsh (ICB)'],
      ['We do.', 'Helen Marsh', undefined]
    ]);
    // LibreOffice has made a comment of the reply.
    const body = styled('Heading1', 'Response') + remark(1, 'Somebody comes within one hour.');
    done(await story.send(tom, commented(body, { 1: 'We do.' }, 'Helen Marsh (ICB)')));
    expect(await story.offered(tom)).toMatchObject({ comments: 0 });
    // The words are gone since, and the file is older.
    const old = await story.word();
    await story.edit(tom, replacing('Somebody comes', 'A nurse is there'));
    done(await story.send(tom, old));
    expect(await story.offered(tom)).toMatchObject({ comments: 0 });
  });
});

describe('tracked changes of a Word file that is merged', () => {
  const tracked = (kind: 'ins' | 'del', words: string) =>
    `<w:${kind} w:id="9" w:author="G. Field"><w:r>${kind === 'del' ? `<w:delText>${words}</w:delText>` : `<w:t>${words}</w:t>`}</w:r></w:${kind}>`;
  const FILE = new Uint8Array(
    wordFile({
      styles: HEADING_STYLES,
      body:
        styled('Heading1', 'Response') +
        `<w:p><w:r><w:t xml:space="preserve">Somebody comes within </w:t></w:r>${tracked('del', 'two hours')}${tracked('ins', 'one hour')}<w:r><w:t>.</w:t></w:r></w:p>`
    })
  );
  const shown = async () => done(await patrick.reads.comments(story.id)).items[0]!;

  test('SUG-18 one that was left out is a suggestion for the words that stand there, and is accepted like any other', async () => {
    done(await story.send(tom, FILE));
    const form = story.formOf(await story.offered(tom), { Response: 'keep' });
    done(await tom.commands.mergeWordFile(form));
    expect(await shown()).toMatchObject({
      quote: 'two hours',
      brought: { claimedAuthor: 'G. Field' },
      suggestion: { before: 'two hours', after: 'one hour', state: 'open' }
    });
    done(await helen.commands.acceptSuggestion({ commentId: (await shown()).id }));
    expect(await shown()).toMatchObject({ wordsNow: 'one hour', suggestion: { state: 'accepted' } });
  });

  test('SUG-18 SUG-7 one that was taken over with its clause is in the text already', async () => {
    done(await story.send(tom, FILE));
    done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom), { Response: 'take' })));
    const before = await story.everything();
    expect((await shown()).suggestion?.state).toBe('in-text');
    done(await helen.commands.acceptSuggestion({ commentId: (await shown()).id }));
    expect((await shown()).suggestion?.state).toBe('accepted');
    expect((await story.everything()).log).toEqual(before.log);
  });
});

const remark = (number: number, words: string) =>
  `<w:p><w:commentRangeStart w:id="${number}"/><w:r><w:t>${words}</w:t></w:r><w:commentRangeEnd w:id="${number}"/><w:r><w:commentReference w:id="${number}"/></w:r></w:p>`;

function commented(body: string, said: Record<number, string>, author = 'G. Field'): Uint8Array<ArrayBuffer> {
  const comments = Object.entries(said).map(
    ([number, words]) =>
      `<w:comment w:id="${number}" w:author="${author}"><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:comment>`
  );
  return new Uint8Array(wordFile({ styles: HEADING_STYLES, body, comments: comments.join('') }));
}
