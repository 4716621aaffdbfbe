import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hashToken } from '#server/auth/tokens';
import { guestAddress } from '#server/db/schema/invitations';
import { mail } from '#server/db/schema/notices';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, invitedBy } from '#tests/builders/guests';
import { MailingWorld, SITE } from '#tests/builders/mailing';
import { headerOf, partsOf, type Received } from '#tests/builders/smtp-server';
import { buildWorld, type TestPerson } from '#tests/builders/world';

let mailing: MailingWorld;
let link: string;
let mary: TestPerson;
let others: number;

beforeAll(async () => {
  mailing = await MailingWorld.start();
  ({ token: link } = await invitedBy(mailing.helen));
  others = 0;
});
afterAll(() => mailing?.close());
beforeEach(async () => {
  await mailing.begin('2026-11-24T10:00:00.000Z');
  await db().delete(guestAddress);
  mary = await somebody();
});

const db = () => mailing.world.runtime.tools.db;
const doors = () => doorsAt(mailing.world);
const rows = () => db().select().from(guestAddress);
const somebody = () => guestOf(mailing.world, link, { called: 'name', name: `Mary ${(others += 1)}` });
const give = (address = 'mary@example.org', by = mary) => by.commands.giveAddress({ address });

/** The tokens of an e-mail that asks whether it is the right address. */
function tokensOf(received: Received): { readonly confirm: string; readonly stop: string } {
  const { text } = partsOf(received);
  const [, confirm] = new RegExp(`${SITE}/confirm-address\\?key=([\\w-]{32})`).exec(text)!;
  const [, stop] = new RegExp(`${SITE}/unsubscribe/([\\w-]{32})`).exec(text)!;
  return { confirm: confirm!, stop: stop! };
}

async function asked(address?: string, by = mary) {
  done(await give(address, by));
  const [sent] = await mailing.sent();
  return { sent: sent!, ...tokensOf(sent!) };
}

async function confirmed(address?: string, by = mary) {
  const { confirm, stop } = await asked(address, by);
  done(await doors().confirmAddress({ key: confirm }));
  return { stop };
}

/** Nothing but the refusal came of it. */
async function refusedWith(doing: () => Promise<unknown>): Promise<unknown> {
  const before = [await rows(), await db().$count(mail)];
  const answer = await doing();
  expect([await rows(), await db().$count(mail)]).toEqual(before);
  return answer;
}

it('MSG-31 before its link is followed nothing but the link goes there, and looking changes nothing', async () => {
  const { sent, confirm } = await asked('Mary@Example.org ');
  expect(sent.to).toEqual(['mary@example.org']);
  expect(headerOf(sent, 'Subject')).toBe('Is this your e-mail address? (Concordat)');
  expect(sent.raw).not.toMatch(/Mary \d|Helen|Vale|frailty/);
  await mailing.answered(mary);
  expect(await mailing.sent()).toEqual([]);
  const before = await rows();
  expect(before[0]!.askedHash).toBe(hashToken(confirm));
  expect(await doors().confirmingAddress(confirm)).toEqual({ waits: true });
  expect(await rows()).toEqual(before);
  done(await doors().confirmAddress({ key: confirm }));
  const [told, ...rest] = await mailing.sent();
  expect(rest).toEqual([]);
  expect(told!.to).toEqual(['mary@example.org']);
  expect(headerOf(told!, 'Subject')).toBe('Your answer is here (Concordat)');
  expect(await refusedWith(() => doors().confirmAddress({ key: confirm }))).toMatchObject({
    code: 'link-not-valid'
  });
});

it('MSG-31 only the newest link works, for seven days; afterwards nothing of it is in the e-mail', async () => {
  const first = await asked();
  mailing.later(1);
  const second = await asked('mary@elsewhere.example');
  expect(await doors().confirmAddress({ key: first.confirm })).toMatchObject({ code: 'link-not-valid' });
  expect(JSON.stringify([await rows(), await mailing.rows()])).not.toContain(second.confirm);
  mailing.later(7 * 24 * 60);
  expect(await doors().confirmingAddress(second.confirm)).toMatchObject({ code: 'link-not-valid' });
  expect(await refusedWith(() => doors().confirmAddress({ key: second.confirm }))).toMatchObject({
    code: 'link-not-valid'
  });
});

it('MSG-31 what is no address, and who has a password, is refused', async () => {
  for (const address of ['', 'mary', 'mary at example', 'a b@example.org'])
    expect(await refusedWith(() => give(address))).toMatchObject({ code: 'invalid-input', field: 'address' });
  expect(await refusedWith(() => give('patrick@elsewhere.example', mailing.patrick))).toMatchObject({
    ...{ code: 'not-allowed', field: 'address' }
  });
});

it('MSG-32 another address takes its place once it is confirmed, and receipts go there too', async () => {
  await confirmed();
  const { confirm } = await asked('mary@elsewhere.example');
  await mailing.answered(mary);
  expect((await mailing.sent()).map(({ to }) => to)).toEqual([['mary@example.org']]);
  done(await doors().confirmAddress({ key: confirm }));
  done(await mary.commands.makeReceiptLink({ days: '7', send: 'e-mail' }));
  expect((await mailing.sent()).map(({ to }) => to)).toEqual([['mary@elsewhere.example']]);
});

it('MSG-32 it signs nobody in, and another guest may give the same', async () => {
  await confirmed();
  await confirmed('mary@example.org', await somebody());
  expect(await doors().signIn({ email: 'mary@example.org', password: 'x'.repeat(12) })).toMatchObject({
    refused: true
  });
});

it('MSG-33 nobody is shown it, the guest and leads included', async () => {
  await confirmed('very.own@example.org');
  mailing.later(1);
  done(await give('even.newer@example.org'));
  const { helen, specificationId } = mailing;
  const seen = await Promise.all([
    ...[mary, helen, mailing.patrick].flatMap(({ reads }) => [
      ...[reads.people(), reads.home(), reads.frame(), reads.account(), reads.address(), reads.mail()],
      ...[reads.register(), reads.registerExport(), reads.invitations(), reads.receipts()],
      ...[reads.specificationPage(specificationId), reads.inbox(), reads.comeBack(), reads.accessNeeds()]
    ])
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/very\.own|even\.newer/);
  expect(done(await mary.reads.address())).toEqual({
    ...{ confirmedAt: new Date('2026-11-24T10:00:00.000Z'), askedAt: mailing.world.clock.now, sends: true }
  });
  expect(done(await mary.reads.mail())).toMatchObject({ email: null, digest: 'daily', stopped: false });
});

it('MSG-34 its owner removes it, and what waits is not sent', async () => {
  await confirmed();
  await mailing.answered(mary);
  done(await give('mary@elsewhere.example'));
  done(await mary.commands.removeAddress({}));
  expect(await rows()).toEqual([]);
  expect(await mailing.sent()).toEqual([]);
  expect(await refusedWith(() => mary.commands.removeAddress({}))).toMatchObject({ code: 'not-found' });
  expect(await mary.reads.mail()).toMatchObject({ code: 'not-allowed' });
});

it('MSG-34 the link of any e-mail removes it without signing in, the first one too', async () => {
  const waiting = await asked();
  expect(await doors().unsubscribing(waiting.stop)).toEqual({ stopped: false, removed: false });
  expect(await doors().unsubscribe(waiting.stop, true)).toEqual({ stopped: true, removed: true });
  expect(await rows()).toEqual([]);
  expect(await doors().confirmAddress({ key: waiting.confirm })).toMatchObject({ code: 'link-not-valid' });
  mailing.later(1);
  const { stop } = await confirmed();
  expect(await doors().unsubscribe(stop, true)).toEqual({ stopped: true, removed: true });
  expect(await rows()).toEqual([]);
  await mailing.answered(mary);
  expect(await mailing.sent()).toEqual([]);
  // It cannot go on: there is nothing to send it to.
  expect(await doors().unsubscribe(stop, false)).toEqual({ stopped: true, removed: true });
  mailing.later(1);
  await confirmed();
  await mailing.answered(mary);
  expect((await mailing.sent()).length).toBeGreaterThan(0);
});

it('MSG-34 MSG-29 for who has a password the link only stops e-mail, and it goes on again', async () => {
  await mailing.answered();
  const [sent] = await mailing.sent();
  const [, stop] = new RegExp(`${SITE}/unsubscribe/([\\w-]{32})`).exec(partsOf(sent!).text)!;
  expect(await doors().unsubscribe(stop!, true)).toEqual({ stopped: true, removed: false });
  expect(await doors().unsubscribe(stop!, false)).toEqual({ stopped: false, removed: false });
});

it('MSG-34 it is deleted when the guest’s access ends', async () => {
  await confirmed();
  done(await mailing.helen.commands.endGuestAccess({ memberId: mary.memberId }));
  expect(await rows()).toEqual([]);
});

it('MSG-35 not twice within a minute, and not to an address for which three others wait', async () => {
  await asked();
  expect(await refusedWith(() => give('mary@elsewhere.example'))).toMatchObject({
    ...{ code: 'too-many-tries', field: 'address' }
  });
  for (const by of [await somebody(), await somebody()]) done(await give('mary@example.org', by));
  const fourth = await somebody();
  expect(await refusedWith(() => give('MARY@example.org', fourth))).toMatchObject({ code: 'too-many-tries' });
  done(await give('fourth@example.org', fourth));
  mailing.later(1);
  done(await give());
});

it('MSG-35 a server that sends no e-mail takes none', async () => {
  const world = await buildWorld();
  const lead = await world.person('Lea Lead', { roles: ['lead'] });
  const guest = await guestOf(world, (await invitedBy(lead)).token);
  expect(await guest.commands.giveAddress({ address: 'mary@example.org' })).toMatchObject({
    ...{ code: 'not-allowed', field: 'address' }
  });
  expect(await world.runtime.tools.db.$count(guestAddress)).toBe(0);
  expect(done(await guest.reads.address()).sends).toBe(false);
  await world.close();
});
