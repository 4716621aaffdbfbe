import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommentId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { commandsFor } from '#server/commands/all-commands';
import { execute } from '#server/commands/execute';
import { beginAcceptance } from '#server/commands/taking-claim';
import { commentResponse } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import type { TestPerson, World } from '#tests/builders/world';
import { QUICKER, SENTENCE, SuggestionStory } from './suggestion-story';

let story: SuggestionStory;
let world: World;
let lead: TestPerson;
let priya: TestPerson;
let secretary: TestPerson;

beforeAll(async () => {
  story = await SuggestionStory.start();
  ({ world, lead, priya, secretary } = story);
});
afterAll(() => story.close());
beforeEach(() => story.begin());

describe('several at once', () => {
  test('SUG-14 of two editors who accept at the same time one does, and the words come once', async () => {
    const commentId = await story.suggested(SENTENCE.replace('999 if injured', '999 if injured or alone'));
    const answers = await Promise.all([
      lead.commands.acceptSuggestion({ commentId }),
      story.elsewhere(priya).acceptSuggestion({ commentId }),
      lead.commands.acceptSuggestion({ commentId })
    ]);
    expect(answers.filter(isRefusal)).toMatchObject([
      { code: 'already-answered' },
      { code: 'already-answered' }
    ]);
    expect(await story.says()).toBe(SENTENCE.replace('999 if injured', '999 if injured or alone'));
    expect(await lead.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'already-answered' });
    expect(
      await secretary.commands.answerComment({ commentId, outcome: 'changed', body: 'Yes.' })
    ).toMatchObject({ code: 'already-answered' });
    const answered = await story.db
      .select()
      .from(commentResponse)
      .where(eq(commentResponse.commentId, commentId));
    expect(answered).toHaveLength(1);
  });

  test('SUG-15 others on the same words can be accepted where their words still stand', async () => {
    const hour = await story.suggested();
    const once = await story.suggested(SENTENCE.replace('within 2 hours', 'at once'));
    const alone = await story.suggested(SENTENCE.replace('999 if injured', '999 if injured or alone'));
    const frail = await story.suggested(SENTENCE.replace('999 if injured', '999 if injured or frail'));
    done(await lead.commands.acceptSuggestion({ commentId: hour }));
    expect((await story.thread(once)).suggestion?.state).toBe('overtaken');
    done(await lead.commands.acceptSuggestion({ commentId: alone }));
    expect((await story.thread(frail)).suggestion?.state).toBe('open');
    done(await lead.commands.acceptSuggestion({ commentId: frail }));
    const text = await story.says();
    expect(text).toContain('or alone');
    expect(text).toContain('or frail');
    expect(text).toContain('1 hour');
  });
});

describe('cut short', () => {
  const minutesLater = (minutes: number) => new Date(world.clock.now.getTime() + minutes * 60_000);

  async function begun(commentId: CommentId): Promise<void> {
    const asked = { commentId, page: undefined, wanted: undefined, answer: 'Agreed.' };
    done(await execute(beginAcceptance, asked, lead.actor, world.runtime.tools));
  }

  test('SUG-16 after the words went in the answer is given later, in the name of who accepted', async () => {
    const commentId = await story.suggested();
    const { tools } = world.runtime;
    const dying = commandsFor(lead.actor, {
      ...tools,
      changeText: async (draft, change) => {
        await tools.changeText(draft, change);
        throw new Error('The process ends here.');
      }
    });
    await expect(dying.acceptSuggestion({ commentId, body: 'Agreed.' })).rejects.toThrow('ends here');
    expect(await story.says()).toBe(QUICKER);
    expect(await story.thread(commentId)).toMatchObject({ answer: null, suggestion: { state: 'taking' } });
    await world.runtime.regular.unfinishedAcceptances.look();
    expect((await story.thread(commentId)).answer).toBeNull();
    world.clock.now = minutesLater(2);
    await Promise.all([
      world.runtime.regular.unfinishedAcceptances.look(),
      world.runtime.regular.unfinishedAcceptances.look()
    ]);
    expect(await story.thread(commentId)).toMatchObject({
      answer: { outcome: 'changed', body: 'Agreed.', by: { name: 'Helen Marsh' } },
      suggestion: { state: 'accepted', accepted: { words: '1 hour' } }
    });
    expect(await story.says()).toBe(QUICKER);
  });

  test('SUG-14 SUG-16 before the words went in nothing was accepted, and it is open again', async () => {
    const commentId = await story.suggested();
    await begun(commentId);
    expect(await priya.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'already-answered' });
    const declined = { commentId, outcome: 'not-changed', body: 'No.' };
    expect(await secretary.commands.answerComment(declined)).toMatchObject({ code: 'already-answered' });
    world.clock.now = minutesLater(2);
    await world.runtime.regular.unfinishedAcceptances.look();
    expect((await story.thread(commentId)).suggestion?.state).toBe('open');
    done(await priya.commands.acceptSuggestion({ commentId }));
    expect(await story.says()).toBe(QUICKER);
  });
});
