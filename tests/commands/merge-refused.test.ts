import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refuse } from '#domain/refusal';
import { done } from '#tests/builders/decisions';
import type { TestPerson } from '#tests/builders/world';
import { HEADING_STYLES, protectedFile, styled, wordFile } from '../documents/word-file';
import { MergeStory, swap } from './merge-story';

let story: MergeStory;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  story = await MergeStory.start();
  ({ helen, tom, patrick, stranger } = story);
});
afterAll(() => story.close());
beforeEach(() => story.begin());

describe('a Word file that waits, and one that is refused', () => {
  test('IMP-53 one file of each person for a specification, seen by nobody else, gone when given up', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour')), 'first.docx'));
    const old = story.formOf(await story.offered(tom));
    done(await story.send(tom, await story.word(swap('two hours', 'six hours')), 'second.docx'));
    expect(await story.offered(tom)).toMatchObject({ fileName: 'second.docx' });
    expect(await story.pending()).toHaveLength(1);
    expect(done(await helen.reads.mergePage(story.id)).offered).toBeNull();
    const before = await story.everything();
    expect(await tom.commands.mergeWordFile(old)).toEqual(refuse('merge-gone'));
    expect(await helen.commands.mergeWordFile(story.formOf(await story.offered(tom)))).toEqual(
      refuse('merge-gone')
    );
    done(await helen.commands.giveUpMerge({ specificationId: story.id }));
    expect(await story.pending()).toHaveLength(1);
    const given = story.formOf(await story.offered(tom));
    done(await tom.commands.giveUpMerge({ specificationId: story.id }));
    expect(await story.pending()).toEqual([]);
    expect(done(await tom.reads.mergePage(story.id)).offered).toBeNull();
    expect(await tom.commands.mergeWordFile(given)).toEqual(refuse('merge-gone'));
    expect(await story.everything()).toEqual(before);
  });

  test('IMP-53 IMP-54 after a day a file is no longer kept: it is refused, and gone with the next that is sent', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const form = story.formOf(await story.offered(tom));
    const before = await story.everything();
    story.world.clock.now = new Date(story.world.clock.now.getTime() + 24 * 60 * 60 * 1000);
    expect(done(await tom.reads.mergePage(story.id)).offered).toBeNull();
    expect(await tom.commands.mergeWordFile(form)).toEqual(refuse('merge-gone'));
    expect(await story.everything()).toEqual(before);
    done(await story.send(helen, await story.word()));
    expect((await story.pending()).map(({ memberId }) => memberId)).toEqual([helen.memberId]);
  });

  test.each([
    ['someone who may not edit', () => patrick, 'not-allowed'],
    ['someone from elsewhere', () => stranger, 'not-found']
  ] as const)('IMP-54 refused: %s', async (_, who, code) => {
    const bytes = await story.word();
    done(await story.send(tom, bytes));
    const form = story.formOf(await story.offered(tom));
    const before = await story.everything();
    expect(await story.send(who(), bytes)).toMatchObject({ code });
    expect(await who().commands.mergeWordFile(form)).toMatchObject({ code });
    expect(await who().commands.giveUpMerge({ specificationId: story.id })).toMatchObject({ code });
    expect(await who().reads.mergePage(story.id)).toMatchObject({ code });
    expect(await story.everything()).toEqual(before);
    expect(await story.pending()).toHaveLength(1);
  });

  test('IMP-54 a closed text takes in no file, neither before nor after it was read', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const form = story.formOf(await story.offered(tom));
    done(await helen.commands.closeText({ specificationId: story.id }));
    const before = await story.everything();
    expect(await tom.commands.mergeWordFile(form)).toMatchObject({ code: 'draft-locked' });
    expect(await story.send(tom, await story.word())).toMatchObject({ code: 'draft-locked' });
    expect(done(await tom.reads.mergePage(story.id)).closed?.closedBy).toBe('Helen Marsh');
    expect(await story.everything()).toEqual(before);
  });

  test.each<[string, () => File | undefined, string]>([
    ['no file', () => undefined, 'file-missing'],
    ['an empty one', () => new File([], 'a.docx'), 'file-empty'],
    ['one that is not Word', () => new File(['hello'], 'a.docx'), 'file-not-docx'],
    ['one with a password', () => new File([protectedFile()], 'a.docx'), 'file-protected'],
    [
      'one that is too large',
      () => new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'a.docx'),
      'file-too-large'
    ]
  ])('IMP-54 refused at the field: %s; the file that waits stays', async (_, file, code) => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const [waiting, before] = [await story.pending(), await story.everything()];
    expect(await tom.commands.readForMerge({ specificationId: story.id, file: file() })).toMatchObject({
      code,
      field: 'file'
    });
    expect(await story.pending()).toEqual(waiting);
    expect(await story.everything()).toEqual(before);
  });

  test('IMP-54 a file with more text than any specification has is refused; the file that waits stays', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const [waiting, before] = [await story.pending(), await story.everything()];
    const letters = (of: number) => ((of * 2_654_435_761) >>> 0).toString(36).repeat(4);
    const line = (_: unknown, at: number) =>
      styled('Normal', Array.from({ length: 40 }, (__, word) => letters(40 * at + word)).join(' '));
    const body = Array.from({ length: 4_900 }, line).join('');
    const long = new Uint8Array(wordFile({ styles: HEADING_STYLES, body }));
    expect(long.length).toBeLessThan(20 * 1024 * 1024);
    expect(await story.send(tom, long)).toEqual(
      refuse('file-too-large', {
        field: 'file',
        message: 'The text in this file is longer than a specification can be.'
      })
    );
    expect(await story.pending()).toEqual(waiting);
    expect(await story.everything()).toEqual(before);
  });
});
