import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { comment } from '#server/db/schema/comments';
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

const TEXT = documentOf(
  heading(1, 'Scope', '3'),
  heading(2, 'Pathway', '3.2'),
  paragraph('Response within 2 hours if not injured, and the same for carers.'),
  heading(2, 'Population', '3.3'),
  paragraph('The same for carers, and the same for carers.')
);

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let observer: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  observer = await world.person('Una Watcher', { roles: ['observer'], group: 'observer' });
});
afterAll(() => world.close());

const rows = () => world.runtime.tools.db.select().from(comment).orderBy(comment.id);

async function threadsOf(id: string) {
  const page = await patient.reads.specificationPage(id);
  if (isRefusal(page)) throw new Error(page.code);
  return page.threads;
}

describe('commenting on words of the draft', () => {
  it('CMT-1 a patient representative without edit right comments on a passage', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    const body = 'Two hours is a long time at 80 on a cold floor.';
    const added = await patient.commands.addComment({ specificationId: id, ...words, body });
    expect(added).toMatchObject({ specificationId: id });
    const [thread] = await threadsOf(id);
    expect(thread).toMatchObject({
      quote: 'within 2 hours',
      body,
      by: { name: 'Patrick Doyle', group: 'patient-carer', organisation: 'ICB' },
      range: { from: words.from, to: words.to },
      wordsNow: null,
      replies: [],
      answer: null
    });
    expect(thread?.at).toEqual(world.clock.now);
  });

  it('CMT-1 positions sent as text, as a form sends them, count as numbers', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const { from, to, quote } = await passage(world, id, 'not injured');
    const fields = {
      specificationId: id,
      from: String(from),
      to: String(to),
      quote,
      body: 'And if injured?'
    };
    expect(isRefusal(await patient.commands.addComment(fields))).toBe(false);
    expect((await threadsOf(id))[0]?.range).toEqual({ from, to });
  });

  it('CMT-2 a comment follows its words while others edit before them', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'the same for carers');
    await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' });
    await edit(world, id, lead, replacing('Response', 'A first response, day or night,'));
    const now = await passage(world, id, 'the same for carers');
    expect(now.from).toBeGreaterThan(words.from);
    expect((await threadsOf(id))[0]?.range).toEqual({ from: now.from, to: now.to });
  });

  it('CMT-2 a passage that moved before the comment arrived is found by its words', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    await edit(world, id, lead, replacing('Response', 'A first response, day or night,'));
    expect(
      isRefusal(await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' }))
    ).toBe(false);
    const now = await passage(world, id, 'within 2 hours');
    expect((await threadsOf(id))[0]?.range).toEqual({ from: now.from, to: now.to });
  });

  it('CMT-27 words in a cell of a table: the comment follows them when a row comes before, and says what stands there now', async () => {
    const row = (...texts: string[]): DocumentJson => ({
      type: 'tableRow',
      content: texts.map((text) => ({ type: 'tableCell', content: [paragraph(text)] }))
    });
    const rows = [row('Measure', 'Target'), row('Response within 2 hours', '70%')];
    const table = (...more: DocumentJson[]): DocumentJson => ({ type: 'table', content: [...more, ...rows] });
    const id = await specificationWith(world, lead, documentOf(heading(1, 'Outcomes'), table()));
    const words = await passage(world, id, '70%');
    const body = 'Why not all of them?';
    expect(isRefusal(await patient.commands.addComment({ specificationId: id, ...words, body }))).toBe(false);
    await edit(world, id, lead, () => documentOf(heading(1, 'Outcomes'), table(row('Fewer trips', '32%'))));
    const now = await passage(world, id, '70%');
    expect(now.from).toBeGreaterThan(words.from);
    expect((await threadsOf(id))[0]).toMatchObject({ quote: '70%', range: { from: now.from, to: now.to } });
    await edit(world, id, lead, replacing('70%', '75%'));
    expect((await threadsOf(id))[0]).toMatchObject({ quote: '70%', wordsNow: '75%' });
  });

  it('CMT-3 words that were changed meanwhile are refused and nothing is stored', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    await edit(world, id, lead, replacing('within 2 hours', 'within 60 minutes'));
    const before = await rows();
    const refused = await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' });
    expect(refused).toMatchObject({ refused: true, code: 'passage-changed' });
    expect(await rows()).toEqual(before);
  });

  it('CMT-5 a comment on a clause is tied to the words of its heading', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const added = await patient.commands.addComment({
      specificationId: id,
      clause: 'clause-2',
      body: 'Who rings back?'
    });
    expect(isRefusal(added)).toBe(false);
    const { from, to } = await passage(world, id, 'Pathway');
    expect((await threadsOf(id))[0]).toMatchObject({ quote: 'Pathway', range: { from, to } });
  });

  it('CMT-5 a clause that is not there is refused and nothing is stored', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const before = await rows();
    for (const clause of ['clause-4', 'clause-0', '<h2>']) {
      const refused = await patient.commands.addComment({ specificationId: id, clause, body: 'Hello?' });
      expect(refused).toMatchObject({ code: 'invalid-input', field: 'clause' });
    }
    expect(await rows()).toEqual(before);
  });

  it('CMT-6 a comment without words, without a passage or too long is refused and nothing is stored', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    const before = await rows();
    const send = (fields: object) =>
      patient.commands.addComment({ specificationId: id, body: 'Words.', ...fields });
    expect(await send({ ...words, body: ' \n' })).toMatchObject({ code: 'missing-field', field: 'body' });
    expect(await send({ ...words, body: 'x'.repeat(4001) })).toMatchObject({
      code: 'too-long',
      field: 'body'
    });
    expect(await send({ ...words, body: 7 })).toMatchObject({ code: 'invalid-input', field: 'body' });
    expect(await send({})).toMatchObject({ code: 'missing-field', field: 'quote' });
    expect(await send({ ...words, quote: '  ' })).toMatchObject({ code: 'missing-field', field: 'quote' });
    expect(await send({ ...words, to: words.from })).toMatchObject({ code: 'missing-field', field: 'quote' });
    expect(await send({ ...words, from: '1e3' })).toMatchObject({ code: 'invalid-input', field: 'quote' });
    expect(await send({ ...words, from: -1 })).toMatchObject({ code: 'invalid-input', field: 'quote' });
    expect(await send({ ...words, quote: 'w'.repeat(5001) })).toMatchObject({
      code: 'too-long',
      field: 'quote'
    });
    expect(await rows()).toEqual(before);
  });

  it('CMT-7 a comment that holds what looks like an NHS number is stopped before it is stored', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    const before = await rows();
    const body = 'My mother, 943 476 5919, waited for four hours.';
    const refused = await patient.commands.addComment({ specificationId: id, ...words, body });
    expect(refused).toMatchObject({ code: 'personal-data', field: 'body' });
    expect(await rows()).toEqual(before);
  });

  it('CMT-8 an observer, a stranger and somebody signed out cannot comment', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const fields = { specificationId: id, ...(await passage(world, id, 'within 2 hours')), body: 'Hello.' };
    const before = await rows();
    expect(await observer.commands.addComment(fields)).toMatchObject({ code: 'not-allowed' });
    expect(await stranger.commands.addComment(fields)).toMatchObject({ code: 'not-found' });
    expect(await stranger.commands.addComment({ ...fields, quote: 'other words' })).toMatchObject({
      code: 'not-found'
    });
    expect(await nobody(world).commands.addComment(fields)).toMatchObject({ code: 'signed-out' });
    expect(await patient.commands.addComment({ ...fields, specificationId: 'x' })).toMatchObject({
      code: 'not-found'
    });
    expect(await rows()).toEqual(before);
  });
});

describe('where comments stand', () => {
  it('CMT-13 when the words are gone the comment stays, with its quote', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, ' within 2 hours');
    await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' });
    await edit(world, id, lead, replacing(' within 2 hours', ''));
    expect((await threadsOf(id))[0]).toMatchObject({ quote: 'within 2 hours', range: null, wordsNow: null });
  });

  it('CMT-13 when some of the words changed the comment says how they read now', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'Response within 2 hours');
    await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' });
    await edit(world, id, lead, replacing('within 2 hours', 'in 2 hours'));
    expect((await threadsOf(id))[0]).toMatchObject({
      quote: 'Response within 2 hours',
      wordsNow: 'Response in 2 hours'
    });
  });

  it('CMT-15 comments stand in the order of the text, those whose words are gone last', async () => {
    const id = await specificationWith(world, lead, TEXT);
    for (const quote of ['Population', 'within 2 hours', 'Scope', 'not injured']) {
      await patient.commands.addComment({
        specificationId: id,
        ...(await passage(world, id, quote)),
        body: quote
      });
    }
    await edit(world, id, lead, replacing('within 2 hours', ''));
    expect((await threadsOf(id)).map(({ body }) => body)).toEqual([
      'Scope',
      'not injured',
      'Population',
      'within 2 hours'
    ]);
  });
});

it('CMT-19 the 31st comment or reply of one person in ten minutes is refused and nothing is stored', async () => {
  const busy = await world.person('Bea Busy', { roles: ['contributor'] });
  const id = await specificationWith(world, lead, TEXT);
  const added = await busy.commands.addComment({ specificationId: id, clause: 'clause-1', body: 'First.' });
  if (isRefusal(added)) throw new Error(added.code);
  for (let sent = 1; sent < 30; sent += 1) {
    const fields = { commentId: added.id, specificationId: id, body: `Reply ${sent}.` };
    expect(isRefusal(await busy.commands.replyToComment(fields))).toBe(false);
  }
  const before = [await rows(), await threadsOf(id)];
  const reply = { commentId: added.id, specificationId: id, body: 'One more.' };
  const slowed = { code: 'too-many-tries', message: expect.stringContaining('many comments') as string };
  expect(await busy.commands.replyToComment(reply)).toMatchObject(slowed);
  const comment31 = { specificationId: id, clause: 'clause-1', body: 'One more.' };
  expect(await busy.commands.addComment(comment31)).toMatchObject(slowed);
  expect([await rows(), await threadsOf(id)]).toEqual(before);
  expect(isRefusal(await patient.commands.addComment(comment31))).toBe(false);
});
