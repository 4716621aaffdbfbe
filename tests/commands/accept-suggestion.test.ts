import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { roomName } from '#protocol/rooms';
import { done } from '#tests/builders/decisions';
import { edit, passage, replacing, specificationWith } from '#tests/builders/specification';
import { nobody, type TestPerson, type World } from '#tests/builders/world';
import { StockClient } from '#tests/realtime/stock-client';
import { words } from '#tests/realtime/sync-world';
import { QUICKER, SENTENCE, SuggestionStory, TEXT } from './suggestion-story';

let story: SuggestionStory;
let world: World;
let lead: TestPerson;
let priya: TestPerson;
let secretary: TestPerson;
let patient: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  // A stock client complains about our own messages on the console; it is meant to skip them.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  story = await SuggestionStory.start();
  ({ world, lead, priya, secretary, patient, stranger } = story);
});
afterAll(() => story.close());
beforeEach(() => story.begin());

describe('accepting a suggestion', () => {
  test('SUG-11 its words stand in the text as written by who proposed them, with the answer', async () => {
    const commentId = await story.suggested();
    const rows = await story.logRows();
    const answer = 'Agreed with the ambulance service.';
    expect(
      await lead.commands.acceptSuggestion({ commentId, body: answer, specificationId: story.id })
    ).toEqual({
      commentId,
      acceptance: 'accepted'
    });
    expect(await story.says()).toBe(QUICKER);
    expect(await story.logRows()).toEqual([...rows, patient.actor.personId]);
    const { from, to } = await passage(world, story.id, '1 hour');
    expect(await story.thread(commentId)).toMatchObject({
      range: { from, to },
      wordsNow: '1 hour',
      suggestion: { state: 'accepted', accepted: { words: '1 hour', by: { name: 'Helen Marsh' } } },
      answer: { outcome: 'changed', body: answer, by: { name: 'Helen Marsh' } }
    });
  });

  test('SUG-11 who wrote the words says so, and the register holds the answer', async () => {
    const commentId = await story.suggested();
    done(await lead.commands.acceptSuggestion({ commentId }));
    expect((await story.writersOf('1 hour')).get('1 hour')).toBe('Patrick Doyle');
    const { answer } = await story.thread(commentId);
    expect(answer?.body).toBe('Your wording is in the text now.');
    const [entry] = done(await priya.reads.register()).items;
    expect(JSON.stringify(entry)).toContain('Your wording is in the text now.');
  });

  test('SUG-11 people who have the draft open see it at once', async () => {
    const commentId = await story.suggested();
    const client = new StockClient(story.node, priya, roomName(story.documentId));
    await client.synced();
    done(await story.elsewhere(lead).acceptSuggestion({ commentId }));
    await client.until((doc) => words(doc).includes('Response within 1 hour if not injured'));
    client.close();
  });

  test('SUG-12 words that the editor changed are theirs, the others of who proposed them', async () => {
    const commentId = await story.suggested(
      SENTENCE.replace('2 hours', '60 minutes by day, 90 minutes by night,')
    );
    const rows = await story.logRows();
    const wording = '60 minutes by day, two hours by night,';
    expect(await priya.commands.acceptSuggestion({ commentId, wording })).toMatchObject({
      acceptance: 'accepted-with-changes'
    });
    expect(await story.says()).toBe(SENTENCE.replace('2 hours', wording));
    expect(await story.logRows()).toEqual([...rows, patient.actor.personId, priya.actor.personId]);
    const writers = await story.writersOf(wording);
    expect(writers.get('60 minutes by day,')).toBe('Patrick Doyle');
    expect(writers.get('by night,')).toBe('Patrick Doyle');
    expect([...writers.values()]).toContain('Priya Nair');
    expect(await story.thread(commentId)).toMatchObject({
      suggestion: { state: 'accepted-with-changes', accepted: { words: wording } },
      answer: { outcome: 'partly' }
    });
  });

  test('SUG-12 words that stood there before stay whose they were', async () => {
    await edit(world, story.id, priya, replacing('and 999 if injured', 'and an ambulance if injured'));
    const text = await story.says();
    const commentId = await story.suggested(text.replace('an ambulance', 'an ambulance at once'));
    done(await lead.commands.acceptSuggestion({ commentId }));
    const names = await story.writersOf('an ambulance at once');
    expect(names.get('at once')).toBe('Patrick Doyle');
    expect(names.get('an ambulance')).toBe('Priya Nair');
  });

  test('SUG-11 words are left out, and one of the blanks around them with them', async () => {
    const commentId = await story.suggested(SENTENCE.replace(', and 999 if injured', ''));
    done(await lead.commands.acceptSuggestion({ commentId }));
    expect(await story.says()).toBe('Response within 2 hours if not injured.');
    const everyWord = await story.suggested('');
    done(await lead.commands.acceptSuggestion({ commentId: everyWord }));
    expect(await story.says()).toBe('');
  });

  test('SUG-7 what the text says already is accepted without a change of the text', async () => {
    const commentId = await story.suggested();
    await edit(world, story.id, lead, replacing('2 hours', '1 hour'));
    const rows = await story.logRows();
    done(await priya.commands.acceptSuggestion({ commentId }));
    expect(await story.logRows()).toEqual(rows);
    expect((await story.thread(commentId)).suggestion?.state).toBe('accepted');
  });
});

describe('refusals', () => {
  test('SUG-13 SUG-19 who may not edit and answer accepts nothing', async () => {
    const commentId = await story.suggested();
    const before = await story.everything();
    expect(await patient.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'not-allowed' });
    expect(await secretary.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'not-allowed' });
    expect(await stranger.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).commands.acceptSuggestion({ commentId })).toMatchObject({
      code: 'signed-out'
    });
    expect(await story.everything()).toEqual(before);
  });

  test('SUG-13 a plain comment, another page, a damaged id and words that change nothing', async () => {
    const commentId = await story.suggested();
    const added = done(
      await patient.commands.addComment({ specificationId: story.id, clause: 'clause-1', body: 'Why?' })
    );
    const other = await specificationWith(world, lead, TEXT);
    const before = await story.everything();
    const accept = (fields: object) => lead.commands.acceptSuggestion({ commentId, ...fields });
    expect(await accept({ commentId: added.id })).toMatchObject({ code: 'not-found' });
    expect(await accept({ commentId: 'x' })).toMatchObject({ code: 'not-found' });
    expect(await accept({ specificationId: other })).toMatchObject({ code: 'not-found' });
    expect(await accept({ wording: '2 hours' })).toMatchObject({ code: 'missing-field', field: 'wording' });
    expect(await accept({ wording: 'Ring 01632 960123.' })).toMatchObject({ code: 'personal-data' });
    expect(await story.everything()).toEqual(before);
  });

  test('SUG-6 SUG-13 an out-of-date one is refused and nothing is changed', async () => {
    const commentId = await story.suggested();
    await edit(world, story.id, lead, replacing('2 hours', '2 long hours'));
    const before = await story.everything();
    expect(await lead.commands.acceptSuggestion({ commentId })).toMatchObject({
      code: 'suggestion-overtaken'
    });
    expect(await story.everything()).toEqual(before);
    await edit(world, story.id, lead, replacing('2 long hours', '2 hours'));
    done(await lead.commands.acceptSuggestion({ commentId }));
  });

  test('SUG-13 a closed text is not changed, and the suggestion waits', async () => {
    const commentId = await story.suggested();
    done(await lead.commands.closeText({ specificationId: story.id }));
    const before = await story.everything();
    expect(await lead.commands.acceptSuggestion({ commentId })).toMatchObject({ code: 'draft-locked' });
    expect(await story.everything()).toEqual(before);
    expect((await story.thread(commentId)).suggestion?.state).toBe('open');
    done(await lead.commands.openText({ specificationId: story.id }));
    done(await lead.commands.acceptSuggestion({ commentId }));
  });
});
