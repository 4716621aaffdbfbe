import type { SpecificationId } from '#domain/ids';
import { Postman, type CarryMail } from '#server/mail/postman';
import { smtpCarrier } from '#server/mail/smtp';
import { mail, mailChoice, notice } from '#server/db/schema/notices';
import { done } from './decisions';
import { SmtpServer, type Received } from './smtp-server';
import { documentOf, heading, paragraph, specificationWith } from './specification';
import { buildWorld, type TestPerson, type World } from './world';

export const FROM = 'Concordat <concordat@wenmoor.example>';
export const SITE = 'https://concordat.example';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));

/** A world whose e-mail goes to a server of its own. */
export class MailingWorld {
  private constructor(
    readonly world: World,
    readonly smtp: SmtpServer,
    readonly helen: TestPerson,
    readonly patrick: TestPerson,
    readonly specificationId: SpecificationId
  ) {}

  static async start(): Promise<MailingWorld> {
    const smtp = await SmtpServer.start();
    const config = { origins: [SITE], mail: { smtpUrl: smtp.url, from: FROM } };
    const world = await buildWorld({ config });
    const helen = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
    const patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
    return new MailingWorld(world, smtp, helen, patrick, await specificationWith(world, helen, TEXT));
  }

  async close(): Promise<void> {
    await this.world.close();
    await this.smtp.close();
  }

  /** Nobody was told anything, and nobody has chosen anything. */
  async begin(now: string): Promise<void> {
    const { db } = this.world.runtime.tools;
    await db.delete(mail);
    await db.delete(notice);
    await db.delete(mailChoice);
    // She is to answer what Patrick says, and is told so; that is not what is looked at here.
    await db.insert(mailChoice).values({ personId: this.helen.actor.personId, digest: 'none' });
    this.smtp.received.length = 0;
    this.smtp.answer = () => undefined;
    this.at(now);
  }

  at(now: string): void {
    this.world.clock.now = new Date(now);
  }

  later(minutes: number): void {
    this.at(new Date(this.world.clock.now.getTime() + minutes * 60_000).toISOString());
  }

  /** Says something as this person. */
  async said(by = this.patrick): Promise<string> {
    const { specificationId } = this;
    const words = { specificationId, clause: 'clause-1', body: 'Two hours is long on a cold floor.' };
    return done(await by.commands.addComment(words)).id;
  }

  async answered(by = this.patrick): Promise<void> {
    const commentId = await this.said(by);
    done(
      await this.helen.commands.answerComment({
        commentId,
        outcome: 'not-changed',
        body: 'One hour it stays.'
      })
    );
  }

  /** Of replies an e-mail does not go at once. */
  async replied(to = this.patrick): Promise<void> {
    const commentId = await this.said(to);
    done(await this.helen.commands.replyToComment({ commentId, body: 'At night too?' }));
  }

  /** What is sent when the postman looks. */
  async sent(): Promise<Received[]> {
    const before = this.smtp.received.length;
    await this.world.runtime.regular.postman.look();
    return this.smtp.received.slice(before);
  }

  /** Another node's, which hands over in this way. */
  postman(carry: CarryMail = this.carry(), log = this.world.runtime.tools.log): Postman {
    return new Postman({ ...this.world.runtime.tools, log }, carry);
  }

  carry(): CarryMail {
    return smtpCarrier(this.world.runtime.tools.config.mail!);
  }

  rows() {
    return this.world.runtime.tools.db.select().from(mail).orderBy(mail.madeAt);
  }
}
