import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { MOST_CONCERNS_A_DAY } from '#domain/moderation';
import { registerEntry } from '#server/db/schema/decisions';
import { concern, localContact } from '#server/db/schema/moderation';
import { notice } from '#server/db/schema/notices';
import { comment, commentReply } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { everythingSeen } from '#tests/builders/everything-seen';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
const WORDS = 'My neighbour is left without food.';
const CONTACT = {
  'adults.name': 'Vale adult social care',
  'adults.phone': '01632 960 100',
  'adults.more': 'Day and night.'
};

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let observer: TestPerson;
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
  // Somebody new each time: how many they raise in a day is counted.
  observer = await world.person('Olive Observer', { roles: ['observer'], group: 'observer' });
});
afterAll(() => world.close());

const said = async (by = patrick, body = WORDS) =>
  done(await by.commands.addComment({ specificationId, clause: 'clause-1', body })).id;
const raise = (by: TestPerson, commentId: CommentId, more: object = {}) =>
  by.commands.raiseConcern({ commentId, ...more });
const queued = async (commentId: CommentId) =>
  done(await fay.reads.concerns()).waiting.find((each) => each.commentId === commentId)!;
const settle = async (by: TestPerson, commentId: CommentId, more: object) =>
  by.commands.settleConcern({ concernId: (await queued(commentId)).id, ...more });
const own = async (by = patrick) => done(await by.reads.specificationPage(specificationId)).own;

async function rows() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment).orderBy(comment.id),
    await db.select().from(commentReply).orderBy(commentReply.id),
    await db.select().from(concern).orderBy(concern.id),
    await db.select().from(localContact).orderBy(localContact.kind),
    await db.select().from(notice).orderBy(notice.id),
    await db.$count(registerEntry)
  ];
}

const refusedWith = refusing(rows);

describe('a safeguarding or complaint matter', () => {
  it('MOD-30 MOD-31 from the moment it is raised it is as if it had never been written', async () => {
    const shown = await said(other, 'Who rings back?');
    const bystander = await world.person('Sam Secretary', { roles: ['secretary', 'editor'] });
    const before = await everythingSeen(bystander, specificationId, shown);
    const inbox = () => other.reads.inbox();
    const told = await inbox();
    const id = await said();
    done(await raise(observer, id));
    const { id: replyId } = done(await patrick.commands.replyToComment({ commentId: shown, body: WORDS }));
    done(await raise(observer, shown, { replyId }));
    expect(await everythingSeen(bystander, specificationId, shown)).toEqual(before);
    expect(await inbox()).toEqual(told);
    expect(await bystander.reads.comment(id)).toMatchObject({ code: 'not-found' });
    for (const by of [patrick, observer, bystander])
      expect(await by.reads.concerns()).toMatchObject({ refused: true, code: 'not-found' });
  });

  it('MOD-31 the queue has it, with who raised it; notices and register have no word of it', async () => {
    const id = await said();
    done(await raise(observer, id));
    expect(await queued(id)).toMatchObject({ words: WORDS, raisedBy: 'Olive Observer', settled: null });
    for (const by of [helen, fay, patrick]) {
      const inbox = done(await by.reads.inbox());
      expect(inbox.unread.length).toBeGreaterThan(0);
      expect(JSON.stringify([inbox, done(await by.reads.register())])).not.toContain(WORDS);
    }
    expect(done(await fay.reads.inbox()).unread.some(({ kind }) => kind === 'to-settle')).toBe(true);
  });

  it('MOD-32 who wrote it sees whom to tell', async () => {
    done(await helen.commands.keepLocalContacts(CONTACT));
    const id = await said();
    done(await raise(observer, id));
    const { items, contacts } = await own();
    expect(items).toMatchObject([{ commentId: id, standing: 'concern', words: WORDS }]);
    expect(contacts.map(({ local }) => local?.phone ?? null)).toEqual(['01632 960 100', null, null]);
    expect(done(await observer.reads.contacts()).contacts).toEqual(contacts);
  });

  it('MOD-33 no concern: it is shown again where it stood, and its answer is due ten working days from then', async () => {
    const id = await said();
    const then = world.clock.now;
    done(await raise(observer, id));
    world.clock.now = new Date('2026-11-26T09:00:00.000Z');
    done(await settle(fay, id, { outcome: 'no-concern' }));
    expect(done(await other.reads.comment(id))).toMatchObject({ body: WORDS, duty: { dueOn: '2026-12-10' } });
    expect((await own()).items).toEqual([]);
    expect(done(await patrick.reads.inbox()).unread.some(({ kind }) => kind === 'reviewed')).toBe(true);
    world.clock.now = then;
  });

  it('MOD-33 passed on: it stays hidden, and the queue keeps to whom', async () => {
    const id = await said();
    done(await raise(observer, id));
    const { id: concernId } = await queued(id);
    await refusedWith('missing-field', () => settle(fay, id, { outcome: 'passed-on' }));
    await refusedWith('missing-field', () => settle(fay, id, { outcome: 'perhaps' }));
    await refusedWith('not-allowed', () => settle(patrick, id, { outcome: 'no-concern' }));
    done(await settle(fay, id, { outcome: 'passed-on', passedTo: 'Adult social care' }));
    expect(await other.reads.comment(id)).toMatchObject({ code: 'not-found' });
    expect((await own()).items).toMatchObject([{ standing: 'passed-on' }]);
    const { settled } = done(await helen.reads.concerns());
    expect(settled.find(({ commentId }) => commentId === id)?.settled).toMatchObject({
      ...{ outcome: 'passed-on', passedTo: 'Adult social care', by: 'Fay Cilitator' }
    });
    await refusedWith('already-reviewed', () =>
      helen.commands.settleConcern({ concernId, outcome: 'no-concern' })
    );
  });

  it('MOD-33 nobody settles what they wrote themselves', async () => {
    const id = await said(fay);
    done(await raise(observer, id));
    await refusedWith('not-allowed', () => settle(fay, id, { outcome: 'no-concern' }));
    done(await settle(helen, id, { outcome: 'no-concern' }));
  });

  it('MOD-34 the same words are not raised twice', async () => {
    const id = await said();
    done(await raise(observer, id));
    await refusedWith('not-found', () => raise(other, id));
    done(await settle(fay, id, { outcome: 'no-concern' }));
    await refusedWith('already-reviewed', () => raise(other, id));
    await refusedWith('already-reviewed', () => raise(observer, id));
  });

  it('MOD-34 nor more than five in a day', async () => {
    for (let count = 0; count < MOST_CONCERNS_A_DAY; count += 1)
      done(await raise(observer, await said(patrick, `Said ${count}`)));
    const id = await said();
    await refusedWith('too-many-tries', () => raise(observer, id));
    const then = world.clock.now;
    world.clock.now = new Date(then.getTime() + 86_400_001);
    done(await raise(observer, id));
    world.clock.now = then;
  });

  it('MOD-30 what was withdrawn is not raised, nor what is in another partnership', async () => {
    const id = await said();
    done(await patrick.commands.withdrawComment({ commentId: id }));
    await refusedWith('already-withdrawn', () => raise(observer, id));
    const elsewhere = await world.partnership('Moor');
    const stranger = await world.person('Stan Ger', { roles: ['lead'], partnershipId: elsewhere });
    const shown = await said();
    await refusedWith('not-found', () => raise(stranger, shown));
  });
});

describe('whom to tell here', () => {
  it('MOD-35 a lead enters it, nobody else does, and a refusal changes nothing', async () => {
    done(await helen.commands.keepLocalContacts({}));
    await refusedWith('not-allowed', () => fay.commands.keepLocalContacts(CONTACT));
    await refusedWith('missing-field', () =>
      helen.commands.keepLocalContacts({ ...CONTACT, 'adults.phone': 'ask' })
    );
    await refusedWith('missing-field', () =>
      helen.commands.keepLocalContacts({ ...CONTACT, 'children.phone': '01632 960 101' })
    );
    expect(done(await patrick.reads.contacts()).contacts.map(({ local }) => local)).toEqual([
      null,
      null,
      null
    ]);
    done(await helen.commands.keepLocalContacts(CONTACT));
    expect(done(await patrick.reads.contacts()).contacts[0]?.local).toEqual({
      ...{ name: 'Vale adult social care', phone: '01632 960 100', more: 'Day and night.' }
    });
  });
});
