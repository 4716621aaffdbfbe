import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId, SpecificationId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import { suggestion } from '#server/db/schema/suggestions';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { done } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, passage, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patient: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  const organisationId = await world.organisation('Wenmoor Voices', 'patient-voice');
  helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  fay = await world.person('Fay Cole', {
    roles: ['facilitator', 'editor'],
    group: 'voluntary',
    organisationId
  });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
beforeEach(async () => {
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours of every call.'));
  specificationId = await specificationWith(world, helen, text);
});
afterAll(() => world.close());

const { who, way, on, agreed } = CONTRIBUTION;
const FIELDS = { who, way, on, agreed, wording: 'one hour', body: 'It is a cold floor.' };
const CLAUSE = { clause: 'clause-1', from: null, to: null, quote: null };

async function enter(more: object = {}, by = fay) {
  const place = await passage(world, specificationId, 'two hours');
  return by.commands.enterWording({ specificationId, ...place, ...FIELDS, ...more });
}
const entered = async (more: object = {}): Promise<CommentId> => done(await enter(more)).id;
const asRead = async (id: CommentId, by = patient) => done(await by.reads.comment(id));
const stored = async () => [
  await world.runtime.tools.db.select().from(comment).where(eq(comment.specificationId, specificationId)),
  await world.runtime.tools.db.$count(suggestion)
];
/** The part of the text's history with these words. */
const partWith = async (words: string) =>
  done(await patient.reads.passageHistory(specificationId, CLAUSE)).parts.find(({ text }) =>
    text.includes(words)
  );

async function refusedWith(expected: object, more: object, by = fay): Promise<void> {
  const before = await stored();
  expect(await enter(more, by)).toMatchObject({ refused: true, ...expected });
  expect(await stored()).toEqual(before);
}

it('ENT-18 by those who may enter things, and nobody else; a refusal stores nothing', async () => {
  for (const by of [helen, fay]) done(await enter({}, by));
  for (const role of ['contributor', 'secretary', 'board-member', 'observer'] as const)
    await refusedWith({ code: 'not-allowed' }, {}, await world.person(`One ${role}`, { roles: [role] }));
  const elsewhere = { roles: ['lead'], partnershipId: await world.partnership('Other') } as const;
  await refusedWith({ code: 'not-found' }, {}, await world.person('Sam Stranger', elsewhere));
  const asked = { ...CLAUSE, clause: null };
  expect(await patient.reads.enterWords(specificationId, asked)).toMatchObject({ code: 'not-allowed' });
  expect(await nobody(world).reads.enterWords(specificationId, asked)).toMatchObject({ code: 'signed-out' });
});

it.each([
  ['wording', 'two hours', 'missing-field'],
  ['wording', 'Ring 07700 900123.', 'personal-data'],
  ['body', 'Ring 07700 900123.', 'personal-data'],
  ['who', 'An observer', 'missing-field'],
  ['name', 'Patrick Doyle', 'name-taken'],
  ['way', 'pigeon', 'missing-field'],
  ['on', '2026-11-30', 'invalid-input'],
  ['agreed', '', 'missing-field']
])('ENT-18 %s %j is refused and nothing is stored', async (field, value, code) => {
  await refusedWith({ field, code }, { [field]: value });
});

it('ENT-18 words that stand there no more are refused', async () => {
  await refusedWith({ code: 'passage-changed' }, { quote: 'three hours' });
});

it('ENT-18 it is a suggestion of whoever said it, marked as entered, and waits for its answer', async () => {
  const read = await asRead(await entered());
  expect(read).toMatchObject({
    by: { name: 'A carer', group: 'patient-carer' },
    entered: { by: { name: 'Fay Cole' }, way: 'paper', on: '2026-11-20' },
    suggestion: { before: 'two hours', after: 'one hour', reason: 'It is a cold floor.', state: 'open' },
    dayOnly: true
  });
  expect(waitsForAnswer(read)).toBe(true);
  const named = await asRead(await entered({ name: 'Ivy Bell' }));
  expect(named).toMatchObject({ by: { name: 'Ivy Bell', group: 'patient-carer' } });
  // What the helper said themselves is on their receipt, and this is not.
  expect(JSON.stringify(done(await fay.reads.receipts()))).not.toContain('one hour');
});

it.each([
  [{}, 'A carer'],
  [{ name: 'Ivy Bell' }, 'Ivy Bell']
])('ENT-19 accepted words of %j are told as theirs and nowhere as the helper’s', async (more, name) => {
  const commentId = await entered(more);
  done(await helen.commands.acceptSuggestion({ commentId }));
  expect(await partWith('one hour')).toMatchObject({
    writer: { name, group: 'patient-carer', organisation: '' },
    dayOnly: true
  });
  const authors = JSON.stringify([
    done(await patient.reads.authors(specificationId)),
    done(await patient.reads.passageHistory(specificationId, CLAUSE)).parts
  ]);
  expect(authors).toContain(name);
  expect(authors).not.toContain('Fay Cole');
});

it('ENT-19 whoever entered it takes it over as it is, and not with words of their own among it', async () => {
  const commentId = await entered();
  const before = await stored();
  expect(
    await fay.commands.acceptSuggestion({ commentId, wording: 'one hour, or Fay rings back' })
  ).toMatchObject({ code: 'not-allowed', field: 'wording' });
  expect(await stored()).toEqual(before);
  expect(await partWith('Fay rings')).toBeUndefined();
  done(await fay.commands.acceptSuggestion({ commentId }));
  expect(await partWith('one hour')).toMatchObject({ writer: { name: 'A carer', group: 'patient-carer' } });
});

it('ENT-19 what another editor changes in it stands under that editor’s name', async () => {
  const commentId = await entered();
  done(await helen.commands.acceptSuggestion({ commentId, wording: 'one hour at most' }));
  expect(await partWith('at most')).toMatchObject({ writer: { name: 'Helen Marsh' } });
  expect(await partWith('one hour')).toMatchObject({ writer: { name: 'A carer' } });
});

it('ENT-18 its slip shows the words, and what became of them', async () => {
  const commentId = await entered();
  done(await helen.commands.acceptSuggestion({ commentId }));
  const slip = done(await fay.reads.slip(specificationId, commentId));
  expect(JSON.stringify(slip.receipt)).toContain('one hour');
  expect(slip.receipt?.comments[0]).toMatchObject({ answer: { outcome: 'changed' } });
});
