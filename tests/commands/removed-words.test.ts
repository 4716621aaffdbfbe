import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId, SpecificationId } from '#domain/ids';
import { removedSentence } from '#domain/moderation';
import { forgetRemovedWords } from '#server/db/moderation';
import { registerEntry } from '#server/db/schema/decisions';
import { removal } from '#server/db/schema/moderation';
import { notice } from '#server/db/schema/notices';
import { comment, commentReply, commentWording } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { everythingSeen } from '#tests/builders/everything-seen';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
const WORDS = 'The man at number nine fell twice.';
const DAY = 86_400_000;

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let other: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cilitator', { roles: ['facilitator'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  other = await world.person('Maureen Tasker', { roles: ['contributor'], group: 'patient-carer' });
});
beforeEach(async () => {
  specificationId = await specificationWith(world, helen, TEXT);
});
afterAll(() => world.close());

const said = async (by = patrick, body = WORDS) =>
  done(await by.commands.addComment({ specificationId, clause: 'clause-1', body })).id;
const remove = (by: TestPerson, commentId: CommentId, more: object = {}) =>
  by.commands.removeSaid({ commentId, reason: 'patient', ...more });
const ask = (by: TestPerson, commentId: CommentId) => by.commands.askSecondLook({ commentId });
const look = (by: TestPerson, commentId: CommentId, outcome: string) =>
  by.commands.giveSecondLook({ commentId, outcome });
const own = async (by = patrick) => done(await by.reads.specificationPage(specificationId)).own.items;

async function rows() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment).orderBy(comment.id),
    await db.select().from(commentReply).orderBy(commentReply.id),
    await db.select().from(commentWording).orderBy(commentWording.id),
    await db.select().from(removal).orderBy(removal.id),
    await db.select().from(notice).orderBy(notice.id),
    await db.$count(registerEntry)
  ];
}

const refusedWith = refusing(rows);

describe('removing what breaks the rules', () => {
  it('MOD-21 MOD-25 the words are gone from everywhere, and the reason stands in their place', async () => {
    const id = await said();
    done(await patrick.commands.changeComment({ commentId: id, body: `${WORDS} Again.` }));
    done(await other.commands.replyToComment({ commentId: id, body: 'And at weekends?' }));
    done(await remove(fay, id));
    const thread = done(await other.reads.comment(id));
    expect(thread).toMatchObject({ body: '', removed: 'patient', earlier: [] });
    expect(thread.replies.map(({ body }) => body)).toEqual(['And at weekends?']);
    expect(waitsForAnswer(thread)).toBe(false);
    for (const by of [patrick, other, helen, fay]) {
      const page = done(await by.reads.specificationPage(specificationId));
      const file = done(
        await by.reads.specificationExport(specificationId, { format: 'html', version: null })
      );
      expect(JSON.stringify([page, file, done(await by.reads.register())])).not.toContain(WORDS);
    }
    for (const seen of await everythingSeen(other, specificationId, id)) expect(seen).not.toContain(WORDS);
    await refusedWith('already-withdrawn', () =>
      helen.commands.answerComment({ commentId: id, outcome: 'not-changed', body: 'No.' })
    );
  });

  it('MOD-20 by those who may, for a reason of the rules, and not one’s own', async () => {
    const id = await said();
    await refusedWith('not-allowed', () => remove(other, id));
    await refusedWith('not-allowed', () => remove(patrick, id));
    for (const reason of ['', 'disagreement', '__proto__'])
      await refusedWith('missing-field', () => remove(fay, id, { reason }));
    const mine = await said(fay, 'What do we call it?');
    await refusedWith('not-allowed', () => remove(fay, mine));
    done(await remove(fay, id));
    await refusedWith('already-withdrawn', () => remove(helen, id));
  });

  it('MOD-20 MOD-21 a reply by itself, and the comment stays', async () => {
    const id = await said(patrick, 'Who rings back?');
    const { id: replyId } = done(await other.commands.replyToComment({ commentId: id, body: WORDS }));
    done(await remove(fay, id, { replyId, reason: 'insult' }));
    const { body, replies } = done(await patrick.reads.comment(id));
    expect([body, replies[0]?.body, replies[0]?.removed]).toEqual(['Who rings back?', '', 'insult']);
  });

  it('MOD-24 the register says who and why, without the words and the writer', async () => {
    const id = await said();
    done(await remove(fay, id));
    const entry = done(await patrick.reads.register()).items[0]!;
    expect(entry.sentence).toContain('Fay Cilitator (ICB) removed something');
    for (const secret of [id, WORDS, 'Patrick']) expect(JSON.stringify(entry)).not.toContain(secret);
  });
});

describe('a second look', () => {
  it('MOD-23 its writer is told and asks, somebody else brings it back as it was', async () => {
    const id = await said();
    done(await remove(fay, id));
    expect(done(await patrick.reads.inbox()).unread.some(({ kind }) => kind === 'removed')).toBe(true);
    expect(await own()).toMatchObject([{ standing: 'removed', may: { askAgain: true } }]);
    await refusedWith('not-allowed', () => look(helen, id, 'back'));
    await refusedWith('not-allowed', () => ask(other, id));
    done(await ask(patrick, id));
    await refusedWith('already-reviewed', () => ask(patrick, id));
    expect(done(await helen.reads.review()).secondLooks).toMatchObject([{ words: WORDS, notBecause: null }]);
    expect(done(await fay.reads.review()).secondLooks).toMatchObject([{ notBecause: 'removed-by-you' }]);
    await refusedWith('not-allowed', () => look(fay, id, 'back'));
    await refusedWith('not-allowed', () => look(patrick, id, 'back'));
    await refusedWith('missing-field', () => look(helen, id, 'perhaps'));
    done(await look(helen, id, 'back'));
    const back = done(await other.reads.comment(id));
    expect(back).toMatchObject({ body: WORDS, withdrawnAt: null, removed: null });
    expect(waitsForAnswer(back)).toBe(true);
    await refusedWith('already-reviewed', () => look(helen, id, 'back'));
    expect(done(await helen.reads.review()).secondLooks).toEqual([]);
  });

  it('MOD-23 or it stays removed, and its words are deleted', async () => {
    const id = await said();
    done(await remove(fay, id));
    done(await ask(patrick, id));
    done(await look(helen, id, 'stays-removed'));
    expect((await own())[0]?.sentence).toContain('it stays removed');
    expect(done(await other.reads.comment(id)).body).toBe('');
    const stored = await world.runtime.tools.db.select().from(removal);
    expect(stored.find(({ commentId }) => commentId === id)?.words).toBeNull();
  });

  it('MOD-22 after thirty days the words are deleted and nobody can ask any more', async () => {
    const id = await said();
    const then = world.clock.now;
    done(await remove(fay, id));
    const { db } = world.runtime.tools;
    const words = async () =>
      (await db.select().from(removal)).find(({ commentId }) => commentId === id)?.words;
    await forgetRemovedWords(db, new Date(then.getTime() - 1));
    expect(await words()).toMatchObject({ body: WORDS });
    world.clock.now = new Date(then.getTime() + 30 * DAY + 1);
    await refusedWith('not-allowed', () => ask(patrick, id));
    await world.runtime.regular.forgetRemoved.look();
    expect(await words()).toBeNull();
    expect((await own())[0]?.sentence).toBe(removedSentence('patient'));
    world.clock.now = then;
  });
});
