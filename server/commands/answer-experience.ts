import { isOpen, type Consultation } from '#domain/consultation';
import {
  EXPERIENCE_QUESTIONS,
  isExperienceAnswer,
  type ExperienceAnswer,
  type ExperienceAnswers
} from '#domain/experience';
import { parseId, type ConsultationId, type SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { consultationOf } from '../db/consultations';
import { holdConsultation, keepExperience } from '../db/experience';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
  readonly consultationId: ConsultationId;
  readonly answers: ExperienceAnswers;
}

interface Facts extends Subject {
  readonly consultation: Consultation;
}

/**
 * Says what taking part in a consultation is like, or says it anew. Fields: `specificationId`, `consultationId`, and one answer for each
 * question by its key. No entry of the register, no time, and no open page is told.
 */
export const answerExperience: Command<Input, undefined, Facts, Input, { readonly kept: true }> = {
  name: 'answer-experience',
  needs: 'answer-experience',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const consultationId = parseId<'consultation'>(fieldsOf(raw).consultationId);
    if (isRefusal(consultationId)) return consultationId;
    const answers = answersField(raw);
    return isRefusal(answers) ? answers : { specificationId, consultationId, answers };
  },

  async load(tx, { specificationId, consultationId }) {
    const row = await holdConsultation(tx, consultationId, 'share');
    const specification = row && (await specificationById(tx, row.specificationId));
    if (!specification || specification.id !== specificationId) return refuse('not-found');
    return { partnershipId: specification.partnershipId, consultation: consultationOf(row) };
  },

  decide({ consultation }, input, _prepared, { now }) {
    return isOpen(consultation, now) ? input : refuse('consultation-over', { message: OVER });
  },

  async store(tx, { consultationId, answers }, { acting: { membership, newId } }) {
    const { memberId: answeredBy, group: stakeholderGroup } = membership;
    await keepExperience(tx, { id: newId(), consultationId, answeredBy, stakeholderGroup, answers });
    return { kept: true };
  },

  announces: () => []
};

const OVER = 'This consultation is over, so nothing was added or changed.';
const MISSING = 'Choose an answer, or “I would rather not say”.';

function answersField(raw: unknown): ExperienceAnswers | Refusal {
  const fields = fieldsOf(raw);
  const given: [string, ExperienceAnswer][] = [];
  for (const { key } of EXPERIENCE_QUESTIONS) {
    const answer = fields[key];
    if (!isExperienceAnswer(answer))
      return answer === undefined || answer === ''
        ? refuse('missing-field', { field: key, message: MISSING })
        : refuse('invalid-input', { field: key });
    given.push([key, answer]);
  }
  return Object.fromEntries(given) as ExperienceAnswers;
}
