import { done } from './decisions';
import type { TestPerson } from './world';

/** A consultation in order, until `lastDay`. */
export function consultationFields(specificationId: string, lastDay = '2027-01-15') {
  return {
    specificationId,
    level: 'consulted',
    question: 'Would this work for you, and what is missing?',
    decider: 'The Joint Commissioning Committee, on 10 February 2027.',
    lastDay
  };
}

/** What somebody says of taking part. */
export const ANSWERS = { part: 'yes', way: 'mostly', say: 'a-little', respect: 'no', difference: 'not-said' };

/** The form that says it of this consultation. */
export function experienceSent({ consultation }: { readonly consultation: string }) {
  return { form: { consultationId: consultation, ...ANSWERS } };
}

/** The one that is open on it, opened if there is none. */
export async function openConsultationOn(by: TestPerson, specificationId: string, lastDay?: string) {
  const open = await openOn(by, specificationId);
  return open ?? done(await by.commands.openConsultation(consultationFields(specificationId, lastDay))).id;
}

/** So that one can be opened. */
export async function noConsultationOn(by: TestPerson, specificationId: string): Promise<void> {
  const consultationId = await openOn(by, specificationId);
  if (consultationId)
    done(await by.commands.endConsultation({ specificationId, consultationId, reason: 'It is over.' }));
}

async function openOn(by: TestPerson, specificationId: string) {
  const { consultations } = done(await by.reads.consultations(specificationId));
  return consultations.find(({ open }) => open)?.id;
}
