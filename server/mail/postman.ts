import type { MailId } from '#domain/ids';
import { addressFor, claimMail, keepFailed, keepGivenUp, keepSent, type MailRow } from '../db/mails';
import { RegularWork } from '../regular/regular-work';
import type { Tools } from '../runtime';
import { makeMails, unsubscribeUrl } from './make-mails';

/** An e-mail as it is handed over. */
export interface MailToCarry {
  /** Names it for ever: sent a second time it is the same e-mail. */
  readonly id: MailId;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly unsubscribeUrl: string;
}

/** What goes wrong when it is handed over: a code without anybody's words, and whether trying again is of no use. */
export class NotCarried extends Error {
  constructor(
    readonly code: string,
    readonly forGood: boolean
  ) {
    super(`An e-mail was not taken: ${code}`);
  }
}

/** Hands an e-mail over. Rejects with `NotCarried`; gives up by itself long before `CLAIM` is over. */
export type CarryMail = (mail: MailToCarry) => Promise<void>;

const EVERY = 5_000;
const MINUTE = 60_000;
/** For so long an e-mail is one node's. A node that ends in between leaves it to another after that. */
const CLAIM = 5 * MINUTE;
/** Minutes from one try to the next. After the last of them it is given up: a day and a half in all. */
const PAUSES = [1, 5, 15, 60, 180, 360, 720, 720];

/**
 * Writes what is due and sends what waits, every e-mail by one node at a time. Without a way to carry it, it is only laid out: for the
 * mailbox page of the demo.
 */
export class Postman extends RegularWork {
  protected readonly what = 'sending e-mail';
  protected readonly every = EVERY;
  #stopping = false;

  constructor(
    tools: Tools,
    private readonly carry: CarryMail | undefined
  ) {
    super(tools);
  }

  override start(): void {
    if (this.carry || this.tools.config.demo) super.start();
  }

  /** The e-mail under way is still handed over; the others wait. */
  override stop(): Promise<void> {
    this.#stopping = true;
    return super.stop();
  }

  async look(): Promise<void> {
    await makeMails(this.tools);
    await this.deliver();
  }

  /** Sends everything whose time has come. */
  async deliver(): Promise<void> {
    const { carry } = this;
    if (!carry) return;
    while (!this.#stopping) {
      const claimed = await this.#claim();
      if (!claimed) return;
      await this.#send(claimed, carry);
    }
  }

  async #claim(): Promise<MailRow | undefined> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    const until = new Date(now.getTime() + CLAIM);
    return db.transaction((tx) => claimMail(tx, { now, until }));
  }

  async #send(row: MailRow, carry: CarryMail): Promise<void> {
    const { db, config } = this.tools;
    const { id, subject, text, html, unsubscribeToken } = row;
    // Nobody ever came to the end of it: whoever tried last did not live to say why.
    if (row.tries > PAUSES.length + 1) return this.#failed(row, new NotCarried('unfinished', true));
    const to = await addressFor(db, row);
    if (to === null)
      return keepGivenUp(db, id, { lastError: 'unwanted', givenUpAt: await this.tools.now(db) });
    const address = unsubscribeUrl(config.origins[0]!, unsubscribeToken);
    try {
      await carry({ id, to, subject, text, html, unsubscribeUrl: address });
    } catch (error) {
      if (!(error instanceof NotCarried)) throw error;
      return this.#failed(row, error);
    }
    await keepSent(db, id, await this.tools.now(db));
  }

  async #failed({ id, tries }: MailRow, { code: lastError, forGood }: NotCarried): Promise<void> {
    const { db, log } = this.tools;
    const now = await this.tools.now(db);
    const pause = PAUSES[tries - 1];
    if (pause !== undefined && !forGood)
      return keepFailed(db, id, { lastError, nextTry: new Date(now.getTime() + pause * MINUTE) });
    await keepGivenUp(db, id, { lastError, givenUpAt: now });
    log.warn({ event: 'e-mail given up', mail: id, tries, code: lastError }, 'e-mail given up');
  }
}
