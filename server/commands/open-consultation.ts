import { isConsultationLevel, isOpen, type Consultation, type ConsultationLevel } from '#domain/consultation';
import { parseId, type ConsultationId, type SpecificationId } from '#domain/ids';
import { endOfLondonDay } from '#domain/london-time';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { consultationsOn, insertConsultation, type NewConsultation } from '../db/consultations';
import type { SpecificationRow } from '../db/specifications';
import { lockedSpecification } from '../db/versions';
import type { Command } from './command';
import { keepConsultationText } from './consultation-text';
import { fieldsOf } from './fields';
import { textToFreeze } from './freeze-text';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly level: ConsultationLevel;
  readonly question: string;
  readonly decider: string;
  readonly lastDay: string;
  readonly endsAt: Date;
}

interface Facts extends Subject {
  readonly specification: SpecificationRow;
  readonly consultations: readonly Consultation[];
}

interface Opened {
  readonly id: ConsultationId;
  readonly specificationId: SpecificationId;
}

/**
 * Promises people what their part is, and until when. Fields: `specificationId`, `level`, `question`, `decider`,
 * `lastDay` ("2027-01-15", a day in the United Kingdom).
 */
export const openConsultation: Command<Input, undefined, Facts, NewConsultation, Opened> = {
  name: 'open-consultation',
  needs: 'run-consultation',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const level = levelField(fieldsOf(raw).level);
    if (isRefusal(level)) return level;
    const question = publicField(raw, 'question', { most: 1000, missing: 'Write what people are asked.' });
    if (isRefusal(question)) return question;
    const decider = publicField(raw, 'decider', { most: 300, missing: 'Say who decides, and when.' });
    if (isRefusal(decider)) return decider;
    const last = lastDayField(fieldsOf(raw).lastDay);
    return isRefusal(last) ? last : { specificationId, level, question, decider, ...last };
  },

  // What people have seen as saved must be in what they are asked about.
  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  async load(tx, { specificationId }) {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const { partnershipId } = specification;
    return { partnershipId, specification, consultations: await consultationsOn(tx, specificationId) };
  },

  decide({ consultations }, input, _prepared, { membership, now, newId }) {
    if (consultations.some((each) => isOpen(each, now))) return refuse('consultation-open');
    const inTime = dayInTime(input, now);
    if (isRefusal(inTime)) return inTime;
    return { id: newId(), ...input, openedAt: now, openedBy: membership.memberId };
  },

  async store(tx, made, { facts: { specification }, acting, tools, record }) {
    await insertConsultation(tx, made);
    const { id, specificationId, level, question, decider, lastDay } = made;
    const text = await textToFreeze(tx, specification, tools);
    const kept = { consultationId: id, moment: 'opened' } as const;
    const version = await keepConsultationText(tx, text, kept, { acting, record });
    const about = { specificationId, title: specification.title, by: acting.by };
    const promised = { consultationId: id, level, question, decider, lastDay };
    await record({
      kind: 'consultation-opened',
      content: { ...about, ...promised, ...(version && { versionHash: version.hash }) }
    });
    return { id, specificationId };
  },

  announces: ({ specificationId }, { partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

function levelField(value: unknown): ConsultationLevel | Refusal {
  if (isConsultationLevel(value)) return value;
  return value === undefined || value === ''
    ? refuse('missing-field', { field: 'level', message: 'Choose what people’s part is.' })
    : refuse('invalid-input', { field: 'level' });
}

const LAST_DAY_WORDS = 'Enter the last day on which people can have their say, for example 15 January 2027.';
const YEAR = 366 * 24 * 60 * 60 * 1000;

function lastDayField(value: unknown): { lastDay: string; endsAt: Date } | Refusal {
  if (typeof value !== 'string' || value === '')
    return refuse('missing-field', { field: 'lastDay', message: LAST_DAY_WORDS });
  const endsAt = endOfLondonDay(value);
  return isRefusal(endsAt)
    ? refuse('invalid-input', { field: 'lastDay', message: LAST_DAY_WORDS })
    : { lastDay: value, endsAt };
}

function dayInTime({ endsAt }: Input, now: Date): true | Refusal {
  const message =
    endsAt <= now ? 'This day is over already.' : 'The last day must be within a year from now.';
  const fits = endsAt > now && endsAt.getTime() - now.getTime() <= YEAR;
  return fits || refuse('invalid-input', { field: 'lastDay', message });
}
