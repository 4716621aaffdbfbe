import { isToBeReminded } from '#domain/answer-duty';
import { owedSoon, tellAgain } from '../db/owed-soon';
import { RegularWork } from './regular-work';

const EVERY = 3_600_000;

/**
 * Makes the notice of an answer that is owed new again, two days before it is due and on the day after. Nobody acts here. Several
 * nodes may do it at once: each owner is told once.
 */
export class RemindOwners extends RegularWork {
  protected readonly what = 'reminding who owes answers';
  protected readonly every = EVERY;

  async look(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    const due = (await owedSoon(db, now)).filter(({ dueOn, madeAt }) => isToBeReminded(dueOn, madeAt, now));
    const told = await tellAgain(db, due, now);
    this.tools.announce(told.map((id) => ({ kind: 'partnership', id })));
  }
}
