import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { removal } from '#server/db/schema/moderation';
import { registerEntry } from '#server/db/schema/decisions';
import { notice } from '#server/db/schema/notices';
import { comment, commentReply } from '#server/db/schema/comments';
import { suggestion } from '#server/db/schema/suggestions';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy, invitingWorld } from '#tests/builders/guests';
import { everythingSeen } from '#tests/builders/everything-seen';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import type { TestPerson, World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
const WORDS = 'Two hours on a cold floor.';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let mary: TestPerson;
let sam: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  ({ world, helen, fay, patrick } = await invitingWorld());
  sam = await world.person('Sam Secretary', { roles: ['secretary', 'editor'] });
  const { token } = await invitedBy(helen, { holds: 'yes' });
  mary = await guestOf(world, token, { called: 'name', name: 'Mary Tregear' });
  // One of them could have written what she does without her name.
  for (let others = 0; others < 4; others += 1) await guestOf(world, token, { called: 'A patient' });
});
beforeEach(async () => {
  specificationId = await specificationWith(world, helen, TEXT);
});
afterAll(() => world.close());

const said = async (by = mary, more: object = {}) =>
  done(await by.commands.addComment({ specificationId, clause: 'clause-1', body: WORDS, ...more })).id;
const suggested = async (by = mary) =>
  done(
    await by.commands.suggestWording({
      ...{ specificationId, from: '8', to: '16', quote: 'Somebody', wording: 'A nurse', body: WORDS }
    })
  ).id;
const through = (by: TestPerson, commentId: CommentId, more: object = {}) =>
  by.commands.reviewSaid({ commentId, verdict: 'through', ...more });
const own = async (by = mary) => done(await by.reads.specificationPage(specificationId)).own.items;

async function rows() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment).orderBy(comment.id),
    await db.select().from(commentReply).orderBy(commentReply.id),
    await db.select().from(suggestion).orderBy(suggestion.commentId),
    await db.select().from(removal).orderBy(removal.id),
    await db.select().from(notice).orderBy(notice.id),
    await db.$count(registerEntry)
  ];
}

const refusedWith = refusing(rows);

describe('held until somebody has looked', () => {
  it('MOD-11 MOD-12 for everybody else it is as if it had never been written', async () => {
    const shown = await said(patrick, { body: 'Who rings back?' });
    const others = [sam, await guestOf(world, (await invitedBy(helen)).token)];
    const before = await Promise.all(others.map((by) => everythingSeen(by, specificationId, shown)));
    await said();
    await said(mary, { shownAs: 'A carer' });
    await suggested();
    done(await mary.commands.replyToComment({ commentId: shown, body: WORDS }));
    const after = await Promise.all(others.map((by) => everythingSeen(by, specificationId, shown)));
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toContain(WORDS);
  });

  it('MOD-11 nor for those who may review it, but on the page where they do', async () => {
    const shown = await said(patrick);
    const read = () => everythingSeen(fay, specificationId, shown, { inbox: false });
    const before = await read();
    const id = await said();
    expect(await read()).toEqual(before);
    const { held } = done(await fay.reads.review());
    expect(held.filter(({ commentId }) => commentId === id)).toMatchObject([
      { words: WORDS, by: { name: 'Mary Tregear' }, notBecause: null }
    ]);
    const notices = done(await fay.reads.inbox()).unread;
    expect(notices.some(({ href }) => href === '/review')).toBe(true);
    for (const by of [patrick, sam, mary])
      expect(await by.reads.review()).toMatchObject({ refused: true, code: 'not-found' });
  });

  it('MOD-11 its writer sees it, and that it is looked at first', async () => {
    const id = await said();
    expect(await own()).toMatchObject([
      { commentId: id, standing: 'held', words: WORDS, may: { withdraw: true } }
    ]);
    expect((await own())[0]?.sentence).toContain('A facilitator looks at this first');
    expect(await own(patrick)).toEqual([]);
    done(await mary.commands.withdrawComment({ commentId: id }));
    expect(await own()).toEqual([]);
  });

  it('MOD-11 nobody does anything to it by its id', async () => {
    const id = await said();
    const change = { commentId: id, body: 'Mine now.' };
    await refusedWith('not-found', () => patrick.commands.replyToComment(change));
    await refusedWith('not-found', () => patrick.commands.changeComment(change));
    await refusedWith('not-found', () => patrick.commands.withdrawComment(change));
    await refusedWith('not-found', () => patrick.commands.raiseConcern(change));
    await refusedWith('not-found', () => helen.commands.removeSaid({ ...change, reason: 'insult' }));
    await refusedWith('not-found', () => helen.commands.answerComment({ ...change, outcome: 'not-changed' }));
    await refusedWith('not-found', () =>
      helen.commands.setAnswerDuty({ ...change, ownerId: helen.memberId, dueOn: '2026-12-08' })
    );
    const words = await suggested();
    await refusedWith('not-found', () => helen.commands.acceptSuggestion({ commentId: words, body: '' }));
  });

  it('MOD-10 MOD-11 by a link that does not hold, all see it at once', async () => {
    const guest = await guestOf(world, (await invitedBy(helen)).token, {
      called: 'name',
      name: 'Una Rowe'
    });
    const id = await said(guest);
    expect(done(await patrick.reads.comment(id)).body).toBe(WORDS);
  });
});

describe('letting through', () => {
  it('MOD-13 MOD-14 then it is shown, its answer is owed, and the days count from then', async () => {
    const id = await said();
    const then = world.clock.now;
    world.clock.now = new Date('2026-11-26T09:00:00.000Z');
    done(await through(fay, id));
    const read = done(await patrick.reads.comment(id));
    expect(read).toMatchObject({ body: WORDS, at: world.clock.now, duty: { dueOn: '2026-12-10' } });
    expect(read.duty?.owner?.memberId).toBe(helen.memberId);
    const told = done(await helen.reads.inbox()).unread.map(({ href }) => href);
    expect(told).toContain(`/specifications/${specificationId}#comment-${id}`);
    expect(await own()).toEqual([]);
    world.clock.now = then;
  });

  it('MOD-14 a reply and a suggestion come through as what they are', async () => {
    const shown = await said(patrick);
    const { id: replyId } = done(await mary.commands.replyToComment({ commentId: shown, body: WORDS }));
    done(await through(helen, shown, { replyId }));
    expect(done(await sam.reads.comment(shown)).replies.map(({ body }) => body)).toEqual([WORDS]);
    const words = await suggested();
    done(await through(helen, words));
    expect(done(await sam.reads.comment(words)).suggestion).toMatchObject({ after: 'A nurse' });
  });

  it('MOD-13 MOD-15 what is not let through stays with its writer, with the reason', async () => {
    const id = await said();
    await refusedWith('missing-field', () => through(fay, id, { verdict: 'not-through' }));
    await refusedWith('personal-data', () =>
      through(fay, id, { verdict: 'not-through', reason: 'Ring 01632 960 001.' })
    );
    const reason = 'It names a neighbour.';
    done(await through(fay, id, { verdict: 'not-through', reason }));
    expect(await own()).toMatchObject([{ standing: 'not-let-through', reason, words: WORDS }]);
    expect(await patrick.reads.comment(id)).toMatchObject({ code: 'not-found' });
    const [entry] = done(await patrick.reads.register()).items;
    expect(entry?.sentence).toContain('did not let something through');
    expect(JSON.stringify(entry)).not.toContain(id);
    expect(JSON.stringify(entry)).not.toContain('Mary');
  });

  it('MOD-13 who may not is refused, and of two one comes second', async () => {
    const id = await said();
    await refusedWith('not-allowed', () => through(patrick, id));
    await refusedWith('not-allowed', () => through(mary, id));
    await refusedWith('missing-field', () => through(fay, id, { verdict: 'perhaps' }));
    const answers = await Promise.all([through(fay, id), through(helen, id)]);
    expect(answers.filter((each) => 'refused' in each)).toMatchObject([{ code: 'already-reviewed' }]);
    const gone = await said();
    done(await mary.commands.withdrawComment({ commentId: gone }));
    await refusedWith('already-withdrawn', () => through(fay, gone));
  });

  it('MOD-16 its words stay as they were looked at', async () => {
    const id = await said();
    const change = () => mary.commands.changeComment({ commentId: id, body: 'Something else.' });
    await refusedWith('not-allowed', change);
    done(await through(fay, id));
    await refusedWith('not-allowed', change);
  });
});
