import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { mailChoice } from '#server/db/schema/notices';
import { receiptLink } from '#server/db/schema/receipts';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, invitedBy } from '#tests/builders/guests';
import { MailingWorld, SITE } from '#tests/builders/mailing';
import { headerOf, partsOf } from '#tests/builders/smtp-server';
import type { TestPerson } from '#tests/builders/world';

let mailing: MailingWorld;
beforeAll(async () => {
  mailing = await MailingWorld.start();
});
afterAll(() => mailing?.close());
beforeEach(async () => {
  await mailing.begin('2026-11-24T10:00:00.000Z');
  await mailing.world.runtime.tools.db.delete(receiptLink);
});

const ask = (by: TestPerson = mailing.patrick) => by.commands.makeReceiptLink({ days: '7', send: 'e-mail' });
const links = () => mailing.world.runtime.tools.db.select().from(receiptLink);

it('RCP-15 RCP-10 the link goes to its owner alone and works; afterwards nothing of it is kept', async () => {
  await mailing.answered();
  await mailing.sent();
  expect(done(await ask()).token).toBeNull();
  const [mail, ...rest] = await mailing.sent();
  expect(rest).toEqual([]);
  expect(mail!.to).toEqual([mailing.patrick.email]);
  expect(headerOf(mail!, 'Subject')).toBe('Your receipt (Concordat)');
  const { text, html } = partsOf(mail!);
  const [address, token] = new RegExp(`${SITE}/receipts/by-link\\?key=([\\w-]{32})`).exec(text)!;
  expect(html).toContain(address);
  expect(text + html).not.toMatch(/cold floor|One hour|Helen|Patrick/);
  expect(text).toContain('It works until 1 December 2026.');
  const linked = done(await doorsAt(mailing.world).receipt(token!));
  expect(linked.receipts[0]!.comments[0]).toMatchObject({ answer: { body: 'One hour it stays.' } });
  expect(JSON.stringify([await mailing.rows(), await links()])).not.toContain(token);
});

it('RCP-15 not twice within a minute; then the new link ends the one before', async () => {
  done(await ask());
  const before = await links();
  expect(await ask()).toMatchObject({ code: 'too-many-tries', field: 'send' });
  expect(await links()).toEqual(before);
  expect(await mailing.rows()).toHaveLength(1);
  mailing.later(1);
  done(await ask());
  expect((await links()).map(({ tokenHash }) => tokenHash)).not.toEqual(
    before.map(({ tokenHash }) => tokenHash)
  );
});

it('RCP-15 of two that are asked for at the same moment one is sent', async () => {
  const answers = await Promise.all([ask(), ask()]);
  expect(answers.filter((answer) => isRefusal(answer))).toMatchObject([{ code: 'too-many-tries' }]);
  expect([(await links()).length, (await mailing.rows()).length]).toEqual([1, 1]);
});

it('RCP-15 who has no address, or has stopped all e-mail, is told so and gets no link', async () => {
  const guest = await guestOf(mailing.world, (await invitedBy(mailing.helen)).token);
  const { personId } = mailing.patrick.actor;
  const { db } = mailing.world.runtime.tools;
  await db.insert(mailChoice).values({ personId, stoppedAt: mailing.world.clock.now });
  for (const by of [guest, mailing.patrick]) {
    const { noMail } = done(await by.reads.receipts());
    expect(noMail).toMatch(/no e-mail address|stopped all e-mail/);
    expect(await ask(by)).toMatchObject({ code: 'not-allowed', field: 'send', message: noMail });
  }
  expect([await links(), await mailing.rows()]).toEqual([[], []]);
});
