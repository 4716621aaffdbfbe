import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { topicName, type Topic } from '#protocol/topics';
import { registerContent, registerEntry } from '#server/db/schema/decisions';
import { comment, commentReply, commentResponse } from '#server/db/schema/comments';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope', '3'), paragraph('Response within 2 hours if not injured.'));

let world: World;
let lead: TestPerson;
let secretary: TestPerson;
let patient: TestPerson;
let observer: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  secretary = await world.person('Sara Secretary', { roles: ['secretary'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  observer = await world.person('Una Watcher', { roles: ['observer'], group: 'observer' });
});
afterAll(() => world.close());

async function commented(by: TestPerson = patient): Promise<CommentId> {
  const id = await specificationWith(world, lead, TEXT);
  const added = await by.commands.addComment({ specificationId: id, clause: 'clause-1', body: 'Too long.' });
  if (isRefusal(added)) throw new Error(added.code);
  return added.id;
}

async function everything() {
  const { db } = world.runtime.tools;
  return {
    comments: await db.select().from(comment).orderBy(comment.id),
    replies: await db.select().from(commentReply).orderBy(commentReply.id),
    answers: await db.select().from(commentResponse).orderBy(commentResponse.commentId),
    register: await db.select().from(registerEntry).orderBy(registerEntry.sequence)
  };
}

async function thread(id: CommentId, reader: TestPerson = patient) {
  const found = await reader.reads.comment(id);
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}

describe('replies', () => {
  it('CMT-9 replies stand under the comment, the oldest first, each with who wrote it', async () => {
    const commentId = await commented();
    world.clock.now = new Date('2026-11-24T10:05:00.000Z');
    await lead.commands.replyToComment({ commentId, body: 'Would a call back help?' });
    world.clock.now = new Date('2026-11-24T10:09:00.000Z');
    await patient.commands.replyToComment({ commentId, body: 'Yes, every half hour.' });
    const { replies } = await thread(commentId);
    expect(replies.map(({ by, body }) => [by.name, body])).toEqual([
      ['Helen Marsh', 'Would a call back help?'],
      ['Patrick Doyle', 'Yes, every half hour.']
    ]);
    expect(replies[1]?.at).toEqual(world.clock.now);
  });

  it('CMT-6 a reply without words or too long is refused and nothing is stored', async () => {
    const commentId = await commented();
    const before = await everything();
    expect(await lead.commands.replyToComment({ commentId, body: '' })).toMatchObject({
      code: 'missing-field'
    });
    const long = 'x'.repeat(4001);
    expect(await lead.commands.replyToComment({ commentId, body: long })).toMatchObject({ code: 'too-long' });
    expect(await everything()).toEqual(before);
  });

  it('CMT-7 a reply that holds what looks like a phone number is stopped before it is stored', async () => {
    const commentId = await commented();
    const before = await everything();
    const refused = await lead.commands.replyToComment({ commentId, body: 'Ring her on 01632 960 001.' });
    expect(refused).toMatchObject({ code: 'personal-data', field: 'body' });
    expect(await everything()).toEqual(before);
  });

  it('CMT-8 an observer, a stranger and somebody signed out cannot reply', async () => {
    const commentId = await commented();
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const before = await everything();
    const fields = { commentId, body: 'Hello.' };
    expect(await observer.commands.replyToComment(fields)).toMatchObject({ code: 'not-allowed' });
    expect(await stranger.commands.replyToComment(fields)).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).commands.replyToComment(fields)).toMatchObject({ code: 'signed-out' });
    const unknown = world.runtime.tools.newId<'comment'>();
    expect(await lead.commands.replyToComment({ ...fields, commentId: unknown })).toMatchObject({
      code: 'not-found'
    });
    expect(await everything()).toEqual(before);
  });
});

describe('the answer a comment is owed', () => {
  it('CMT-10 an editor answers with what became of it, in words', async () => {
    const commentId = await commented();
    const body = 'A call handler now rings back every 30 minutes.';
    expect(await lead.commands.answerComment({ commentId, outcome: 'not-changed', body })).toEqual({
      commentId,
      outcome: 'not-changed'
    });
    const { answer } = await thread(commentId);
    expect(answer).toMatchObject({ outcome: 'not-changed', body, by: { name: 'Helen Marsh' } });
    expect(answer?.at).toEqual(world.clock.now);
  });

  it('CMT-10 a second answer is refused and the first stays as it was', async () => {
    const commentId = await commented();
    await lead.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not now.' });
    const before = await everything();
    const second = await secretary.commands.answerComment({ commentId, outcome: 'not-changed', body: 'No.' });
    expect(second).toMatchObject({ code: 'already-answered' });
    expect(await everything()).toEqual(before);
  });

  it('CMT-10 of two answers at the same time one counts', async () => {
    const commentId = await commented();
    const answers = await Promise.all([
      lead.commands.answerComment({ commentId, outcome: 'passed-on', passedTo: 'The council', body: 'Yes.' }),
      secretary.commands.answerComment({ commentId, outcome: 'not-changed', body: 'No.' })
    ]);
    expect(answers.filter(isRefusal)).toMatchObject([{ code: 'already-answered' }]);
    const { db } = world.runtime.tools;
    const stored = await db.select().from(commentResponse).where(eq(commentResponse.commentId, commentId));
    expect(stored).toHaveLength(1);
  });

  it('CMT-10 an answer needs an outcome and words', async () => {
    const commentId = await commented();
    const before = await everything();
    const answer = (fields: object) => lead.commands.answerComment({ commentId, ...fields });
    expect(await answer({ body: 'Yes.' })).toMatchObject({ code: 'missing-field', field: 'outcome' });
    expect(await answer({ outcome: 'maybe', body: 'Yes.' })).toMatchObject({
      code: 'invalid-input',
      field: 'outcome'
    });
    expect(await answer({ outcome: 'changed', body: '' })).toMatchObject({
      code: 'missing-field',
      field: 'body'
    });
    expect(await everything()).toEqual(before);
  });

  it('CMT-7 an answer that holds what looks like an NHS number is stopped before it is stored', async () => {
    const commentId = await commented();
    const before = await everything();
    const refused = await lead.commands.answerComment({
      commentId,
      outcome: 'changed',
      body: 'See 9434765919.'
    });
    expect(refused).toMatchObject({ code: 'personal-data', field: 'body' });
    expect(await everything()).toEqual(before);
  });

  it('CMT-8 who has no right to answer cannot, not even their own comment', async () => {
    const commentId = await commented();
    const before = await everything();
    const fields = { commentId, outcome: 'changed', body: 'Yes.' };
    expect(await patient.commands.answerComment(fields)).toMatchObject({ code: 'not-allowed' });
    expect(await observer.commands.answerComment(fields)).toMatchObject({ code: 'not-allowed' });
    expect(await nobody(world).commands.answerComment(fields)).toMatchObject({ code: 'signed-out' });
    expect(await everything()).toEqual(before);
  });

  it('CMT-11 the answer stands in the register with its words', async () => {
    const commentId = await commented();
    await lead.commands.answerComment({ commentId, outcome: 'not-changed', body: 'It costs too much now.' });
    const { db } = world.runtime.tools;
    const entries = await db.select().from(registerEntry).orderBy(registerEntry.sequence);
    const last = entries.at(-1)!;
    expect(last.kind).toBe('comment-answered');
    const contents = await db
      .select()
      .from(registerContent)
      .where(eq(registerContent.sequence, last.sequence));
    expect(contents[0]?.content).toMatchObject({
      commentId,
      outcome: 'not-changed',
      answer: 'It costs too much now.',
      by: { name: 'Helen Marsh' }
    });
  });

  it('CMT-14 a patient’s comment waits for an answer until it has one; a colleague’s is not marked', async () => {
    const commentId = await commented();
    expect(waitsForAnswer(await thread(commentId))).toBe(true);
    await lead.commands.replyToComment({ commentId, body: 'We are looking at it.' });
    expect(waitsForAnswer(await thread(commentId))).toBe(true);
    await lead.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not now.' });
    expect(waitsForAnswer(await thread(commentId))).toBe(false);
    expect(waitsForAnswer(await thread(await commented(lead)))).toBe(false);
  });
});

describe('who hears of it and who may see it', () => {
  it('CMT-16 a comment, a reply and an answer are announced to the open pages they concern', async () => {
    const announced: string[] = [];
    const { tools } = world.runtime;
    const telling = {
      ...tools,
      announce: (topics: readonly Topic[]) => announced.push(...topics.map(topicName))
    };
    const { commandsFor } = await import('#server/commands/all-commands');
    const specificationId = await specificationWith(world, lead, TEXT);
    const patients = commandsFor(patient.actor, telling);
    const added = await patients.addComment({ specificationId, clause: 'clause-1', body: 'Too long.' });
    if (isRefusal(added)) throw new Error(added.code);
    const topics = [`specification/${specificationId}`, `partnership/${world.partnershipId}`];
    expect(announced.splice(0)).toEqual(topics);
    await patients.replyToComment({ commentId: added.id, body: 'And cold.' });
    expect(announced.splice(0)).toEqual(topics.slice(0, 1));
    await commandsFor(lead.actor, telling).answerComment({
      commentId: added.id,
      outcome: 'not-changed',
      body: 'Yes.'
    });
    expect(announced.splice(0)).toEqual(topics);
    await patients.answerComment({ commentId: added.id, outcome: 'partly', body: 'Yes.' });
    expect(announced).toEqual([]);
  });

  it('CMT-17 who may not read the specification finds no comment', async () => {
    const commentId = await commented();
    const { specificationId } = await thread(commentId, observer);
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    expect(await stranger.reads.comment(commentId)).toMatchObject({ code: 'not-found' });
    expect(await stranger.reads.comments(specificationId)).toMatchObject({ code: 'not-found' });
    expect(await nobody(world).reads.comment(commentId)).toMatchObject({ code: 'signed-out' });
    expect(await lead.reads.comment('nothing')).toMatchObject({ code: 'not-found' });
    expect(await observer.reads.comments(specificationId)).toMatchObject({ items: [{ id: commentId }] });
  });
});
