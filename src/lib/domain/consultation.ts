import { londonDay } from './answer-duty';
import { ANSWER_OUTCOMES, type AnswerOutcome } from './comment-thread';
import { formatDate } from './dates';
import type { ConsultationId, DecisionId } from './ids';
import type { StakeholderGroup } from './membership';
import type { ShownTime } from './shown-as';
import { countOf } from './words';

/** What people's part is, after the ladder of co-production: declared beforehand, and checked at the end. */
export const CONSULTATION_LEVELS = ['informed', 'consulted', 'co-deciding'] as const;
export type ConsultationLevel = (typeof CONSULTATION_LEVELS)[number];

export function isConsultationLevel(value: unknown): value is ConsultationLevel {
  return CONSULTATION_LEVELS.some((level) => level === value);
}

/** When the text of one is frozen. */
export type ConsultationMoment = 'opened' | 'over';

/** What each level promises, to the person who reads it. */
export const LEVEL_PROMISES: Record<ConsultationLevel, { readonly name: string; readonly promise: string }> =
  {
    informed: {
      name: 'You are being informed',
      promise: 'We tell you what is planned. You can comment, but we do not promise to change anything.'
    },
    consulted: {
      name: 'You are being consulted',
      promise: 'We read everything you say before anything is decided, and answer it in plain words.'
    },
    'co-deciding': {
      name: 'You are deciding with us',
      promise: 'Nothing is decided without the patients and carers who take part.'
    }
  };

export interface Consultation {
  readonly id: ConsultationId;
  readonly level: ConsultationLevel;
  /** What people are asked. */
  readonly question: string;
  /** Who decides, in words. */
  readonly decider: string;
  readonly openedAt: Date;
  /** The last day in the United Kingdom, "2027-01-15". */
  readonly lastDay: string;
  /** The end of that day. */
  readonly endsAt: Date;
  /** Ended before that; null when it ran its time or is running. */
  readonly endedEarly: { readonly at: Date; readonly reason: string } | null;
}

/** When it was, or will be, over. */
export function endOf({ endsAt, endedEarly }: Pick<Consultation, 'endsAt' | 'endedEarly'>): Date {
  return endedEarly?.at ?? endsAt;
}

export function isOpen(consultation: Pick<Consultation, 'endsAt' | 'endedEarly'>, now: Date): boolean {
  return now < endOf(consultation);
}

/** One comment, as far as the comparison needs it. */
export interface Said extends ShownTime {
  readonly group: StakeholderGroup;
  readonly outcome: AnswerOutcome | null;
}

/** A decision that rests on the text. */
export interface DecisionSince {
  readonly id: DecisionId;
  readonly reference: string;
  readonly title: string;
  /** Where it stands: "Agreed by …". */
  readonly sentence: string;
  readonly proposedAt: Date;
  /** Patients and carers could vote in the ballot that it rests on. */
  readonly patientsCouldVote: boolean;
}

/** What happened, to be held beside the promise. */
export interface WhatHappened {
  /** How long it was open. */
  readonly days: number;
  /** Comments while it was open, and those of them by patients and carers. */
  readonly comments: number;
  readonly byPatients: number;
  readonly answered: number;
  readonly outcomes: Readonly<Record<AnswerOutcome, number>>;
  /** By patients and carers, who were promised an answer. */
  readonly owed: number;
  readonly decisions: readonly (DecisionSince & {
    /** Days from the end to when it was put to the boards; null: that was before the end. */
    readonly daysAfter: number | null;
    readonly soon: boolean;
  })[];
}

const DAY = 24 * 60 * 60 * 1000;
/** Four weeks: less is often too short to weigh what was said, which practitioners say and no law forbids. */
const LEAST_DAYS = 28;

/** What happened between the opening and the end, and which decisions have followed since the opening. */
export function whatHappened(
  { openedAt, ...times }: Pick<Consultation, 'openedAt' | 'endsAt' | 'endedEarly'>,
  { said, decisions }: { readonly said: readonly Said[]; readonly decisions: readonly DecisionSince[] }
): WhatHappened {
  const end = endOf(times);
  const during = said.filter(isBetween(openedAt, end));
  const patients = during.filter(({ group }) => group === 'patient-carer');
  const withOutcome = (wanted: AnswerOutcome) => during.filter(({ outcome }) => outcome === wanted).length;
  return {
    days: Math.max(1, Math.round((end.getTime() - openedAt.getTime()) / DAY)),
    comments: during.length,
    byPatients: patients.length,
    answered: during.filter(({ outcome }) => outcome !== null).length,
    outcomes: Object.fromEntries(ANSWER_OUTCOMES.map((outcome) => [outcome, withOutcome(outcome)])) as Record<
      AnswerOutcome,
      number
    >,
    owed: patients.filter(({ outcome }) => outcome === null).length,
    decisions: decisions
      .filter(({ proposedAt }) => proposedAt >= openedAt)
      .map((decision) => ({ ...decision, ...sinceEnd(decision.proposedAt, end) }))
  };
}

/** Whether what happened is what was promised, once the consultation is over; null where nothing was promised that could be kept yet. */
export function promiseKept(
  level: ConsultationLevel,
  { comments, owed, decisions }: WhatHappened
): { readonly kept: boolean | null; readonly sentence: string } {
  if (level === 'informed') {
    const sentence = `People were told, and could comment: ${comments === 0 ? 'nobody did' : `${countOf(comments, 'comment')} came`}. No change was promised.`;
    return { kept: null, sentence };
  }
  if (level === 'consulted') return answeredFirst(owed, decisions);
  if (decisions.length === 0) return { kept: null, sentence: 'Nothing was decided yet.' };
  const without = decisions.filter(({ patientsCouldVote }) => !patientsCouldVote).length;
  return without === 0
    ? {
        kept: true,
        sentence: 'Patients and carers could vote in the ballot of every decision that followed.'
      }
    : {
        kept: false,
        sentence: `${countOf(without, 'decision')} followed that ${without === 1 ? 'rests' : 'rest'} on no ballot in which patients and carers could vote.`
      };
}

function answeredFirst(owed: number, decisions: WhatHappened['decisions']) {
  const early = decisions.filter(({ daysAfter }) => daysAfter === null).length;
  if (owed + early === 0) {
    const sentence =
      'Everything that patients and carers said then was answered, and no decision was put to the boards before it was over.';
    return { kept: true, sentence };
  }
  const parts = [
    ...(owed > 0
      ? [`${countOf(owed, 'comment')} by patients and carers ${owed === 1 ? 'has' : 'have'} no answer.`]
      : []),
    ...(early > 0
      ? [
          `${countOf(early, 'decision')} ${early === 1 ? 'was' : 'were'} put to the boards before it was over.`
        ]
      : [])
  ];
  return { kept: false, sentence: parts.join(' ') };
}

/** Of what tells only its day, whether it was open on that day: the hour is nobody's business. */
function isBetween(openedAt: Date, end: Date): (said: ShownTime) => boolean {
  const [first, last] = [londonDay(openedAt), londonDay(new Date(end.getTime() - 1))];
  return ({ at, dayOnly }) => {
    if (!dayOnly) return at >= openedAt && at < end;
    return londonDay(at) >= first && londonDay(at) <= last;
  };
}

function sinceEnd(proposedAt: Date, end: Date): { daysAfter: number | null; soon: boolean } {
  if (proposedAt < end) return { daysAfter: null, soon: true };
  const daysAfter = Math.floor((proposedAt.getTime() - end.getTime()) / DAY);
  return { daysAfter, soon: daysAfter < LEAST_DAYS };
}

/** "It closes on 15 January 2027." */
export function timeSentence(consultation: Consultation, now: Date): string {
  const { lastDay, endedEarly } = consultation;
  if (endedEarly) return `It was ended early, on ${formatDate(endedEarly.at)}.`;
  return isOpen(consultation, now)
    ? `The last day to have your say is ${formatDate(lastDay)}.`
    : `It closed on ${formatDate(lastDay)}.`;
}

/** What is promised while it is open, in one line: "You are being consulted until 15 January 2027: We read …" */
export function promiseLine({
  level,
  lastDay,
  decider
}: Pick<Consultation, 'level' | 'lastDay' | 'decider'>): string {
  const { name, promise } = LEVEL_PROMISES[level];
  return `${name} until ${formatDate(lastDay)}: ${promise} Who decides: ${decider}`;
}

/** One sentence on how many days lay between, for a decision. */
export function gapSentence({ daysAfter }: WhatHappened['decisions'][number]): string {
  return daysAfter === null
    ? 'It was put to the boards before the consultation was over.'
    : `It was put to the boards ${countOf(daysAfter, 'day')} after the consultation was over.`;
}
