import type { ConsultationId } from '#domain/ids';
import type { RegisterEvent } from '#domain/register-entry';
import type { Topic } from '#protocol/topics';
import { appendToRegister } from '../commands/append-to-register';
import { keepConsultationText } from '../commands/consultation-text';
import { textToFreeze } from '../commands/freeze-text';
import { overWithoutText, type DueConsultation } from '../db/consultations';
import type { Transaction } from '../db/database';
import { registerPerson } from '../db/members';
import { lockedSpecification } from '../db/versions';
import { RegularWork } from './regular-work';
import type { Tools } from '../runtime';

/** How long after the end of a consultation its text is frozen, at most. Milliseconds. */
const EVERY = 60_000;

/**
 * Freezes the text of a consultation that has run its time, in the name of whoever opened it and set its last day. Several nodes may
 * do it at once; the specification's row lets one of them.
 */
export class DueConsultations extends RegularWork {
  protected readonly what = 'freezing the texts of consultations that are over';
  protected readonly every = EVERY;

  /** Of every consultation whose last day is over. */
  async look(): Promise<void> {
    const { db, now, drafts, announce } = this.tools;
    const due = await overWithoutText(db, await now(db));
    if (due.length === 0) return;
    // What people have seen as saved must be in what is frozen.
    await drafts.settle();
    for (const each of due) announce(await db.transaction((tx) => freezeOne(tx, this.tools, each)));
  }
}

async function freezeOne(
  tx: Transaction,
  tools: Tools,
  { id: consultationId, specificationId, openedBy: memberId }: DueConsultation
): Promise<Topic[]> {
  const specification = await lockedSpecification(tx, specificationId);
  const now = await tools.now(tx);
  if (!specification || !(await isStillDue(tx, consultationId, now))) return [];
  const { partnershipId } = specification;
  const text = await textToFreeze(tx, specification, tools);
  const by = await registerPerson(tx, memberId);
  await keepConsultationText(
    tx,
    text,
    { consultationId, moment: 'over' },
    {
      acting: { membership: { memberId }, by, now, newId: tools.newId },
      record: (event: RegisterEvent) => appendToRegister(tx, tools, { partnershipId, event, now })
    }
  );
  return [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ];
}

async function isStillDue(tx: Transaction, consultationId: ConsultationId, now: Date): Promise<boolean> {
  return (await overWithoutText(tx, now)).some(({ id }) => id === consultationId);
}
