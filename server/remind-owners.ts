import { isToBeReminded } from '#domain/answer-duty';
import { owedSoon, tellAgain } from './db/owed-soon';
import { RegularLook } from './regular-look';
import type { Tools } from './runtime';

const EVERY = 3_600_000;

/**
 * Makes the notice of an answer that is owed new again, two days before it is due and on the day after. Nobody acts here. Several
 * nodes may do it at once: each owner is told once.
 */
export class RemindOwners {
  readonly #regular: RegularLook;

  constructor(private readonly tools: Tools) {
    const look = () => this.remind();
    this.#regular = new RegularLook(tools.log, { what: 'reminding who owes answers', every: EVERY, look });
  }

  start(): void {
    this.#regular.start();
  }

  stop(): Promise<void> {
    return this.#regular.stop();
  }

  async remind(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    const due = (await owedSoon(db, now)).filter(({ dueOn, madeAt }) => isToBeReminded(dueOn, madeAt, now));
    const told = await tellAgain(db, due, now);
    this.tools.announce(told.map((id) => ({ kind: 'partnership', id })));
  }
}
