import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, DecisionId, MemberId } from '#domain/ids';
import { comment, commentReply } from '#server/db/schema/comments';
import { consultationFields } from '#tests/builders/consultations';
import { boardsOf, decisionRows, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { decisionSeen, everythingSeen, filesSeen } from '#tests/builders/everything-seen';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { edit, passage, replacing } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;
let fay: TestPerson;
/** Five patients and carers, Patrick the last: as few as one of them can be among. */
let patients: TestPerson[];

beforeEach(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  fay = await world.person('Fay Cilitator', { roles: ['facilitator'] });
  const names = ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe'];
  const others = names.map((name) => world.person(name, { roles: ['contributor'], group: 'patient-carer' }));
  patients = [...(await Promise.all(others)), boards.patrick];
});
afterEach(() => world.close());

const db = () => world.runtime.tools.db;
/** Everything happens on one day. */
const atHour = (hour: string) => (world.clock.now = new Date(`2026-11-24T${hour}:00.000Z`));

async function saidBy(by: TestPerson, body: string, shownAs = 'name'): Promise<CommentId> {
  const { specificationId } = boards;
  return done(await by.commands.addComment({ specificationId, clause: 'clause-1', body, shownAs })).id;
}

/** Five guests whose words are held. */
async function heldGuests(): Promise<TestPerson[]> {
  const { token } = await invitedBy(boards.helen, { holds: 'yes' });
  const guests = [];
  for (const name of ['Eve', 'Flo', 'Gus', 'Hob', 'Ivy'])
    guests.push(await guestOf(world, token, { called: 'name', name: `${name} Guest` }));
  return guests;
}

interface Day {
  /** What Ann said, the first with a reply and its answer. */
  readonly annsIds: CommentId[];
  /** What a guest said that is held. */
  readonly heldId: CommentId;
  readonly decision: DecisionId;
  readonly guests: readonly TestPerson[];
}

/** What is said without a name stands before, between and after everything whose minute is told. */
async function oneDay(shownAs: string): Promise<Day> {
  const { helen, patrick, specificationId } = boards;
  const [ann] = patients as [TestPerson];
  const guests = await heldGuests();
  const consultation = done(await helen.commands.openConsultation(consultationFields(specificationId)));
  atHour('10:30');
  const first = await saidBy(ann, 'Two hours is long on a cold floor.', shownAs);
  done(await ann.commands.replyToComment({ commentId: first, body: 'And at night?' }));
  atHour('10:45');
  await edit(world, specificationId, helen, replacing('Somebody', 'A nurse'));
  atHour('11:00');
  const answer = { outcome: 'partly', body: 'At night as well.' };
  done(await helen.commands.answerComment({ commentId: first, ...answer }));
  done(await helen.commands.publishAnswer({ commentId: first, words: 'own', specificationId }));
  atHour('12:00');
  const decision = await proposedBy(boards, 'DAY-1');
  atHour('13:00');
  await saidBy(patrick, 'Who rings back?');
  await saidBy(guests[1]!, 'There is no bus.');
  atHour('14:00');
  const second = await saidBy(ann, 'The hall is cold.', shownAs);
  const place = await passage(world, specificationId, 'two hours');
  const words = { specificationId, ...place, wording: 'one hour', shownAs };
  const third = done(await ann.commands.suggestWording(words)).id;
  const heldId = await saidBy(guests[0]!, 'The stairs are steep.', shownAs);
  atHour('15:00');
  done(
    await helen.commands.endConsultation({
      specificationId,
      consultationId: consultation.id,
      reason: 'Over.'
    })
  );
  await saidBy(patrick, 'What of Sundays?');
  atHour('16:00');
  return { annsIds: [first, second, third], heldId, decision, guests };
}

/** As if somebody else of the group had said it all, at another hour of that day. */
async function saidByOther(
  id: CommentId,
  { memberId }: Pick<TestPerson, 'memberId'>,
  at: Date
): Promise<void> {
  const said = { authorId: memberId as MemberId, createdAt: at };
  const [row] = await db().select().from(comment).where(eq(comment.id, id));
  const held = row!.saidAt && { saidAt: at };
  await db()
    .update(comment)
    .set({ ...said, ...held })
    .where(eq(comment.id, id));
  await db().update(commentReply).set(said).where(eq(commentReply.commentId, id));
}

/** Bob said what Ann did, and another guest what is held. */
async function saidByOthers({ annsIds, heldId, guests }: Day, hour: string): Promise<void> {
  const moment = new Date(`2026-11-24T${hour}:00.000Z`);
  for (const id of annsIds) await saidByOther(id, patients[1]!, moment);
  await saidByOther(heldId, guests[4]!, moment);
}

/** Everything there is to read of the specification, its consultation and its decision, and around them. */
async function everything(by: TestPerson, { annsIds, decision }: Day): Promise<string[]> {
  const { specificationId } = boards;
  const { reads } = by;
  const answers = [
    ...annsIds.map((id) => reads.comment(id)),
    ...[reads.review(), reads.concerns(), reads.contacts(), reads.invitations()],
    ...[reads.decisionProposal(), reads.suggestion(specificationId, annsIds[2]!)],
    ...[reads.voice(specificationId, decision), reads.voiceCsv(specificationId, decision)]
  ];
  return [
    ...(await Promise.all(answers)).map((answer) => JSON.stringify(answer)),
    ...(await everythingSeen(by, specificationId, annsIds[0]!)),
    ...(await decisionSeen(by, specificationId, decision))
  ];
}

async function everythingFor(readers: readonly TestPerson[], day: Day): Promise<string[][]> {
  const seen = [];
  for (const reader of readers) seen.push(await everything(reader, day));
  return seen;
}

describe('the attack', () => {
  it.each([
    { shownAs: 'nobody', hours: ['00:30', '23:30'] },
    { shownAs: 'A carer', hours: ['00:30'] }
  ])(
    'ANO-3 ANO-13 ANO-14 MET-14 shown as $shownAs, every page is byte for byte the same whoever wrote it and at whatever hour',
    async ({ shownAs, hours }) => {
      const day = await oneDay(shownAs);
      const readers = [boards.helen, fay, patients[2]!];
      const before = await everythingFor(readers, day);
      for (const hour of hours) {
        await saidByOthers(day, hour);
        expect(await everythingFor(readers, day)).toEqual(before);
      }
    }
  );

  it('ANO-3 ANO-14 the comparison finds a name and an hour: of comments by name answers of each kind differ', async () => {
    const { helen, specificationId } = boards;
    const day = await oneDay('name');
    const seen = async () => ({
      all: await everything(helen, day),
      consultations: done(await helen.reads.consultations(specificationId)).consultations[0]!.happened
        .comments,
      left: done(await helen.reads.decision(day.decision)).leftUnanswered,
      held: done(await helen.reads.review()).held.map(({ commentId }) => commentId)
    });
    const before = await seen();
    await saidByOthers(day, '00:30');
    const after = await seen();
    expect(after.all.filter((each, index) => each !== before.all[index]).length).toBeGreaterThan(12);
    expect([before.consultations, after.consultations]).toEqual([4, 1]);
    expect([before.left, after.left]).toEqual([0, 3]);
    expect(after.held).toEqual([...before.held].reverse());
  });

  it.each([
    { shownAs: 'nobody', same: [true, true, true, true] },
    { shownAs: 'name', same: [false, false, false, false] }
  ])(
    'ANO-3 ANO-9 every file is the same, made for its writer too, without a name, and not with one: $shownAs',
    async ({ shownAs, same }) => {
      const { helen, specificationId } = boards;
      const day = await oneDay(shownAs);
      const files = await filesSeen(helen, specificationId, day.decision);
      expect(files[0]).toContain('cold floor');
      await saidByOthers(day, '23:30');
      // Bob is its writer then.
      const others = await filesSeen(patients[1]!, specificationId, day.decision);
      expect(others.map((file, index) => file === files[index])).toEqual(same);
    }
  );
});

describe('a decision', () => {
  it('ANO-14 DEC-41 the last signature waits for words without a name of the day of the proposal, before or after, and for none of the next day', async () => {
    const { helen, ngozi, tom } = boards;
    const [ann] = patients as [TestPerson];
    const decision = await proposedBy(boards, 'DAY-2');
    const page = async () => done(await tom.reads.decision(decision));
    done(await sign(ngozi, decision));
    atHour('23:59');
    await saidBy(ann, 'By name, afterwards.');
    expect((await page()).leftUnanswered).toBe(0);
    const commentId = await saidBy(ann, 'The hall is cold.', 'nobody');
    for (const moment of ['23:59', '00:01']) {
      await saidByOther(commentId, ann, new Date(`2026-11-24T${moment}:00.000Z`));
      const rows = await decisionRows(world);
      expect(await sign(tom, decision)).toMatchObject({ code: 'comments-unanswered' });
      expect(await decisionRows(world)).toEqual(rows);
      expect((await page()).leftUnanswered).toBe(1);
    }
    done(await helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not now.' }));
    world.clock.now = new Date('2026-11-25T00:00:00.000Z');
    await saidBy(ann, 'The next day.', 'nobody');
    expect((await page()).leftUnanswered).toBe(0);
    expect(await sign(tom, decision)).toMatchObject({ state: 'agreed' });
  });
});
