import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { commentResponse } from '#server/db/schema/comments';
import { registerEntry } from '#server/db/schema/decisions';
import { done } from '#tests/builders/decisions';
import { refusing } from '#tests/builders/refused';
import {
  clauseHeading,
  documentOf,
  edit,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';
import type { DocumentJson } from '#schema/document-json';

const of = (type: string, ...content: DocumentJson[]): DocumentJson => ({ type, content });
const row = (...texts: string[]): DocumentJson =>
  of('tableRow', ...texts.map((text) => of('tableCell', paragraph(text))));

const TEXT = documentOf(
  clauseHeading('outcomes', 'Outcomes'),
  of('bulletList', of('listItem', paragraph('At home.')), of('listItem', paragraph('In care homes.'))),
  of('table', row('Outcome', 'Baseline'), row('Fewer long waits', '46%')),
  clauseHeading('scope', 'Scope'),
  paragraph('Adults of 65 and over.')
);

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  id = await specificationWith(world, lead, TEXT);
});
afterAll(() => world.close());

const say = async (place: object): Promise<CommentId> =>
  done(await patient.commands.addComment({ specificationId: id, ...place, body: 'Too few.' })).id;
const on = async (words: string) => say(await passage(world, id, words));
const place = async (comments: readonly CommentId[], clause: string | null = null) =>
  done(await lead.reads.answerPlace(id, { comments, clause }));
const change = async (words: string, by: string) => {
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  await edit(world, id, lead, replacing(words, by));
};
const refusedWith = refusing(async () => [
  await world.runtime.tools.db.select().from(commentResponse),
  await world.runtime.tools.db.select().from(registerEntry)
]);

it('ANS-32 lists the words of the comment’s own clause at first, those of another when it is asked for', async () => {
  const comment = await on('care homes');
  const own = await place([comment]);
  expect(own.comments).toEqual([{ id: comment, body: 'Too few.' }]);
  expect(own.clause).toEqual({ id: 'clause-outcomes', name: 'Outcomes' });
  expect(own.paragraphs.map(({ quote, cell }) => [quote, cell])).toEqual([
    ['At home.', null],
    ['In care homes.', null],
    ['Outcome', null],
    ['Baseline', null],
    ['Fewer long waits', 'Outcome'],
    ['46%', 'Fewer long waits, Baseline']
  ]);
  const other = await place([comment], 'clause-scope');
  expect(other.clause?.name).toBe('Scope');
  expect(other.paragraphs.map(({ quote }) => quote)).toEqual(['Adults of 65 and over.']);
});

it('ANS-32 asks for the clause where several are answered, where there is none, and where it is gone', async () => {
  const [first, second] = [await on('care homes'), await on('65 and over')];
  const whole = await say({ clause: 'whole' });
  for (const [comments, clause] of [
    [[first, second], null],
    [[whole], null],
    [[first], 'clause-gone']
  ] as const) {
    const { clause: shown, paragraphs, clauses } = await place(comments, clause);
    expect({ shown, paragraphs }).toEqual({ shown: null, paragraphs: [] });
    expect(clauses.map(({ name }) => name)).toEqual(['Outcomes', 'Scope']);
  }
});

it('ANS-32 ANS-33 a cell as it is listed is what the thread shows; words that changed meanwhile are refused', async () => {
  const comment = await on('care homes');
  await change('46%', '38%');
  const listed = (await place([comment])).paragraphs.find(({ quote }) => quote === '38%')!;
  const sent = { commentId: comment, specificationId: id, outcome: 'changed', body: 'It is 38% now.' };
  await change('38%', '37%');
  const { from, to, quote } = listed;
  await refusedWith('passage-changed', () => lead.commands.answerComment({ ...sent, from, to, quote }));
  const now = (await place([comment])).paragraphs.find((each) => each.quote === '37%')!;
  done(await lead.commands.answerComment({ ...sent, from: now.from, to: now.to, quote: now.quote }));
  const { answer } = done(await patient.reads.comment(comment));
  expect(answer?.changed).toMatchObject({ before: null, now: '37%', range: { from: now.from, to: now.to } });
});

it('ANS-33 who may not answer, a stranger and somebody signed out are refused, and another text’s comment is not shown', async () => {
  const elsewhere = await world.partnership('Ashdyke');
  const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
  const asked = { comments: [], clause: 'clause-outcomes' };
  const refusals = [
    await patient.reads.answerPlace(id, asked),
    await stranger.reads.answerPlace(id, asked),
    await nobody(world).reads.answerPlace(id, asked)
  ];
  expect(refusals.map((each) => isRefusal(each) && each.code)).toEqual([
    'not-allowed',
    'not-found',
    'signed-out'
  ]);
  const comment = await on('care homes');
  const other = await specificationWith(world, lead, TEXT);
  expect(done(await lead.reads.answerPlace(other, { comments: [comment], clause: null })).comments).toEqual(
    []
  );
});
