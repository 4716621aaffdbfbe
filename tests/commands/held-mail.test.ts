import { afterAll, beforeAll, expect, it } from 'vitest';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { MailingWorld } from '#tests/builders/mailing';
import { partsOf } from '#tests/builders/smtp-server';

let mailing: MailingWorld;
beforeAll(async () => {
  mailing = await MailingWorld.start();
});
afterAll(() => mailing?.close());

it('MOD-11 MOD-14 no e-mail tells of a reply that is held; it does once it was let through', async () => {
  const { world, helen, patrick } = mailing;
  const { token } = await invitedBy(helen, { holds: 'yes' });
  await mailing.begin('2026-11-24T10:00:00.000Z');
  const guest = await guestOf(world, token);
  done(await patrick.commands.chooseMail({ digest: 'daily', answersAtOnce: 'yes', votesAtOnce: 'yes' }));
  const commentId = await mailing.said(patrick);
  const { id: replyId } = done(
    await guest.commands.replyToComment({ commentId, body: 'It was like that for us.' })
  );
  mailing.at('2026-11-25T07:00:00.000Z');
  expect(await mailing.sent()).toEqual([]);
  expect(done(await patrick.reads.inbox()).unread).toEqual([]);
  done(await helen.commands.reviewSaid({ commentId, replyId, verdict: 'through' }));
  mailing.at('2026-11-26T07:00:00.000Z');
  const [mail, ...rest] = await mailing.sent();
  expect([mail?.to, rest]).toEqual([[patrick.email], []]);
  expect(partsOf(mail!).text).toContain('Somebody replied to your comment');
  expect(mail!.raw).not.toContain('like that for us');
});
