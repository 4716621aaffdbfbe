import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionId, SpecificationId } from '#domain/ids';
import type { Measure } from '#domain/voice-meter/measure';
import { comment } from '#server/db/schema/comments';
import { openedBy } from '#tests/builders/ballots';
import { openConsultationOn } from '#tests/builders/consultations';
import { boardsOf, done, proposedBy, type Boards } from '#tests/builders/decisions';
import { passage } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  ({ specificationId } = boards);
});
afterAll(() => world.close());

async function commentBy(person: TestPerson, body: string, words = 'two hours'): Promise<string> {
  const place = await passage(world, specificationId, words);
  return done(await person.commands.addComment({ specificationId, ...place, body })).id;
}

const meter = async (by: TestPerson = boards.helen, decision: string | null = null) =>
  done(await by.reads.voice(specificationId, decision)).meter;
const measure = async (number: number, decision: string | null = null): Promise<Measure> =>
  (await meter(boards.helen, decision)).measures[number - 1]!;
const sentence = async (number: number, decision: string | null = null) =>
  (await measure(number, decision)).sentence;

it('MET-19 everybody who may read the text sees the same; whoever may not learns nothing', async () => {
  const observer = await world.person('Obi', { roles: ['observer'] });
  const stranger = await world.person('Sam', {
    roles: ['lead'],
    partnershipId: await world.partnership('Other')
  });
  expect(await meter(observer)).toEqual(await meter());
  const csv = done(await observer.reads.voiceCsv(specificationId, null));
  expect(csv).toMatchObject({
    fileName: 'voice-meter-integrated-falls-and-frailty-service.csv',
    contentType: 'text/csv; charset=utf-8'
  });
  for (const reads of [stranger.reads, nobody(world).reads]) {
    const code = reads === stranger.reads ? 'not-found' : 'signed-out';
    expect(await reads.voice(specificationId, null)).toMatchObject({ refused: true, code });
    expect(await reads.voiceCsv(specificationId, null)).toMatchObject({ refused: true, code });
  }
  for (const id of ['nonsense', world.partnershipId])
    expect(await observer.reads.voice(id, null)).toMatchObject({ code: 'not-found' });
});

it('MET-12 what came with a Word file counts for nobody', async () => {
  const { tools } = world.runtime;
  await tools.db.insert(comment).values({
    id: tools.newId<'comment'>(),
    specificationId,
    authorId: boards.patrick.memberId,
    anchor: { start: null, end: null },
    quote: '',
    body: 'Said in Word.',
    origin: 'word-comment',
    claimedAuthor: 'G. Field',
    createdAt: world.clock.now
  });
  expect(await sentence(1)).toBe('No patient or carer has commented, so there is nothing to count yet.');
});

it('MET-13 MET-15 MET-18 one patient and a council of two: patients by themselves, the others together', async () => {
  const id = await commentBy(boards.patrick, 'Two hours is long on a cold floor.');
  world.clock.now = new Date('2026-11-27T09:00:00.000Z');
  done(
    await boards.helen.commands.answerComment({
      commentId: id,
      outcome: 'not-changed',
      body: 'There are too few people at night.'
    })
  );
  await commentBy(boards.tom, 'Who pays?');
  const { sets, measures } = await meter();
  expect(sets.map(({ groups, shown }) => [groups, shown])).toEqual([
    [['commissioner', 'social-care', 'voluntary'], true],
    [['patient-carer'], true]
  ]);
  expect(measures[0]!.tables[0]!.rows.map(({ cells }) => cells)).toEqual([
    [1, 0, 0],
    [1, 1, 100]
  ]);
  expect(measures[6]!.sentence).toBe(
    'Half of the answers to patients and carers came within 3 days (1 answer). No decision is settled yet, so nothing can be said of the time from it to telling people.'
  );
});

it('MET-4 MET-11 a decision that is named is looked at, with a ballot before it; of another text there is none', async () => {
  const ballot = await openedBy(boards.helen, {
    specificationId,
    closesAt: '2026-11-28T10:00:00Z'
  });
  const commentId = await commentBy(boards.patrick, 'Too late for the options.', 'Somebody');
  expect(await sentence(3)).toMatch(/^1 of 2 comments by patients and carers came before that: 50%\./);
  done(await boards.helen.commands.closeBallot({ ballotId: ballot }));
  const answer = { commentId, outcome: 'not-changed', body: 'The options stand.' };
  done(await boards.helen.commands.answerComment(answer));
  const first = await proposedBy(boards, 'JCC-2027-201');
  const second = await proposedBy(boards, 'JCC-2027-202');
  const page = (decision: DecisionId | null) => boards.helen.reads.voice(specificationId, decision);
  expect(done(await page(null)).decision).toBe('JCC-2027-202');
  expect(done(await page(first)).decision).toBe('JCC-2027-201');
  expect(done(await page(second)).meter).toEqual(await meter());
  for (const other of ['nonsense', world.partnershipId])
    expect(await page(other as DecisionId)).toMatchObject({ refused: true, code: 'not-found' });
});

it('MET-6 MET-10 a consultation that opens publishes the text and begins a stage', async () => {
  await openConsultationOn(boards.helen, specificationId);
  expect(await sentence(10)).toContain('cannot be worked out yet');
  world.clock.now = new Date('2027-01-20T09:00:00.000Z');
  expect(await sentence(10)).toMatch(/^Too few people took part|^Nobody has been lost of/);
});

it('MET-21 a ballot whose title is a formula is words in the file', async () => {
  const title = '=HYPERLINK("http://evil.example")';
  const ballotId = await openedBy(boards.helen, {
    specificationId,
    title,
    closesAt: '2027-01-21T10:00:00Z'
  });
  done(await boards.helen.commands.closeBallot({ ballotId }));
  const { body } = done(await boards.helen.reads.voiceCsv(specificationId, null));
  expect(body).toContain(`"'=HYPERLINK(""http://evil.example""), closed on`);
  expect(body).not.toMatch(/(^|,)"?[=+@-]/m);
});
