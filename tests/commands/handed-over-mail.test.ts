import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guestAddress } from '#server/db/schema/invitations';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, holderOf, invitedBy } from '#tests/builders/guests';
import { MailingWorld, SITE } from '#tests/builders/mailing';
import { partsOf } from '#tests/builders/smtp-server';
import type { TestPerson } from '#tests/builders/world';

let mailing: MailingWorld;
let link: string;
let una: TestPerson;
let others = 0;

beforeAll(async () => {
  mailing = await MailingWorld.start();
  ({ token: link } = await invitedBy(mailing.helen));
  // Enough for saying something without a name.
  for (const name of ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe'])
    await guestOf(mailing.world, link, { called: 'name', name });
});
afterAll(() => mailing?.close());
beforeEach(async () => {
  await mailing.begin('2026-11-24T10:00:00.000Z');
  await db().delete(guestAddress);
  una = await guestOf(mailing.world, link, { called: 'name', name: `Una ${(others += 1)}` });
  await confirm('una@example.org', una);
});

const db = () => mailing.world.runtime.tools.db;
const hand = async () => done(await mailing.helen.commands.handOverLink({ memberId: una.memberId })).code;
const notNow = () => (mailing.smtp.answer = () => '451 Not now');
const again = () => (mailing.smtp.answer = () => undefined);
const texts = async () => (await mailing.rows()).map(({ text, html, subject }) => text + html + subject);

async function confirm(address: string, by: TestPerson): Promise<void> {
  done(await by.commands.giveAddress({ address }));
  const [sent] = await mailing.sent();
  const [, key] = new RegExp(`${SITE}/confirm-address\\?key=([\\w-]{32})`).exec(partsOf(sent!).text)!;
  done(await doorsAt(mailing.world).confirmAddress({ key: key! }));
}

/** Says something without a name, and gets its answer. */
async function answeredUnnamed(): Promise<void> {
  const words = { specificationId: mailing.specificationId, clause: 'clause-1', shownAs: 'nobody' };
  const { id: commentId } = done(await una.commands.addComment({ ...words, body: 'I lay there all night.' }));
  const answer = { commentId, outcome: 'not-changed', body: 'One hour it stays.' };
  done(await mailing.helen.commands.answerComment(answer));
}

/** Whoever was handed the link. */
async function back(code: string): Promise<TestPerson> {
  return holderOf(mailing.world, done(await doorsAt(mailing.world).comeBack({ key: code })).cookie);
}

it('MSG-36 what waits when a link is handed over goes nowhere, also not to an address that is confirmed since', async () => {
  await answeredUnnamed();
  notNow();
  await mailing.sent();
  expect((await texts()).join()).toContain('has an answer');
  const code = await hand();
  expect((await texts()).join('')).toBe('');
  again();
  const holder = await back(code);
  await confirm('holder@example.org', holder);
  mailing.later(24 * 60);
  expect(await mailing.sent()).toEqual([]);
  const given = (await mailing.rows()).filter(({ givenUpAt }) => givenUpAt !== null);
  expect(given).toMatchObject([{ kind: 'at-once', lastError: 'unwanted', sentAt: null }]);
});

it('MSG-36 what was not written yet is not written, and the address from before is kept no more', async () => {
  await answeredUnnamed();
  await mailing.answered(una);
  done(await una.commands.makeReceiptLink({ days: '7', send: 'e-mail' }));
  const code = await hand();
  expect(await db().select().from(guestAddress)).toEqual([]);
  expect(await mailing.sent()).toEqual([]);
  const holder = await back(code);
  expect(done(await holder.reads.address())).toMatchObject({ confirmedAt: null, askedAt: null });
  await mailing.answered(holder);
  mailing.at('2026-11-25T07:00:00.000Z');
  expect(await mailing.sent()).toEqual([]);
});

it('MSG-36 an address that waits cannot be confirmed any more, and its link is not sent', async () => {
  mailing.later(1);
  done(await una.commands.giveAddress({ address: 'una@elsewhere.example' }));
  await hand();
  expect(await mailing.sent()).toEqual([]);
  expect(await db().select().from(guestAddress)).toEqual([]);
});

it('MSG-36 once they confirm theirs, it gets what is theirs and nothing of what was said without a name', async () => {
  await answeredUnnamed();
  const holder = await back(await hand());
  await confirm('holder@example.org', holder);
  await mailing.answered(holder);
  const [sent, ...rest] = await mailing.sent();
  expect([sent?.to, rest]).toEqual([['holder@example.org'], []]);
  expect(partsOf(sent!).text.match(/has an answer\./g)).toHaveLength(1);
});

/** The token of the link to stop e-mail, in the newest e-mail that was sent. */
function stopIn(): string {
  const { text } = partsOf(mailing.smtp.received.at(-1)!);
  return new RegExp(`${SITE}/unsubscribe/([\\w-]+)`).exec(text)![1]!;
}

it('MSG-37 the stop links of e-mails from before act on nobody who came back', async () => {
  const asked = stopIn();
  await mailing.answered(una);
  await mailing.sent();
  const old = stopIn();
  expect(old).not.toBe(asked);
  const holder = await back(await hand());
  const settings = async () => [
    await db().select().from(guestAddress),
    done(await holder.reads.address()),
    done(await holder.reads.mail())
  ];
  const over = { stopped: true, removed: true };
  await confirm('holder@example.org', holder);
  const own = stopIn();
  const before = await settings();
  for (const token of [asked, old]) {
    expect(await doorsAt(mailing.world).unsubscribing(token)).toEqual(over);
    for (const stop of [true, false]) {
      expect(await doorsAt(mailing.world).unsubscribe(token, stop)).toEqual(over);
      expect(await settings()).toEqual(before);
    }
  }
  await mailing.answered(holder);
  expect((await mailing.sent()).map(({ to }) => to)).toEqual([['holder@example.org']]);
  expect(await doorsAt(mailing.world).unsubscribing(own)).toEqual({ stopped: false, removed: false });
  expect(await doorsAt(mailing.world).unsubscribe(own, true)).toEqual(over);
  expect(await db().select().from(guestAddress)).toEqual([]);
});
