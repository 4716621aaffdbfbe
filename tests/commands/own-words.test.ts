import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { comment, commentReply, commentResponse, commentWording } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope', '3'), paragraph('Response within 2 hours if not injured.'));
const FIRST = 'Two hours is long.';
const SECOND = 'Two hours is a long time at 80 on a cold floor.';

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let other: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  other = await world.person('Maureen Tasker', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

async function commented(more: object = {}) {
  const specificationId = await specificationWith(world, lead, TEXT);
  const fields = { specificationId, clause: 'clause-1', body: FIRST, ...more };
  const { id } = done(await patient.commands.addComment(fields));
  return { specificationId, id };
}

const replied = async (commentId: CommentId, by = patient) =>
  done(await by.commands.replyToComment({ commentId, body: 'And cold.' })).id;
const answer = (commentId: CommentId) =>
  lead.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not this year.' });
const read = async (id: CommentId, reader = patient) => done(await reader.reads.comment(id));

async function everything() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment).orderBy(comment.id),
    await db.select().from(commentReply).orderBy(commentReply.id),
    await db.select().from(commentWording).orderBy(commentWording.id),
    await db.select().from(commentResponse).orderBy(commentResponse.commentId)
  ];
}

const refusedWith = refusing(everything);

describe('changing one’s own words', () => {
  it('ANS-3 ANS-4 a comment says something else, is of another kind, and says when it was changed', async () => {
    const { id } = await commented();
    const written = world.clock.now;
    world.clock.now = new Date(written.getTime() + 3_600_000);
    done(await patient.commands.changeComment({ commentId: id, body: SECOND, kind: 'experience' }));
    expect(await read(id)).toMatchObject({
      body: SECOND,
      kind: 'experience',
      at: written,
      editedAt: world.clock.now,
      mine: true,
      earlier: [{ body: FIRST, at: written }]
    });
    done(await patient.commands.changeComment({ commentId: id, body: 'Too long.' }));
    const twice = await read(id);
    expect(twice).toMatchObject({ kind: 'experience', body: 'Too long.' });
    expect(twice.earlier.map(({ body }) => body)).toEqual([FIRST, SECOND]);
  });

  it('ANS-4 how it read before is for its writer and for those who may answer', async () => {
    const { id } = await commented();
    const replyId = await replied(id);
    done(await patient.commands.changeComment({ commentId: id, body: SECOND }));
    done(await patient.commands.changeComment({ commentId: id, replyId, body: 'And dark.' }));
    const seen = async (reader: TestPerson) => {
      const { earlier, replies, mine } = await read(id, reader);
      return [mine, earlier.length, replies[0]?.body, replies[0]?.earlier.length];
    };
    expect(await seen(patient)).toEqual([true, 1, 'And dark.', 1]);
    expect(await seen(lead)).toEqual([false, 1, 'And dark.', 1]);
    expect(await seen(other)).toEqual([false, 0, 'And dark.', 0]);
  });

  it('ANS-3 once it is answered its words stay, and those under it', async () => {
    const { id } = await commented();
    const replyId = await replied(id);
    done(await answer(id));
    await refusedWith('already-answered', () =>
      patient.commands.changeComment({ commentId: id, body: SECOND })
    );
    await refusedWith('already-answered', () =>
      patient.commands.changeComment({ commentId: id, replyId, body: SECOND })
    );
  });

  it('ANS-3 CMT-6 CMT-7 the new words keep the rules of the old ones', async () => {
    const { id } = await commented();
    const change = (more: object) => () => patient.commands.changeComment({ commentId: id, ...more });
    await refusedWith('missing-field', change({ body: ' ' }));
    await refusedWith('too-long', change({ body: 'x'.repeat(4001) }));
    await refusedWith('personal-data', change({ body: 'Ring 01632 960 001.' }));
    await refusedWith('invalid-input', change({ body: SECOND, kind: 'complaint' }));
  });

  it('ANS-8 of an answer and a change at the same moment one comes first', async () => {
    const { id } = await commented();
    const [changed, answered] = await Promise.all([
      patient.commands.changeComment({ commentId: id, body: SECOND }),
      answer(id)
    ]);
    expect(isRefusal(answered)).toBe(false);
    if (isRefusal(changed)) expect(changed.code).toBe('already-answered');
    expect((await read(id)).body).toBe(isRefusal(changed) ? FIRST : SECOND);
  });
});

describe('withdrawing it', () => {
  it('ANS-5 its words are gone from everywhere; what others said stays', async () => {
    const { id, specificationId } = await commented();
    done(await patient.commands.changeComment({ commentId: id, body: SECOND }));
    await replied(id, other);
    done(await patient.commands.withdrawComment({ commentId: id }));
    const thread = await read(id, lead);
    expect(thread).toMatchObject({ body: '', withdrawnAt: world.clock.now, earlier: [] });
    expect(thread.replies.map(({ body }) => body)).toEqual(['And cold.']);
    const { db } = world.runtime.tools;
    const kept = JSON.stringify([await db.select().from(comment), await db.select().from(commentWording)]);
    const ofThis = JSON.parse(kept) as { id: string; commentId?: string; body: string }[][];
    expect(ofThis[0]!.find((row) => row.id === id)?.body).toBe('');
    expect(ofThis[1]!.filter((row) => row.commentId === id)).toEqual([]);
    const file = done(
      await lead.reads.specificationExport(specificationId, { format: 'json', version: null })
    );
    expect(JSON.stringify(file)).not.toContain(SECOND);
  });

  it('ANS-5 a reply is withdrawn by itself, and a comment also after its answer', async () => {
    const { id } = await commented();
    const replyId = await replied(id);
    done(await answer(id));
    done(await patient.commands.withdrawComment({ commentId: id, replyId }));
    expect(await read(id)).toMatchObject({ body: FIRST, withdrawnAt: null });
    expect((await read(id)).replies[0]).toMatchObject({ body: '', withdrawnAt: world.clock.now });
    done(await patient.commands.withdrawComment({ commentId: id }));
    expect(await read(id)).toMatchObject({ body: '', answer: { body: 'Not this year.' } });
  });

  it('ANS-6 nobody changes or withdraws what somebody else wrote, or what is withdrawn', async () => {
    const { id } = await commented();
    const replyId = await replied(id, other);
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const both = async (code: string, by: Pick<TestPerson, 'commands'>, more: object = {}) => {
      const fields = { commentId: id, body: SECOND, ...more };
      await refusedWith(code, () => by.commands.changeComment(fields));
      await refusedWith(code, () => by.commands.withdrawComment(fields));
    };
    await both('not-allowed', lead);
    await both('not-allowed', patient, { replyId });
    await both('not-found', stranger);
    await both('signed-out', nobody(world));
    await both('not-found', patient, { replyId: world.runtime.tools.newId() });
    await both('not-found', patient, { specificationId: await specificationWith(world, lead, TEXT) });
    done(await patient.commands.withdrawComment({ commentId: id }));
    await both('already-withdrawn', patient);
  });

  it('ANS-6 what came with a Word file is not its importer’s own', async () => {
    const { id } = await commented();
    const { db } = world.runtime.tools;
    const { eq } = await import('drizzle-orm');
    await db.update(comment).set({ origin: 'word-comment' }).where(eq(comment.id, id));
    expect((await read(id)).mine).toBe(false);
    await refusedWith('not-allowed', () => patient.commands.withdrawComment({ commentId: id }));
  });

  it('ANS-6 a suggestion is withdrawn with its words; it is not changed, and nobody accepts it any more', async () => {
    const specificationId = await specificationWith(world, lead, TEXT);
    const about = { specificationId, from: '17', to: '24', quote: '2 hours', wording: '1 hour' };
    const { id } = done(await patient.commands.suggestWording({ ...about, body: 'A cold floor.' }));
    await refusedWith('not-allowed', () => patient.commands.changeComment({ commentId: id, body: SECOND }));
    done(await patient.commands.withdrawComment({ commentId: id }));
    const thread = await read(id, lead);
    expect(thread).toMatchObject({ body: '', quote: '2 hours', suggestion: null });
    expect(JSON.stringify(thread)).not.toContain('1 hour');
    const { db } = world.runtime.tools;
    const rows = (await db.select().from(comment)).filter((row) => row.id === id);
    expect(rows).toMatchObject([{ body: '', oldWording: null, proposedWording: null }]);
    await refusedWith('already-withdrawn', () =>
      lead.commands.acceptSuggestion({ commentId: id, body: 'Yes.' })
    );
  });

  it('ANS-7 it is owed no answer, takes none and is counted nowhere', async () => {
    // Home lists only the newest drafts.
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    const { id, specificationId } = await commented();
    const task = async () =>
      done(await lead.reads.home()).tasks.filter(({ href }) => href.includes(specificationId));
    expect(await task()).toHaveLength(1);
    done(await patient.commands.withdrawComment({ commentId: id }));
    expect(waitsForAnswer(await read(id))).toBe(false);
    expect(await task()).toEqual([]);
    const { openDrafts } = done(await lead.reads.home());
    expect(openDrafts.find((draft) => draft.id === specificationId)).toMatchObject({
      comments: 0,
      waiting: 0
    });
    const { states } = done(await lead.reads.clauseMap(specificationId));
    expect(states.map(({ comments, waiting }) => [comments, waiting])).toEqual([[0, 0]]);
    await refusedWith('already-withdrawn', () => answer(id));
  });
});
