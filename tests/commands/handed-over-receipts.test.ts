import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { receiptLink } from '#server/db/schema/receipts';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, holderOf, invitedBy, invitingWorld } from '#tests/builders/guests';
import { refusing } from '#tests/builders/refused';
import type { TestPerson, World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let patrick: TestPerson;
let specificationId: SpecificationId;
let link: string;
let una: TestPerson;
let others = 0;

beforeAll(async () => {
  const invited = await invitingWorld();
  ({ world, helen, patrick } = invited);
  specificationId = invited.specificationId as SpecificationId;
  ({ token: link } = await invitedBy(helen));
  // Enough for saying something without a name.
  for (const name of ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe'])
    await guestOf(world, link, { called: 'name', name });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  una = await guestOf(world, link, { called: 'name', name: `Una ${(others += 1)}` });
});

const links = () => world.runtime.tools.db.select().from(receiptLink).orderBy(receiptLink.tokenHash);
const refusedWith = refusing(links);
const later = () => (world.clock.now = new Date(world.clock.now.getTime() + 60_000));
const say = async (by: TestPerson, body: string, shownAs = 'name') =>
  done(await by.commands.addComment({ specificationId, clause: 'clause-1', body, shownAs })).id;
const linkOf = async (by: TestPerson, days = '30') =>
  done(await by.commands.makeReceiptLink({ days, send: 'here' })).token!;
const follow = (token: string) => doorsAt(world).receipt(token);
const shownBy = async (token: string) => JSON.stringify(done(await follow(token)).receipts);
const end = (by: TestPerson, earlier = 'yes') => by.commands.endReceiptLink({ earlier });

/** A lead makes a new way in, and somebody comes back by it. */
async function handedOver(): Promise<TestPerson> {
  later();
  const { code } = done(await helen.commands.handOverLink({ memberId: una.memberId }));
  later();
  return holderOf(world, done(await doorsAt(world).comeBack({ key: code })).cookie);
}

it('RCP-16 the link from before shows what was said until then, with a name and without, and answers as they come', async () => {
  const named = await say(una, 'Two hours is long.');
  const unnamed = await say(una, 'I lay there all night.', 'nobody');
  done(await una.commands.replyToComment({ commentId: unnamed, body: 'And cold.' }));
  const token = await linkOf(una);
  const before = await shownBy(token);
  await handedOver();
  expect(await shownBy(token)).toBe(before);
  for (const commentId of [named, unnamed])
    done(
      await helen.commands.answerComment({ commentId, outcome: 'not-changed', body: `No, ${commentId}.` })
    );
  const linked = done(await follow(token));
  expect(linked).toMatchObject({ entered: false, handedOverAt: new Date('2026-11-24T10:01:00.000Z') });
  const answers = linked.receipts[0]!.comments.map(({ id, answer }) => [id, answer?.body]);
  expect(answers.sort()).toEqual([named, unnamed].sort().map((id) => [id, `No, ${id}.`]));
  expect(JSON.stringify(linked)).not.toMatch(/Helen/);
});

it('RCP-16 it shows nothing that is said after: no comment, no reply, no changed words', async () => {
  const commentId = await say(una, 'Two hours is long.');
  const beside = await say(patrick, 'Is it?');
  done(await una.commands.replyToComment({ commentId: beside, body: 'It is.' }));
  const token = await linkOf(una);
  const before = await shownBy(token);
  const holder = await handedOver();
  await say(holder, 'Said after.');
  await say(holder, 'Unnamed after.', 'nobody');
  for (const to of [commentId, beside])
    done(await holder.commands.replyToComment({ commentId: to, body: 'Replied after.' }));
  done(await holder.commands.changeComment({ commentId, replyId: '', body: 'Changed after.' }));
  done(await holder.commands.changeComment({ commentId, replyId: '', body: 'Changed after that.' }));
  expect(await shownBy(token)).toBe(before);
  expect(done(await follow(token)).receipts[0]!.comments[0]!.body).toBe('Two hours is long.');
  done(await holder.commands.withdrawComment({ commentId, replyId: '' }));
  expect(done(await follow(token)).receipts[0]!.comments[0]).toMatchObject({ body: '', removed: null });
});

it('RCP-16 words that were changed before stand as they were changed then', async () => {
  const commentId = await say(una, 'First.');
  later();
  done(await una.commands.changeComment({ commentId, replyId: '', body: 'Second.' }));
  const token = await linkOf(una);
  const before = await shownBy(token);
  const holder = await handedOver();
  done(await holder.commands.changeComment({ commentId, replyId: '', body: 'Third.' }));
  expect(await shownBy(token)).toBe(before);
  expect(before).toContain('Second.');
});

it('RCP-16 whoever comes back has a receipt and links of their own, with nothing said without a name before', async () => {
  await say(una, 'Two hours is long.');
  await say(una, 'I lay there all night.', 'nobody');
  const old = await linkOf(una);
  const holder = await handedOver();
  expect(done(await holder.reads.receipts())).toMatchObject({
    link: null,
    earlierLink: {
      madeAt: new Date('2026-11-24T10:00:00.000Z'),
      expiresAt: new Date('2026-12-24T10:00:00.000Z')
    }
  });
  await say(holder, 'Said after.');
  const own = await linkOf(holder);
  expect(await shownBy(own)).toMatch(/Two hours is long.*Said after|Said after.*Two hours is long/);
  expect(await shownBy(own)).not.toContain('all night');
  expect(done(await follow(own)).handedOverAt).toBeNull();
  expect(await shownBy(old)).toContain('all night');
  done(await end(holder, ''));
  expect(await follow(own)).toMatchObject({ code: 'link-not-valid' });
  expect(await shownBy(old)).toContain('all night');
});

it('RCP-16 each of several handings over has its own link, and none shows what came after it', async () => {
  await say(una, 'Of the first.', 'nobody');
  const first = await linkOf(una);
  const second = await handedOver();
  await say(second, 'Of the second.', 'nobody');
  const own = await linkOf(second);
  const third = await handedOver();
  await say(third, 'Of the third.', 'nobody');
  expect(await shownBy(first)).toMatch(/Of the first/);
  expect(await shownBy(first)).not.toMatch(/second|third/);
  expect(await shownBy(own)).toMatch(/Of the second/);
  expect(await shownBy(own)).not.toMatch(/Of the first|third/);
});

it('RCP-13 RCP-16 whoever came back ends it, nobody else does, and it ends with the access', async () => {
  await say(una, 'Two hours is long.');
  const token = await linkOf(una);
  const holder = await handedOver();
  const stranger = await guestOf(world, link, { called: 'name', name: `Wyn ${others}` });
  for (const by of [stranger, helen, patrick]) await refusedWith('not-found', () => end(by));
  await refusedWith('not-found', () => end(holder, ''));
  done(await end(holder));
  const ended = await follow(token);
  expect(ended).toMatchObject({ code: 'link-not-valid' });
  expect(done(await holder.reads.receipts()).earlierLink).toBeNull();
  await refusedWith('not-found', () => end(holder));
  const own = await linkOf(holder);
  await handedOver();
  expect(done(await follow(own)).handedOverAt).not.toBeNull();
  done(await helen.commands.endGuestAccess({ memberId: una.memberId }));
  expect(await follow(own)).toEqual(ended);
});

it('RCP-10 RCP-16 it is over on its day', async () => {
  await say(una, 'Two hours is long.');
  const token = await linkOf(una, '7');
  const holder = await handedOver();
  world.clock.now = new Date('2026-12-01T10:00:00.000Z');
  expect(await follow(token)).toMatchObject({ code: 'link-not-valid' });
  expect(done(await holder.reads.receipts()).earlierLink).toBeNull();
  await refusedWith('not-found', () => end(holder));
});
