import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId, SpecificationId } from '#domain/ids';
import { comment, commentReply } from '#server/db/schema/comments';
import { member, memberRole, person } from '#server/db/schema/people';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let specificationId: SpecificationId;
/** Five patients and carers: as few as one of them can be among. */
let patients: TestPerson[];

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead', 'editor', 'facilitator'] });
  const names = ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe', 'Eli Moyle'];
  patients = await Promise.all(
    names.map((name) => world.person(name, { roles: ['contributor'], group: 'patient-carer' }))
  );
});
beforeEach(async () => {
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;
const say = (by: TestPerson, shownAs?: string, body = 'Two hours is long on a cold floor.') =>
  by.commands.addComment({ specificationId, clause: 'clause-1', body, ...(shownAs && { shownAs }) });

async function saidBy(by: TestPerson, shownAs?: string, body?: string): Promise<CommentId> {
  return done(await say(by, shownAs, body)).id;
}

const asRead = async (id: CommentId, by = helen) => done(await by.reads.comment(id));

describe('how somebody is shown', () => {
  it('ANO-1 by name unless another way was chosen', async () => {
    const [ann] = patients;
    const named = await asRead(await saidBy(ann!));
    expect(named).toMatchObject({ by: { name: 'Ann Pascoe', organisation: 'ICB' }, dayOnly: false });
    expect(named.at).toEqual(world.clock.now);
    expect((await asRead(await saidBy(ann!, 'A carer'))).by).toEqual({
      ...{ memberId: null, name: 'A carer', group: 'patient-carer', organisation: '' }
    });
    expect((await asRead(await saidBy(ann!, 'nobody'))).by).toEqual({
      ...{ memberId: null, name: 'Anonymous', group: 'patient-carer', organisation: '' }
    });
  });

  it('ANO-1 a role of another group, or none that there is, is refused and nothing is stored', async () => {
    const before = await db().$count(comment);
    for (const shownAs of ['A GP', 'Helen Marsh', 'Nobody', '__proto__']) {
      expect(await say(patients[0]!, shownAs)).toMatchObject({ code: 'invalid-input', field: 'shownAs' });
    }
    expect(await db().$count(comment)).toBe(before);
  });

  it('ANO-2 without a name only the day is told, whatever the hour in the United Kingdom', async () => {
    const then = world.clock.now;
    for (const [moment, day] of [
      ['2026-06-30T23:30:00.000Z', '2026-07-01T11:00:00.000Z'],
      ['2026-12-24T00:05:00.000Z', '2026-12-24T12:00:00.000Z']
    ] as const) {
      world.clock.now = new Date(moment);
      const read = await asRead(await saidBy(patients[0]!, 'nobody', `Said ${moment}`));
      expect([read.at.toISOString(), read.dayOnly]).toEqual([day, true]);
    }
    world.clock.now = then;
  });

  it('ANO-2, ANO-4 the answer is owed as before, and reaches the comment', async () => {
    const id = await saidBy(patients[0]!, 'nobody');
    expect(waitsForAnswer(await asRead(id))).toBe(true);
    expect(done(await helen.reads.home()).tasks.some(({ kind }) => kind === 'answer')).toBe(true);
    done(
      await helen.commands.answerComment({
        commentId: id,
        outcome: 'not-changed',
        body: 'A call back each half hour.'
      })
    );
    expect((await asRead(id, patients[0])).answer?.body).toBe('A call back each half hour.');
  });

  it('ANO-5 what the writer says under it is shown as the comment is, and others as themselves', async () => {
    const [ann, bob] = patients;
    const id = await saidBy(ann!, 'A patient');
    for (const by of [ann, bob])
      done(await by!.commands.replyToComment({ commentId: id, body: 'And at night?' }));
    const names = (await asRead(id)).replies.map((reply) => [reply.by.name, reply.dayOnly]);
    expect(names).toEqual([
      ['Bob Hicks', false],
      ['A patient', true]
    ]);
  });

  it('ANO-6 of one day and place the random id gives the order, not the hour', async () => {
    const then = world.clock.now;
    const ids: CommentId[] = [];
    for (let hour = 8; hour < 16; hour += 1) {
      world.clock.now = new Date(`2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`);
      ids.push(await saidBy(patients[hour % 5]!, 'nobody', `At ${hour}`));
    }
    world.clock.now = then;
    const shown = done(await helen.reads.comments(specificationId)).items.map(({ id }) => id);
    expect(shown).toEqual([...ids].sort());
  });

  it('ANO-7 ANO-8 among four it is refused, by a role too, among five it is not; what is not stored is not there', async () => {
    const [wyn] = await Promise.all(
      ['Wyn', 'Xan', 'Yves', 'Zoe'].map((name) =>
        world.person(name, { roles: ['contributor'], group: 'voluntary' })
      )
    );
    const ways = async () => done(await wyn!.reads.specificationPage(specificationId)).waysShown;
    const before = await db().$count(comment);
    for (const shownAs of ['nobody', 'A volunteer'])
      expect(await say(wyn!, shownAs)).toMatchObject({ code: 'group-too-small', field: 'shownAs' });
    expect(await db().$count(comment)).toBe(before);
    expect(await ways()).toMatchObject({ roles: [], nobody: false });
    await world.person('Val', { roles: ['contributor'], group: 'voluntary' });
    expect(await ways()).toMatchObject({ roles: expect.arrayContaining(['A volunteer']), nobody: true });
    for (const shownAs of ['nobody', 'A volunteer']) done(await say(wyn!, shownAs));
  });

  it('ANO-13 who only looks on, who has left and whose account is closed could not have written it', async () => {
    const people = await Promise.all(
      ['Gil', 'Hal', 'Ian', 'Jan'].map((name) =>
        world.person(name, { roles: ['contributor'], group: 'clinician' })
      )
    );
    const [looksOn, left, closed] = await Promise.all([
      world.person('Kit', { roles: ['observer'], group: 'clinician' }),
      world.person('Lee', { roles: ['contributor', 'editor'], group: 'clinician' }),
      world.person('Meg', { roles: ['contributor'], group: 'clinician' })
    ]);
    const { now } = world.clock;
    await db().update(member).set({ leftAt: now }).where(eq(member.id, left.memberId));
    await db().update(person).set({ disabledAt: now }).where(eq(person.id, closed.actor.personId));
    const before = await db().$count(comment);
    expect(await say(people[0]!, 'A GP')).toMatchObject({ code: 'group-too-small' });
    expect(await db().$count(comment)).toBe(before);
    await db().insert(memberRole).values({ memberId: looksOn.memberId, role: 'contributor' });
    done(await say(people[0]!, 'A GP'));
  });

  it('ANO-15 when too few are left its writer says nothing more under it, and others do', async () => {
    const group = { roles: ['contributor'], group: 'provider' } as const;
    const people = await Promise.all(
      ['Ned', 'Oma', 'Pat', 'Quy', 'Ros'].map((name) => world.person(name, group))
    );
    const commentId = await saidBy(people[0]!, 'nobody');
    const reply = (by: TestPerson) => by.commands.replyToComment({ commentId, body: 'And at night?' });
    done(await reply(people[0]!));
    await db().update(member).set({ leftAt: world.clock.now }).where(eq(member.id, people[4]!.memberId));
    const before = await db().$count(commentReply);
    expect(await reply(people[0]!)).toMatchObject({ code: 'group-too-small' });
    expect(await db().$count(commentReply)).toBe(before);
    done(await reply(people[1]!));
  });

  it('ANO-19 then nobody changes its words or those under it, and its writer withdraws both, on no day', async () => {
    const group = { roles: ['contributor'], group: 'observer' } as const;
    const people = await Promise.all(
      ['Sue', 'Tim', 'Uma', 'Val', 'Win'].map((name) => world.person(name, group))
    );
    const [sue] = people as [TestPerson];
    const said = world.clock.now;
    const [commentId, named] = [await saidBy(sue, 'nobody'), await saidBy(sue)];
    const replyId = done(await sue.commands.replyToComment({ commentId, body: 'And at night?' })).id;
    const change = (more: object) => sue.commands.changeComment({ commentId, body: 'Otherwise.', ...more });
    done(await change({ replyId }));
    await db().update(member).set({ leftAt: said }).where(eq(member.id, people[4]!.memberId));
    const rows = async () => [await db().select().from(comment), await db().select().from(commentReply)];
    const before = await rows();
    for (const more of [{}, { replyId }])
      expect(await change(more)).toMatchObject({ code: 'group-too-small' });
    expect(await rows()).toEqual(before);
    done(await change({ commentId: named }));
    world.clock.now = new Date(said.getTime() + 3 * 86_400_000);
    done(await sue.commands.withdrawComment({ commentId, replyId }));
    done(await sue.commands.withdrawComment({ commentId }));
    const seen = await asRead(commentId);
    expect(seen).toMatchObject({ body: '', withdrawnAt: seen.at });
    expect(seen.replies).toMatchObject([{ body: '', withdrawnAt: seen.replies[0]!.at }]);
    world.clock.now = said;
  });

  it('ANO-13 of guests whose words are held only those count, and of everybody else only the others', async () => {
    const held = (await invitedBy(helen, { holds: 'yes', group: 'social-care' })).token;
    const shown = (await invitedBy(helen, { holds: 'no', group: 'social-care' })).token;
    const guests = async (link: string, names: string[]) => {
      const come = [];
      for (const name of names) come.push(await guestOf(world, link, { called: 'name', name }));
      return come;
    };
    const [una] = await guests(held, ['Una', 'Viv', 'Wes', 'Xia']);
    const [yan] = await guests(shown, ['Yan', 'Zed', 'Abe', 'Bea']);
    const before = await db().$count(comment);
    for (const by of [una!, yan!]) {
      expect(await say(by, 'nobody')).toMatchObject({ code: 'group-too-small', field: 'shownAs' });
      expect(done(await by.reads.specificationPage(specificationId)).waysShown.nobody).toBe(false);
    }
    expect(await db().$count(comment)).toBe(before);
    await guests(held, ['Cal']);
    expect(await say(yan!, 'nobody')).toMatchObject({ code: 'group-too-small' });
    const id = await saidBy(una!, 'nobody');
    const { held: waiting } = done(await helen.reads.review());
    expect(waiting.find(({ commentId }) => commentId === id)).toMatchObject({
      by: { memberId: null, name: 'Anonymous' },
      dayOnly: true
    });
    await guests(shown, ['Dee']);
    done(await say(yan!, 'nobody'));
  });
});
