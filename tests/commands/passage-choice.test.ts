import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { comment } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import {
  clauseHeading,
  documentOf,
  edit,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const of = (type: string, ...content: DocumentJson[]): DocumentJson => ({ type, content });
const row = (...texts: string[]): DocumentJson =>
  of('tableRow', ...texts.map((text) => of('tableCell', paragraph(text))));

const TEXT = documentOf(
  clauseHeading('outcomes', 'Outcomes'),
  paragraph('People recover from a fall.'),
  paragraph(''),
  of('bulletList', of('listItem', paragraph('At home.')), of('listItem', paragraph('In care homes.'))),
  of('table', row('Outcome', 'Baseline', ''), row('Fewer long waits', '46%', '70%')),
  clauseHeading('scope', 'Scope'),
  paragraph('Adults of 65 and over.')
);
const NOTHING = { clause: null, from: null, to: null, quote: null };
const OUTCOMES = { ...NOTHING, clause: 'clause-outcomes' };

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

const choice = async (asked: object) =>
  done(await patient.reads.passageChoice(id, { ...OUTCOMES, ...asked }));

async function chosen(quote: string) {
  const found = (await choice({})).paragraphs.find((each) => each.quote === quote)!;
  return { from: String(found.from), to: String(found.to), quote };
}

it('CMT-29 lists every paragraph, item and cell of the clause in order, a cell with its row and column', async () => {
  const { clause, passage, paragraphs } = await choice({});
  expect(clause).toEqual({ id: 'clause-outcomes', name: 'Outcomes' });
  expect(passage).toBeNull();
  expect(paragraphs.map(({ quote, cell }) => [quote, cell])).toEqual([
    ['People recover from a fall.', null],
    ['At home.', null],
    ['In care homes.', null],
    ['Outcome', null],
    ['Baseline', null],
    ['Fewer long waits', 'Outcome'],
    ['46%', 'Fewer long waits, Baseline'],
    ['70%', 'Fewer long waits']
  ]);
});

it('CMT-29 asks for the clause first, and takes the only paragraph of one', async () => {
  const { clauses } = await choice({ clause: null });
  expect(clauses).toEqual([
    { id: 'clause-outcomes', name: 'Outcomes' },
    { id: 'clause-scope', name: 'Scope' }
  ]);
  expect((await choice({ clause: 'clause-scope' })).passage).toMatchObject({
    quote: 'Adults of 65 and over.'
  });
});

it('CMT-28 each of them can be commented on as it is listed', async () => {
  const { paragraphs } = await choice({});
  for (const { from, to, quote } of paragraphs) {
    const sent = { specificationId: id, from, to, quote, body: 'Why?' };
    const { id: commentId } = done(await patient.commands.addComment(sent));
    expect(done(await patient.reads.comment(commentId))).toMatchObject({ quote, range: { from, to } });
  }
});

it('CMT-29 an observer, a stranger and somebody signed out are refused', async () => {
  const observer = await world.person('Una Watcher', { roles: ['observer'], group: 'observer' });
  const elsewhere = await world.partnership('Ashdyke');
  const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
  const refusals = [
    await observer.reads.passageChoice(id, OUTCOMES),
    await stranger.reads.passageChoice(id, OUTCOMES),
    await nobody(world).reads.passageChoice(id, OUTCOMES)
  ];
  expect(refusals.map((each) => isRefusal(each) && each.code)).toEqual([
    'not-allowed',
    'not-found',
    'signed-out'
  ]);
});

it('CMT-30 words that were changed meanwhile, or whose clause is gone, are asked for again', async () => {
  const before = await chosen('At home.');
  expect(await choice(before)).toMatchObject({ changed: false, passage: { quote: 'At home.' } });
  await edit(world, id, lead, replacing('At home.', 'In their homes.'));
  const now = await choice(before);
  expect(now).toMatchObject({ changed: true, passage: null, clause: { id: 'clause-outcomes' } });
  expect(now.paragraphs.map(({ quote }) => quote)).toContain('In their homes.');
  const { db } = world.runtime.tools;
  const kept = await db.$count(comment);
  const sent = { specificationId: id, ...before, body: 'Why?' };
  expect(await patient.commands.addComment(sent)).toMatchObject({ code: 'passage-changed' });
  expect(await db.$count(comment)).toBe(kept);

  const gone = await choice({ ...before, clause: 'clause-gone' });
  expect(gone).toMatchObject({ changed: true, clause: null, paragraphs: [], passage: null });
  expect(gone.clauses.map(({ name }) => name)).toEqual(['Outcomes', 'Scope']);
  const asked = { ...OUTCOMES, clause: 'clause-gone' };
  expect(await patient.reads.passageChoice(id, asked)).toMatchObject({ code: 'not-found' });
});
