import { eq } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { comment, commentReply } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
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
        outcome: 'changed',
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

  it('ANO-7 among four it is refused, among five it is not; what is not stored is not there', async () => {
    const leaving = await Promise.all(
      ['Wyn', 'Xan', 'Yves', 'Zoe'].map((name) =>
        world.person(name, { roles: ['contributor'], group: 'voluntary' })
      )
    );
    const before = await db().$count(comment);
    expect(await say(leaving[0]!, 'nobody')).toMatchObject({ code: 'group-too-small', field: 'shownAs' });
    expect(await db().$count(comment)).toBe(before);
    expect(done(await leaving[0]!.reads.specificationPage(specificationId)).waysShown.nobody).toBe(false);
    await world.person('Val', { roles: ['contributor'], group: 'voluntary' });
    expect(done(await leaving[0]!.reads.specificationPage(specificationId)).waysShown.nobody).toBe(true);
    expect(isRefusal(await say(leaving[0]!, 'nobody'))).toBe(false);
  });
});

describe('the attack', () => {
  /** As if somebody else of the group had said it all, at another hour of that day. */
  async function saidByOther(id: CommentId, { memberId }: TestPerson, at: Date): Promise<void> {
    const said = { authorId: memberId as MemberId, createdAt: at };
    await db().update(comment).set(said).where(eq(comment.id, id));
    await db().update(commentReply).set(said).where(eq(commentReply.commentId, id));
  }

  /** Everything there is to read of a specification and around it. */
  async function everything({ reads }: Pick<TestPerson, 'reads'>, id: CommentId): Promise<string> {
    return JSON.stringify([
      ...[await reads.specificationPage(specificationId), await reads.comments(specificationId)],
      ...[await reads.comment(id), await reads.home(), await reads.people(), await reads.frame()],
      ...[await reads.clauseMap(specificationId), await reads.clauses(specificationId)],
      ...[await reads.authors(specificationId), await reads.openPoints(specificationId)],
      ...[await reads.register(), await reads.registerExport(), await reads.versions(specificationId)],
      await reads.passageHistory(specificationId, { clause: 'clause-1', from: null, to: null, quote: null }),
      await reads.specificationEdit(specificationId, { withText: true }),
      await reads.specifications(),
      await reads.voice(specificationId, null),
      await reads.voiceCsv(specificationId, null)
    ]);
  }

  /** The draft as a Word file with its comments, part by part, without the moment at which the file was made. */
  async function wordFile({ reads }: Pick<TestPerson, 'reads'>): Promise<Record<string, string>> {
    const file = done(await reads.specificationExport(specificationId, { format: 'docx', version: null }));
    const parts = Object.entries(unzipSync(new Uint8Array(file.body as Uint8Array)));
    const made = /(<dcterms:\w+ [^>]*>)[^<]*/g;
    return Object.fromEntries(parts.map(([name, bytes]) => [name, strFromU8(bytes).replace(made, '$1')]));
  }

  it.each(['nobody', 'A carer'])(
    'ANO-3, ANO-9, MET-14 shown as “%s”, everything is byte for byte the same whoever wrote it and at whatever hour',
    async (shownAs) => {
      const [ann, bob, ...others] = patients;
      const id = await saidBy(ann!, shownAs);
      done(await ann!.commands.replyToComment({ commentId: id, body: 'And at night?' }));
      done(
        await helen.commands.answerComment({ commentId: id, outcome: 'partly', body: 'At night as well.' })
      );
      const readers = [helen, ...others, await world.person('Obi', { roles: ['observer'] })];
      const before = await Promise.all(readers.map((reader) => everything(reader, id)));
      const file = await wordFile(helen);
      expect(file['word/comments.xml']).toContain('cold floor');
      expect(await wordFile(ann!)).toEqual(file);
      for (const hour of ['00:30', '23:30']) {
        await saidByOther(id, bob!, new Date(`2026-11-24T${hour}:00.000Z`));
        expect(await Promise.all(readers.map((reader) => everything(reader, id)))).toEqual(before);
        for (const reader of [helen, ann!, bob!]) expect(await wordFile(reader)).toEqual(file);
      }
    }
  );

  it('ANO-3 the comparison finds a name: of a comment by name nearly every answer differs', async () => {
    const [ann, bob] = patients;
    const id = await saidBy(ann!);
    const [before, file] = [await everything(helen, id), await wordFile(helen)];
    await saidByOther(id, bob!, world.clock.now);
    expect(await everything(helen, id)).not.toBe(before);
    expect((await wordFile(helen))['word/comments.xml']).not.toBe(file['word/comments.xml']);
  });
});
