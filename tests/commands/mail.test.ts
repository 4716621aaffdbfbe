import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openingHref } from '#domain/notice';
import { mailChoice, notice } from '#server/db/schema/notices';
import { memberRole, person } from '#server/db/schema/people';
import { specification } from '#server/db/schema/specifications';
import { openedBy } from '#tests/builders/ballots';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { MailingWorld, SITE } from '#tests/builders/mailing';
import { newsOf, unreadOf } from '#tests/builders/notices';
import { headerOf, partsOf } from '#tests/builders/smtp-server';
import type { TestPerson } from '#tests/builders/world';

let mailing: MailingWorld;
let patrick: TestPerson;
let helen: TestPerson;

beforeAll(async () => {
  mailing = await MailingWorld.start();
  ({ patrick, helen } = mailing);
});
afterAll(() => mailing?.close());
beforeEach(() => mailing.begin('2026-11-24T10:00:00.000Z'));

const db = () => mailing.world.runtime.tools.db;
const choose = async (by: TestPerson, digest: string, more: Record<string, string> = {}) =>
  done(await by.commands.chooseMail({ digest, answersAtOnce: 'yes', votesAtOnce: 'yes', ...more }));
const TITLE = 'Integrated falls and frailty service';

describe('at once', () => {
  it('MSG-20 MSG-23 MSG-24 an answer is told at once, once, without its words, and not again in the digest', async () => {
    await mailing.answered();
    const [mail, ...rest] = await mailing.sent();
    expect(rest).toEqual([]);
    expect(mail!.to).toEqual([patrick.email]);
    expect(mail!.from).toBe('concordat@wenmoor.example');
    expect(headerOf(mail!, 'Subject')).toBe('Your answer is here (Concordat)');
    const { text, html } = partsOf(mail!);
    const link = `${SITE}${openingHref(done(await patrick.reads.inbox()).unread[0]!.id)}`;
    expect(text).toContain(`- Your comment on “${TITLE}” has an answer.\n  ${link}\n`);
    expect(html).toContain(`<a href="${link}">`);
    for (const words of ['cold floor', 'One hour now', 'Helen', 'Patrick']) {
      expect(mail!.raw + text + html).not.toContain(words);
    }
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-11-25T07:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    expect(await unreadOf(patrick)).toBe(1);
  });

  it('MSG-22 further answers of the same hour come together', async () => {
    await mailing.answered();
    expect(await mailing.sent()).toHaveLength(1);
    for (const minutes of [1, 10, 20]) {
      mailing.later(minutes);
      await mailing.answered();
      expect(await mailing.sent()).toEqual([]);
    }
    mailing.later(30);
    const [mail, ...rest] = await mailing.sent();
    expect(rest).toEqual([]);
    expect(headerOf(mail!, 'Subject')).toBe('Your answer is here, and 2 more (Concordat)');
    expect(partsOf(mail!).text.match(/has an answer/g)).toHaveLength(3);
  });

  it('MSG-20 a vote that is needed today is told at once, also within the hour of another e-mail', async () => {
    const ballotId = await openedBy(helen, { closesAt: '2026-11-25T17:00:00Z', groups: ['patient-carer'] });
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-11-25T06:30:00.000Z');
    await mailing.answered();
    expect(await mailing.sent()).toHaveLength(1);
    mailing.at('2026-11-25T07:00:00.000Z');
    await mailing.world.runtime.regular.lastCalls.look();
    const [mail] = await mailing.sent();
    expect(headerOf(mail!, 'Subject')).toBe('Your vote is needed today (Concordat)');
    const [told] = await newsOf(patrick, 'vote-today');
    expect(told!.href).toBe(`/priorities/${ballotId}`);
    expect(partsOf(mail!).text).toContain(`${SITE}${openingHref(told!.id)}\n`);
  });

  it('MSG-20 each of both can be stopped, and then comes with the digest', async () => {
    await choose(patrick, 'daily', { answersAtOnce: '' });
    await mailing.answered();
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-11-25T07:00:00.000Z');
    const [mail] = await mailing.sent();
    expect(headerOf(mail!, 'Subject')).toBe('Concordat: 1 new message');
  });

  it('MSG-20 MSG-6 what was read or done before the postman came goes by no e-mail', async () => {
    await mailing.answered();
    const [told] = done(await patrick.reads.inbox()).unread;
    done(await patrick.commands.readNotices({ noticeId: told!.id }));
    const ballotId = await openedBy(helen, { closesAt: '2026-11-24T17:00:00Z' });
    await mailing.world.runtime.regular.lastCalls.look();
    done(await patrick.commands.castVote({ ballotId, ranking: ['P2', 'P1', 'P3'] }));
    const sent = await mailing.sent();
    expect(sent.filter(({ to }) => to.includes(patrick.email))).toEqual([]);
  });

  it('MSG-20 a guest, who has no address, and somebody disabled get none', async () => {
    const { token } = await invitedBy(helen, { specificationId: '' });
    const guest = await guestOf(mailing.world, token);
    await mailing.answered(guest);
    await mailing.answered();
    const disable = (disabledAt: Date | null) =>
      db().update(person).set({ disabledAt }).where(eq(person.id, patrick.actor.personId));
    await disable(mailing.world.clock.now);
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-11-25T07:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    await disable(null);
    expect(await unreadOf(guest)).toBe(1);
  });
});

describe('the digest', () => {
  it('MSG-21 MSG-20 daily: at seven in London, what is new together, once, also after the clocks go back', async () => {
    mailing.at('2026-10-24T12:00:00.000Z');
    await mailing.replied();
    await mailing.replied();
    for (const early of ['2026-10-24T23:30:00.000Z', '2026-10-25T06:30:00.000Z']) {
      mailing.at(early);
      expect(await mailing.sent()).toEqual([]);
    }
    mailing.at('2026-10-25T07:00:00.000Z');
    const [mail, ...rest] = await mailing.sent();
    expect(rest).toEqual([]);
    expect(headerOf(mail!, 'Subject')).toBe('Concordat: 2 new messages');
    expect(partsOf(mail!).text.match(/Somebody replied to your comment/g)).toHaveLength(2);
    // Told after seven: tomorrow's.
    await mailing.replied();
    mailing.at('2026-10-25T20:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-10-26T07:00:00.000Z');
    expect(await mailing.sent()).toHaveLength(1);
    mailing.at('2026-10-27T07:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
  });

  it('MSG-21 weekly: on Monday; never: none; from never to daily: what is new of the last days', async () => {
    await choose(patrick, 'weekly');
    await mailing.replied();
    mailing.at('2026-11-29T23:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    mailing.at('2026-11-30T07:00:00.000Z');
    const [mail] = await mailing.sent();
    expect(partsOf(mail!).text).toContain('once a week, on Mondays');
    await choose(patrick, 'none');
    await mailing.replied();
    mailing.at('2026-12-14T07:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    await mailing.replied();
    mailing.at('2026-12-16T06:00:00.000Z');
    await choose(patrick, 'daily');
    const [caughtUp] = await mailing.sent();
    expect(headerOf(caughtUp!, 'Subject')).toBe('Concordat: 1 new message');
  });

  it('MSG-10 MSG-23 of an answer that is late by then: on which day it was due', async () => {
    const owner = await mailing.world.person('Lena Lead', { roles: ['lead'] });
    await choose(owner, 'weekly');
    const duty = { commentId: await mailing.said(), ownerId: owner.memberId, dueOn: '2026-11-27' };
    done(await helen.commands.setAnswerDuty(duty));
    const textOn = async (moment: string): Promise<string> => {
      mailing.at(moment);
      const mails = (await mailing.sent()).filter(({ to }) => to.includes(owner.email));
      expect(mails).toHaveLength(1);
      return partsOf(mails[0]!).text;
    };
    const late = `A comment on “${TITLE}” waits for your answer: it was due on 27 November 2026 and is late.`;
    expect(await textOn('2026-11-30T07:00:00.000Z')).toContain(`- ${late}\n`);
    done(await helen.commands.setAnswerDuty({ ...duty, ownerId: helen.memberId, dueOn: '2026-12-08' }));
    done(await helen.commands.setAnswerDuty({ ...duty, dueOn: '2026-12-08' }));
    expect(await textOn('2026-12-07T07:00:00.000Z')).toContain(
      'waits for your answer, until 8 December 2026.'
    );
  });

  it('MSG-21 two nodes that look at the same moment make one', async () => {
    await mailing.replied();
    mailing.at('2026-11-25T07:00:00.000Z');
    const others = [mailing.postman(), mailing.postman()];
    await Promise.all([mailing.sent(), ...others.map((each) => each.look())]);
    expect(mailing.smtp.received).toHaveLength(1);
  });

  it('MSG-23 MSG-3 what one may not open any more is not in it: it is byte for byte as if it were not there', async () => {
    const olga = await mailing.world.person('Olga Bell', { roles: ['board-member'], group: 'clinician' });
    const told = async (withBallot: boolean): Promise<{ subject: unknown; text: string; html: string }> => {
      await mailing.begin('2026-11-24T10:00:00.000Z');
      if (withBallot) await openedBy(helen, { closesAt: '2026-12-24T17:00:00Z' });
      await mailing.replied(olga);
      const role = (as: 'observer' | 'board-member') =>
        db().update(memberRole).set({ role: as }).where(eq(memberRole.memberId, olga.memberId));
      await role('observer');
      mailing.at('2026-11-25T07:00:00.000Z');
      const mails = (await mailing.sent()).filter(({ to }) => to.includes(olga.email));
      await role('board-member');
      expect(mails).toHaveLength(1);
      const { text, html } = partsOf(mails[0]!);
      const plain = (words: string) =>
        words.replaceAll(/unsubscribe\/[\w-]+/g, 'unsubscribe').replaceAll(/inbox\/[0-9a-f-]+/g, 'inbox');
      return { subject: headerOf(mails[0]!, 'Subject'), text: plain(text), html: plain(html) };
    };
    expect(await told(true)).toEqual(await told(false));
  });

  it('MSG-24 a title adds no header, no line and no markup', async () => {
    const title = 'Falls\r\nBcc: evil@example.org\n\n<script>alert(1)</script>"&\u202e';
    const named = (words: string) =>
      db().update(specification).set({ title: words }).where(eq(specification.id, mailing.specificationId));
    await named(title);
    await mailing.answered();
    const [mail] = await mailing.sent();
    await named(TITLE);
    expect(mail!.to).toEqual([patrick.email]);
    expect(headerOf(mail!, 'Bcc')).toBeUndefined();
    const { text, html } = partsOf(mail!);
    expect(text).toContain(
      '- Your comment on “Falls Bcc: evil@example.org <script>alert(1)</script>"& ” has'
    );
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;');
    expect(html).not.toContain('<script');
  });

  it('MSG-30 what one gets is chosen on a page; what is no choice is refused and changes nothing', async () => {
    expect(done(await patrick.reads.mail())).toEqual({
      ...{ digest: 'daily', answersAtOnce: true, votesAtOnce: true },
      ...{ email: patrick.email, stopped: false, sends: true }
    });
    await choose(patrick, 'weekly', { votesAtOnce: '' });
    const before = await db().select().from(mailChoice);
    for (const digest of ['', 'hourly', undefined, { is: 'daily' }]) {
      expect(await patrick.commands.chooseMail({ digest })).toMatchObject({ field: 'digest' });
    }
    expect(await db().select().from(mailChoice)).toEqual(before);
    expect(done(await patrick.reads.mail())).toMatchObject({
      ...{ digest: 'weekly', answersAtOnce: true, votesAtOnce: false }
    });
    const { token } = await invitedBy(helen, { specificationId: '' });
    const guest = await guestOf(mailing.world, token, { called: 'A carer' });
    expect(await guest.reads.mail()).toMatchObject({ code: 'not-allowed' });
    expect(await db().$count(notice)).toBe(0);
  });
});
