import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import { suggestion } from '#server/db/schema/suggestions';
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
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const SENTENCE = 'Response within 2 hours if not injured, and 999 if injured.';
const TEXT = documentOf(
  heading(1, 'Pathway', '3.2'),
  paragraph(SENTENCE),
  paragraph('Nobody is asked twice.')
);

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let observer: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  observer = await world.person('Una Watcher', { roles: ['observer'], group: 'observer' });
  const elsewhere = await world.partnership('Ashdyke');
  stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await specificationWith(world, lead, TEXT);
});

const stored = async () => [
  await world.runtime.tools.db.select().from(comment).orderBy(comment.id),
  await world.runtime.tools.db.select().from(suggestion).orderBy(suggestion.commentId)
];

async function fields(wording: string, quote = SENTENCE) {
  return { specificationId: id, ...(await passage(world, id, quote)), wording };
}

async function suggested(wording: string, quote = SENTENCE): Promise<CommentId> {
  return done(await patient.commands.suggestWording(await fields(wording, quote))).id;
}

async function thread(commentId: CommentId) {
  return done(await patient.reads.comment(commentId));
}

describe('suggesting other words', () => {
  test('SUG-1 SUG-2 a patient representative changes a sentence: the smallest stretch is the suggestion', async () => {
    const wording = SENTENCE.replace('2 hours', '1 hour');
    const reason = 'Two hours is a long time at 80 on a cold floor.';
    const { id: commentId } = done(
      await patient.commands.suggestWording({ ...(await fields(wording)), body: reason })
    );
    const { from, to } = await passage(world, id, '2 hours');
    expect(await thread(commentId)).toMatchObject({
      by: { name: 'Patrick Doyle' },
      quote: '2 hours',
      range: { from, to },
      body: `Suggests “1 hour” instead of “2 hours”.\n${reason}`,
      suggestion: { before: '2 hours', after: '1 hour', reason, state: 'open', accepted: null }
    });
  });

  test.each([
    ['added at the end', SENTENCE.replace('.', ', day or night.'), 'injured', 'injured, day or night'],
    ['added in the middle', SENTENCE.replace('2 hours', '2 short hours'), '2', '2 short'],
    ['added at the beginning', `A first ${SENTENCE}`, 'Response', 'A first Response'],
    ['left out', SENTENCE.replace(' within 2 hours', ''), 'within 2 hours if', 'if'],
    ['left out altogether', '', SENTENCE, ''],
    ['a sign that changes', SENTENCE.replace('injured,', 'injured;'), 'injured,', 'injured;'],
    ['typed over two lines', SENTENCE.replace('2 hours', '1\n  hour'), '2 hours', '1 hour']
  ])('SUG-2 words %s', async (_what, wording, before, after) => {
    const { quote, suggestion: made } = await thread(await suggested(wording));
    expect(quote).toBe(before);
    expect(made).toMatchObject({ before, after, state: 'open' });
    const text = (kinds: readonly string[]) =>
      made!.pieces.flatMap((piece) => (kinds.includes(piece.kind) ? [piece.text] : [])).join('');
    expect([text(['same', 'removed']), text(['same', 'added'])]).toEqual([before, after]);
  });

  test('SUG-3 words that cannot be a suggestion are refused and nothing is stored', async () => {
    const before = await stored();
    const send = async (more: object) =>
      patient.commands.suggestWording({ ...(await fields('Response within 1 hour.')), ...more });
    expect(await send({ wording: SENTENCE })).toMatchObject({ code: 'missing-field', field: 'wording' });
    expect(await send({ wording: ` ${SENTENCE.replace(' ', '  ')}\n` })).toMatchObject({
      code: 'missing-field'
    });
    expect(await send({ wording: 'w'.repeat(4001) })).toMatchObject({ code: 'too-long', field: 'wording' });
    expect(await send({ body: 'w'.repeat(4001) })).toMatchObject({ code: 'too-long', field: 'body' });
    expect(await send({ wording: 7 })).toMatchObject({ code: 'invalid-input', field: 'wording' });
    expect(await send({ quote: '', from: '', to: '' })).toMatchObject({
      code: 'missing-field',
      field: 'quote'
    });
    expect(await send({ wording: 'Ask for 943 476 5919.' })).toMatchObject({
      code: 'personal-data',
      field: 'wording'
    });
    expect(await send({ body: 'Ring 01632 960123.' })).toMatchObject({
      code: 'personal-data',
      field: 'body'
    });
    const first = await passage(world, id, SENTENCE);
    const { to } = await passage(world, id, 'Nobody is asked twice.');
    const both = { from: first.from, to, quote: `${SENTENCE} Nobody is asked twice.` };
    expect(await send(both)).toMatchObject({ code: 'invalid-input', field: 'wording' });
    expect(await stored()).toEqual(before);
  });

  test('SUG-3 words that were changed meanwhile are refused and nothing is stored', async () => {
    const sent = await fields(SENTENCE.replace('2 hours', '1 hour'));
    await edit(world, id, lead, replacing('within 2 hours', 'within 60 minutes'));
    const before = await stored();
    expect(await patient.commands.suggestWording(sent)).toMatchObject({ code: 'passage-changed' });
    expect(await stored()).toEqual(before);
  });

  test('SUG-19 an observer, a stranger and somebody signed out suggest nothing', async () => {
    const sent = await fields(SENTENCE.replace('2 hours', '1 hour'));
    const before = await stored();
    expect(await observer.commands.suggestWording(sent)).toMatchObject({ code: 'not-allowed' });
    expect(await stranger.commands.suggestWording(sent)).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).commands.suggestWording(sent)).toMatchObject({ code: 'signed-out' });
    expect(await stored()).toEqual(before);
  });

  test('SUG-4 it is a comment: counted, replied to and answered like one, and home says that it waits', async () => {
    const commentId = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    done(await lead.commands.replyToComment({ commentId, body: 'From when?' }));
    const tasks = done(await lead.reads.home()).tasks.map(({ title }) => title);
    expect(tasks).toContainEqual(expect.stringContaining('on Integrated falls'));
    const { items } = done(await patient.reads.comments(id));
    expect(items).toMatchObject([{ id: commentId, replies: [{ body: 'From when?' }] }]);
    await edit(world, id, lead, replacing('2 hours', '1 hour'));
    const given = { commentId, outcome: 'changed', clause: 'clause-1', body: 'Done by hand.' };
    done(await lead.commands.answerComment(given));
    expect((await thread(commentId)).suggestion).toMatchObject({ state: 'answered', accepted: null });
  });

  test('SUG-17 it is declined with a reason', async () => {
    const commentId = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    const before = await stored();
    const decline = (body: string) =>
      lead.commands.answerComment({ commentId, outcome: 'not-changed', body });
    expect(await decline(' ')).toMatchObject({ code: 'missing-field', field: 'body' });
    expect(await stored()).toEqual(before);
    done(await decline('There are too few crews.'));
    expect(await thread(commentId)).toMatchObject({
      suggestion: { state: 'declined' },
      answer: { outcome: 'not-changed', body: 'There are too few crews.' }
    });
  });
});

describe('what becomes of the words meanwhile', () => {
  test('SUG-5 suggestions on the same words stand side by side', async () => {
    const first = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    const second = await suggested(SENTENCE.replace('within 2 hours', 'at once'));
    expect((await thread(first)).suggestion).toMatchObject({ before: '2 hours', state: 'open' });
    expect((await thread(second)).suggestion).toMatchObject({ before: 'within 2 hours', state: 'open' });
  });

  test('SUG-6 it follows its words, is out of date when they change, and comes back with them', async () => {
    const commentId = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    await edit(world, id, lead, replacing('Response', 'A first response'));
    expect((await thread(commentId)).suggestion?.state).toBe('open');
    await edit(world, id, lead, replacing('2 hours', '2 long hours'));
    expect(await thread(commentId)).toMatchObject({
      quote: '2 hours',
      wordsNow: '2 long hours',
      suggestion: { state: 'overtaken' }
    });
    await edit(world, id, lead, replacing('2 long hours', '2 hours'));
    expect((await thread(commentId)).suggestion?.state).toBe('open');
    await edit(world, id, lead, replacing(' within 2 hours', ''));
    expect(await thread(commentId)).toMatchObject({ range: null, suggestion: { state: 'overtaken' } });
  });

  test('SUG-6 words that became longer are other words', async () => {
    const commentId = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    await edit(world, id, lead, replacing('2 hours', '2 hoursandabit'));
    expect((await thread(commentId)).suggestion?.state).toBe('overtaken');
  });

  test('SUG-7 it says so when somebody has written its words already', async () => {
    const changed = await suggested(SENTENCE.replace('2 hours', '1 hour'));
    const added = await suggested(SENTENCE.replace('999 if injured', '999 if injured or alone'));
    await edit(world, id, lead, replacing('2 hours', '1 hour'));
    await edit(world, id, lead, replacing('999 if injured', '999 if injured or alone'));
    expect((await thread(changed)).suggestion?.state).toBe('in-text');
    expect((await thread(added)).suggestion?.state).toBe('in-text');
  });
});
