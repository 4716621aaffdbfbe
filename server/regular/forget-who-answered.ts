import { isOpen } from '#domain/consultation';
import type { ConsultationId } from '#domain/ids';
import { consultationOf } from '../db/consultations';
import type { Transaction } from '../db/database';
import { holdConsultation, overWithNames, takeNamesOut } from '../db/experience';
import { RegularWork } from './regular-work';
import type { Tools } from '../runtime';

/** How long after the end of a consultation what was said of it may still stand beside names, at most. Milliseconds. */
const EVERY = 60_000;

/**
 * Takes the names from what people said of taking part, once nobody can change it any more. Nobody acts here and nothing of it is
 * recorded or told. Several nodes may do it at once; the consultation's row lets one of them.
 */
export class ForgetWhoAnswered extends RegularWork {
  protected readonly what = 'taking out who answered';
  protected readonly every = EVERY;

  /** Of every consultation that is over. */
  async look(): Promise<void> {
    const { db, now } = this.tools;
    for (const id of await overWithNames(db, await now(db))) {
      await db.transaction((tx) => forgetOne(tx, this.tools, id));
    }
  }
}

async function forgetOne(tx: Transaction, tools: Tools, id: ConsultationId): Promise<void> {
  const row = await holdConsultation(tx, id, 'update');
  if (!row || isOpen(consultationOf(row), await tools.now(tx))) return;
  await takeNamesOut(tx, id, tools.newId);
}
