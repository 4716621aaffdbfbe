import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailChoice } from '#server/db/schema/notices';
import { person } from '#server/db/schema/people';
import { makeMails } from '#server/mail/make-mails';
import { smtpCarrier } from '#server/mail/smtp';
import { doorsAt } from '#tests/builders/guests';
import { done } from '#tests/builders/decisions';
import { FROM, MailingWorld, SITE } from '#tests/builders/mailing';
import { headerOf, partsOf } from '#tests/builders/smtp-server';
import { buildWorld, nobody, type TestPerson } from '#tests/builders/world';

let mailing: MailingWorld;
let patrick: TestPerson;

beforeAll(async () => {
  mailing = await MailingWorld.start();
  ({ patrick } = mailing);
});
afterAll(() => mailing?.close());
beforeEach(() => mailing.begin('2026-11-24T10:00:00.000Z'));

const db = () => mailing.world.runtime.tools.db;
const EMPTY = { subject: '', text: '', html: '', unsubscribeToken: '' };

describe('sending', () => {
  it('MSG-25 MSG-26 what a server does not take is tried again after growing pauses, then given up without a name in the log', async () => {
    mailing.smtp.answer = (to) => `451 Not now, <${to}>`;
    const logged: unknown[] = [];
    const log = { warn: (...line: unknown[]) => void logged.push(line) } as unknown as Logger;
    const postman = mailing.postman(mailing.carry(), log);
    await mailing.answered();
    await postman.look();
    const times = [0];
    const began = mailing.world.clock.now.getTime();
    for (let [row] = await mailing.rows(); row!.givenUpAt === null; [row] = await mailing.rows()) {
      const next = row!.nextTry.getTime();
      mailing.at(new Date(next - 1).toISOString());
      await postman.deliver();
      expect((await mailing.rows())[0]).toEqual(row);
      mailing.at(new Date(next).toISOString());
      await postman.deliver();
      times.push((next - began) / 60_000);
    }
    expect(times).toEqual([0, 1, 6, 21, 81, 261, 621, 1341, 2061]);
    expect(mailing.smtp.received).toEqual([]);
    const [row] = await mailing.rows();
    expect(row).toMatchObject({ sentAt: null, lastError: '451', tries: 9, ...EMPTY });
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).toContain('e-mail given up');
    expect(JSON.stringify(logged)).not.toMatch(/@|Patrick/);
  });

  it('MSG-25 what is refused for good is given up at once', async () => {
    mailing.smtp.answer = () => '550 No such person';
    await mailing.answered();
    await mailing.sent();
    expect(await mailing.rows()).toMatchObject([
      { tries: 1, lastError: '550', givenUpAt: mailing.world.clock.now, ...EMPTY }
    ]);
  });

  it('MSG-25 a server that is away: it is sent when it is back', async () => {
    const { port } = new URL(mailing.smtp.url);
    const away = mailing.postman(
      smtpCarrier({ smtpUrl: `smtp://127.0.0.1:${port === '1' ? 2 : 1}`, from: FROM })
    );
    await mailing.answered();
    await away.look();
    expect(await mailing.rows()).toMatchObject([{ tries: 1, sentAt: null, givenUpAt: null }]);
    mailing.later(1);
    expect(await mailing.sent()).toHaveLength(1);
    expect(await mailing.rows()).toMatchObject([{ sentAt: mailing.world.clock.now, ...EMPTY }]);
  });

  it('MSG-25 a node that ends after handing over leads to the same e-mail again, by its Message-ID', async () => {
    await mailing.answered();
    const carry = mailing.carry();
    const dies = mailing.postman(async (mail) => {
      await carry(mail);
      throw new Error('The node ended here.');
    });
    await expect(dies.look()).rejects.toThrow('The node ended here.');
    mailing.later(4);
    expect(await mailing.sent()).toEqual([]);
    mailing.later(1);
    await mailing.sent();
    const [first, second, ...rest] = mailing.smtp.received;
    expect(rest).toEqual([]);
    expect(headerOf(second!, 'Message-ID')).toBe(headerOf(first!, 'Message-ID'));
    expect(headerOf(first!, 'Message-ID')).toMatch(/^<[0-9a-f-]{36}@wenmoor\.example>$/);
    mailing.later(60);
    expect(await mailing.sent()).toEqual([]);
  });

  it('MSG-25 three nodes send each of many once', async () => {
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        mailing.world.person(`Reader ${index}`, { group: 'patient-carer' })
      )
    );
    for (const each of people) await mailing.answered(each);
    await makeMails(mailing.world.runtime.tools);
    const nodes = [mailing.postman(), mailing.postman(), mailing.postman()];
    await Promise.all(nodes.map((node) => node.look()));
    const to = mailing.smtp.received.flatMap((each) => each.to).sort();
    expect(to).toEqual(people.map(({ email }) => email).sort());
  });

  it('MSG-26 it goes to the address of now, and not to who stopped all e-mail meanwhile', async () => {
    const { tools } = mailing.world.runtime;
    await mailing.answered();
    await makeMails(tools);
    const move = (email: string) =>
      db().update(person).set({ email }).where(eq(person.id, patrick.actor.personId));
    await move('new.address@test.example');
    expect((await mailing.sent()).map(({ to }) => to)).toEqual([['new.address@test.example']]);
    await move(patrick.email);

    mailing.later(120);
    await mailing.answered();
    await makeMails(tools);
    await db().update(mailChoice).set({ stoppedAt: mailing.world.clock.now });
    expect(await mailing.sent()).toEqual([]);
    expect((await mailing.rows())[1]).toMatchObject({ lastError: 'unwanted', ...EMPTY });
  });

  it('MSG-27 a password is not said over a line that others can read', async () => {
    const url = mailing.smtp.url.replace('smtp://', 'smtp://helen:secret@');
    const carry = smtpCarrier({ smtpUrl: url, from: FROM });
    const mail = { subject: 'x', text: 'x', html: '<p>x</p>', to: 'a@test.example', unsubscribeUrl: SITE };
    await expect(carry({ ...mail, id: mailing.world.runtime.tools.newId() })).rejects.toMatchObject({
      forGood: false
    });
    expect(mailing.smtp.received).toEqual([]);
  });
});

describe('getting no more', () => {
  async function linkFor(): Promise<{ token: string; url: string }> {
    await mailing.answered();
    const [mail] = await mailing.sent();
    const url = headerOf(mail!, 'List-Unsubscribe')!.slice(1, -1);
    expect(headerOf(mail!, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(partsOf(mail!).text).toContain(url);
    return { url, token: url.slice(`${SITE}/unsubscribe/`.length) };
  }

  it('MSG-29 the link of an e-mail stops all of it without signing in, and lets it go on; opening it changes nothing', async () => {
    const { token } = await linkFor();
    expect(token).toMatch(/^[\w-]{32}$/);
    const doors = doorsAt(mailing.world);
    const before = await db().select().from(mailChoice);
    expect(await doors.unsubscribing(token)).toEqual({ stopped: false, removed: false });
    expect(await db().select().from(mailChoice)).toEqual(before);

    expect(await doors.unsubscribe(token, true)).toEqual({ stopped: true, removed: false });
    mailing.later(120);
    await mailing.answered();
    await mailing.replied();
    mailing.at('2026-11-25T07:00:00.000Z');
    expect(await mailing.sent()).toEqual([]);
    expect(done(await patrick.reads.mail())).toMatchObject({ stopped: true, digest: 'daily' });

    expect(await doors.unsubscribe(token, false)).toEqual({ stopped: false, removed: false });
    expect(await mailing.sent()).toHaveLength(2);
  });

  it('MSG-29 MSG-30 choosing on the account page begins it again', async () => {
    const { token } = await linkFor();
    done(await doorsAt(mailing.world).unsubscribe(token, true));
    done(await patrick.commands.chooseMail({ digest: 'daily', answersAtOnce: 'yes' }));
    expect(done(await patrick.reads.mail())).toMatchObject({ stopped: false, votesAtOnce: false });
  });

  it('MSG-29 a link that is none is refused and changes nothing', async () => {
    const { token } = await linkFor();
    const before = await db().select().from(mailChoice);
    const doors = doorsAt(mailing.world);
    for (const wrong of [
      '',
      'x',
      token.slice(1),
      `${token}a`,
      token.toLowerCase(),
      (await mailing.rows())[0]!.unsubscribeHash
    ]) {
      expect(await doors.unsubscribing(wrong)).toMatchObject({ code: 'link-not-valid' });
      expect(await doors.unsubscribe(wrong, true)).toMatchObject({ code: 'link-not-valid' });
    }
    expect(await db().select().from(mailChoice)).toEqual(before);
  });
});

describe('without a server for e-mail', () => {
  it('MSG-28 MSG-27 a demo shows in its mailbox what would be sent', async () => {
    const world = await buildWorld({ config: { demo: true } });
    const lead = await world.person('Helen Marsh', { roles: ['lead'] });
    await world.person('Patrick Doyle', { group: 'patient-carer' });
    done(
      await lead.commands.openBallot({
        ...{ title: 'Order', question: 'Which first?', purpose: 'Feeds the decision.' },
        options: [{ name: 'One' }, { name: 'Two' }, { name: 'Three' }],
        groups: ['patient-carer'],
        closesAt: '2026-12-24T17:00:00Z'
      })
    );
    world.clock.now = new Date('2026-11-25T07:00:00.000Z');
    await world.runtime.regular.postman.look();
    const { mails } = done(await nobody(world).reads.mailbox(null));
    expect(mails).toMatchObject([{ subject: 'Concordat: 1 new message' }]);
    const { open } = done(await nobody(world).reads.mailbox(mails[0]!.id));
    expect(open?.text).toContain('You can vote in “Order”');
    await world.close();
  });

  it('MSG-28 nowhere else is there a mailbox', async () => {
    const unsent = await buildWorld();
    const sending = await buildWorld({
      config: { demo: true, mail: { smtpUrl: 'smtp://127.0.0.1', from: FROM } }
    });
    for (const world of [unsent, sending]) {
      const lead = await world.person('Helen Marsh', { roles: ['lead'] });
      expect(await lead.reads.mailbox(null)).toMatchObject({ code: 'not-found' });
      expect(await lead.reads.mailboxHtml('x')).toMatchObject({ code: 'not-found' });
      await world.close();
    }
  });
});
