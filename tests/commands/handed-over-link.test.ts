import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { SLIP_CODE_LENGTH } from '#domain/slip-code';
import { hashToken } from '#server/auth/tokens';
import { comment } from '#server/db/schema/comments';
import { returnLink } from '#server/db/schema/invitations';
import { notice } from '#server/db/schema/notices';
import { done } from '#tests/builders/decisions';
import {
  doorsAt,
  guestOf,
  holderOf,
  invitedBy,
  invitingWorld,
  refusedUnchanged
} from '#tests/builders/guests';
import { everythingSeen } from '#tests/builders/everything-seen';
import type { TestPerson, World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let specificationId: SpecificationId;
let link: string;

beforeAll(async () => {
  const invited = await invitingWorld();
  ({ world, helen, fay, patrick } = invited);
  specificationId = invited.specificationId as SpecificationId;
  ({ token: link } = await invitedBy(helen));
  // Enough for saying something without a name.
  for (const name of ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe'])
    await guestOf(world, link, { called: 'name', name });
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;
const refusedWith = (doing: () => Promise<unknown>) => refusedUnchanged(world, doing);
const links = () => db().select().from(returnLink);
const hand = (to: TestPerson, by = helen) => by.commands.handOverLink({ memberId: to.memberId });
const named = (name: string) => guestOf(world, link, { called: 'name', name });
const say = async (by: TestPerson, shownAs: string, body: string) =>
  done(await by.commands.addComment({ specificationId, clause: 'clause-1', body, shownAs })).id;

async function backBy(code: string): Promise<TestPerson> {
  return holderOf(world, done(await doorsAt(world).comeBack({ key: code })).cookie);
}

it('INV-20 a lead alone makes one, for a guest alone', async () => {
  const mary = await named('Mary Tregear');
  done(await doorsAt(world, { actor: mary.actor }).newReturnLink());
  const before = await links();
  for (const by of [fay, patrick, mary])
    expect(await refusedWith(() => hand(mary, by))).toEqual({ code: 'not-allowed' });
  for (const to of [patrick, helen]) expect(await refusedWith(() => hand(to))).toEqual({ code: 'not-found' });
  const gone = await named('Gwen Retallack');
  done(await helen.commands.endGuestAccess({ memberId: gone.memberId }));
  expect(await refusedWith(() => hand(gone))).toEqual({ code: 'not-found' });
  expect(await links()).toEqual(before);
  expect(await world.runtime.tools.sessions.actorOf(mary.token)).toMatchObject({ kind: 'person' });
});

it('INV-20 the code works once, however it is typed, and ends the link and the sessions from before', async () => {
  const jory = await named('Jory Nance');
  const old = done(await doorsAt(world, { actor: jory.actor }).newReturnLink()).token;
  const { code, until } = done(await hand(jory));
  expect(code).toHaveLength(SLIP_CODE_LENGTH);
  expect(until).toEqual(new Date(world.clock.now.getTime() + 14 * 86_400_000));
  expect(JSON.stringify(await links())).not.toContain(code);
  expect(await world.runtime.tools.sessions.actorOf(jory.token)).toEqual({ kind: 'nobody' });
  expect(await refusedWith(() => doorsAt(world).comeBack({ key: old }))).toEqual({ code: 'link-not-valid' });
  const typed = code.toUpperCase().replace(/(.{4})/g, '$1 ');
  const before = await links();
  expect(await doorsAt(world).returning(typed)).toEqual({ name: 'Jory Nance', once: true });
  expect(await links()).toEqual(before);
  const back = await backBy(typed);
  expect(back.memberId).toBe(jory.memberId);
  expect(done(await back.reads.comeBack()).madeAt).toBeNull();
  expect(await refusedWith(() => doorsAt(world).comeBack({ key: code }))).toEqual({ code: 'link-not-valid' });
});

it('INV-20 of two who use it at the same moment one comes in, and after 14 days nobody', async () => {
  const lou = await named('Lou Hicks');
  const { code } = done(await hand(lou));
  const both = await Promise.all([1, 2].map(() => doorsAt(world).comeBack({ key: code })));
  expect(both.filter((each) => 'cookie' in each)).toHaveLength(1);
  const late = done(await hand(lou)).code;
  const { now } = world.clock;
  world.clock.now = new Date(now.getTime() + 14 * 86_400_000);
  expect(await doorsAt(world).returning(late)).toMatchObject({ code: 'link-not-valid' });
  expect(await doorsAt(world).comeBack({ key: late })).toMatchObject({ code: 'link-not-valid' });
  world.clock.now = now;
});

it('INV-21 nobody is taken for another: called alike by the same invitation, or one of them without a name', async () => {
  const { token } = await invitedBy(helen);
  const one = await guestOf(world, token, { called: 'A carer' });
  done(await hand(one));
  await guestOf(world, token, { called: 'A carer' });
  expect(await refusedWith(() => hand(one))).toEqual({ code: 'not-allowed' });
  const elsewhere = await guestOf(world, (await invitedBy(helen)).token, { called: 'A carer' });
  done(await hand(elsewhere));
  const unnamed = await guestOf(world, (await invitedBy(helen)).token, { called: 'nobody' });
  done(await hand(unnamed));
  await guestOf(world, (await invitedBy(helen)).token, { called: 'nobody' });
  expect(await refusedWith(() => hand(unnamed))).toEqual({ code: 'not-allowed' });
});

it('INV-22 what was said without a name is nobody’s for whoever comes back, and the rest is theirs', async () => {
  const una = await named('Una Moyle');
  const open = await say(una, 'name', 'Said by Una.');
  const unnamed = [
    await say(una, 'nobody', 'Said by nobody.'),
    await say(una, 'A carer', 'Said by a carer.')
  ];
  for (const commentId of unnamed) {
    done(await una.commands.replyToComment({ commentId, body: 'And at night?' }));
    done(
      await helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'It is one hour now.' })
    );
  }
  expect(done(await una.reads.inbox()).unread.length).toBeGreaterThan(0);
  const { code } = done(await hand(una));
  const back = await backBy(code);
  const receipts = JSON.stringify(done(await back.reads.receipts()));
  expect(receipts).toContain('Said by Una.');
  expect(receipts).not.toMatch(/Said by nobody|Said by a carer|And at night/);
  expect(done(await back.reads.comment(open)).mine).toBe(true);
  for (const commentId of unnamed) {
    const thread = done(await back.reads.comment(commentId));
    expect(thread).toMatchObject({ mine: false, answer: { body: 'It is one hour now.' } });
    expect(thread).toEqual(done(await patrick.reads.comment(commentId)));
    // It answers as it would answer anybody else of the group.
    const [asThem, asOther] = await Promise.all(
      [back, patrick].map((by) => by.commands.withdrawComment({ commentId, replyId: '' }))
    );
    expect(asThem).toEqual(asOther);
    const { id } = done(await back.commands.replyToComment({ commentId, body: 'I think so too.' }));
    const reply = done(await helen.reads.comment(commentId)).replies.find((each) => each.id === id);
    expect(reply?.by.name).toBe('Una Moyle');
  }
  expect(done(await back.reads.inbox())).toMatchObject({ unread: [], earlier: [] });
  const told = await db().select().from(notice);
  expect(told.filter(({ memberId }) => memberId === una.memberId)).toEqual([]);
});

it('INV-22 nobody else sees a difference, nor whether there was anything to part', async () => {
  const [wyn, xan] = [await named('Wyn Rowe'), await named('Xan Early')];
  const kept = await say(wyn, 'nobody', 'Nights are long.');
  const shown = await say(xan, 'name', 'Mornings too.');
  const seen = (by: TestPerson) => everythingSeen(by, specificationId, kept);
  const readers = [helen, patrick];
  const before = [await seen(helen), await seen(patrick)];
  for (const guest of [wyn, xan]) done(await hand(guest));
  for (const [index, by] of readers.entries()) {
    const after = await seen(by);
    // What differs is the register, and tells that a link was made, of the one as of the other.
    const differing = after.filter((answer, place) => answer !== before[index]![place]);
    for (const answer of differing) expect(answer).toMatch(/hand over to a guest|guest-link-handed-over/);
  }
  const [latest, earlier] = done(await patrick.reads.register()).items;
  expect(latest!.sentence).toBe(earlier!.sentence);
  expect(done(await helen.reads.comment(shown)).by.memberId).toBe(xan.memberId);
  expect(done(await helen.reads.comment(kept))).toMatchObject({ by: { name: 'Anonymous' }, dayOnly: true });
});

it('INV-22 ANO-11 accepted words of theirs stand in the text as before, and are told without a name', async () => {
  const yan = await named('Yan Bolitho');
  const quote = 'within two hours';
  const from = 9 + 'Somebody comes '.length;
  const passage = { from: String(from), to: String(from + quote.length), quote };
  const { id } = done(
    await yan.commands.suggestWording({
      ...{ specificationId, ...passage, wording: 'within one hour', body: '', shownAs: 'nobody' }
    })
  );
  const editor = await world.person('Edie Editor', { roles: ['editor'] });
  done(await editor.commands.acceptSuggestion({ commentId: id, body: '' }));
  const before = done(await patrick.reads.authors(specificationId));
  expect(JSON.stringify(before)).not.toContain('Yan');
  done(await hand(yan));
  expect(done(await patrick.reads.authors(specificationId))).toEqual(before);
});

it('INV-23 the register says that it was made, without the guest’s name and the code', async () => {
  const zoe = await named('Zoe Angove');
  const { code } = done(await hand(zoe));
  const [latest] = done(await patrick.reads.register()).items;
  expect(latest!.sentence).toBe(
    'Helen Marsh (ICB) made a new private link to hand over to a guest of the invitation “Tell us what matters to carers.”.'
  );
  const exported = JSON.stringify(await patrick.reads.registerExport());
  for (const secret of [code, hashToken(code), 'Zoe']) expect(exported).not.toContain(secret);
});

it('INV-20 who is parted from their words is listed and counted nowhere', async () => {
  const listed = done(await helen.reads.people());
  const seats = await db().select().from(comment);
  expect(seats.some(({ partedFrom }) => partedFrom !== null)).toBe(true);
  const members = listed.organisations.flatMap((each) => each.members);
  const parted = new Set(seats.filter(({ partedFrom }) => partedFrom !== null).map((each) => each.authorId));
  expect(members.some(({ id }) => parted.has(id))).toBe(false);
});
