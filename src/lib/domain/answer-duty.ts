import type { MemberId, OrganisationId } from './ids';
import { wallClock } from './london-time';
import type { Role } from './membership';
import { countOf } from './words';
import { isWorkingDay } from './working-days';

/** How long an answer may take, unless whoever owes it is given another day. */
export const WORKING_DAYS_TO_ANSWER = 10;

const DAY = 86_400_000;

/** The calendar day in the United Kingdom, "2026-12-08". */
export function londonDay(moment: Date): string {
  return wallClock(moment).slice(0, 10);
}

/** The last day for an answer: `workingDays` after the day on which something was said. */
export function lastDayToAnswer(saidAt: Date, workingDays = WORKING_DAYS_TO_ANSWER): string {
  let day = Date.parse(londonDay(saidAt));
  for (let left = workingDays; left > 0; left -= isWorkingDay(day) ? 1 : 0) day += DAY;
  return new Date(day).toISOString().slice(0, 10);
}

/** How many days are left until the end of that day, as a calendar in the United Kingdom has it; negative: how many it is late. */
export function daysLeft(dueOn: string, now: Date): number {
  return (Date.parse(dueOn) - Date.parse(londonDay(now))) / DAY;
}

/** "3 days left", "due today", "2 days late". */
export function ageInWords(days: number): string {
  if (days === 0) return 'due today';
  return `${countOf(Math.abs(days), 'day')} ${days > 0 ? 'left' : 'late'}`;
}

/** So many days before an answer is due its owner is told again. */
export const REMINDED_BEFORE = 2;

/** Whether whoever owes it has to be told again today: shortly before the day, or once it is over, and not since. */
export function isToBeReminded(dueOn: string, toldAt: Date, now: Date): boolean {
  const [left, leftThen] = [daysLeft(dueOn, now), daysLeft(dueOn, toldAt)];
  return (left <= REMINDED_BEFORE && leftThen > REMINDED_BEFORE) || (left < 0 && leftThen >= 0);
}

/** Somebody who may answer. */
export interface PossibleAnswerer {
  readonly memberId: MemberId;
  readonly organisationId: OrganisationId;
  readonly roles: readonly Role[];
}

/**
 * Who owes the answer to something said about a clause: the lead of the first organisation that is accountable for it, else
 * whoever started the specification, else any lead. Null: nobody may answer.
 */
export function answerOwner(
  { accountable, creator }: { readonly accountable: readonly OrganisationId[]; readonly creator: MemberId },
  answerers: readonly PossibleAnswerer[]
): MemberId | null {
  const leads = answerers.filter(({ roles }) => roles.includes('lead'));
  const ofClause = accountable
    .map((id) => leads.find(({ organisationId }) => organisationId === id))
    .find((lead) => lead !== undefined);
  const owner =
    ofClause ?? answerers.find(({ memberId }) => memberId === creator) ?? leads[0] ?? answerers[0];
  return owner?.memberId ?? null;
}
