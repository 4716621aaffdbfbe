import { isOpen, type Consultation } from '#domain/consultation';
import { parseId, type ConsultationId, type SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { consultationsOn, endConsultation } from '../db/consultations';
import { takeNamesOut } from '../db/experience';
import type { SpecificationRow } from '../db/specifications';
import { lockedSpecification } from '../db/versions';
import type { Command } from './command';
import { keepConsultationText } from './consultation-text';
import { fieldsOf } from './fields';
import { textToFreeze } from './freeze-text';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly consultationId: ConsultationId;
  readonly reason: string;
}

interface Facts extends Subject {
  readonly specification: SpecificationRow;
  readonly consultation: Consultation;
}

interface Ended {
  readonly id: ConsultationId;
  readonly specificationId: SpecificationId;
}

/** Ends a consultation before its last day. Fields: `specificationId`, `consultationId`, `reason`. */
export const endConsultationEarly: Command<Input, undefined, Facts, Input, Ended> = {
  name: 'end-consultation',
  needs: 'run-consultation',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const consultationId = parseId<'consultation'>(fieldsOf(raw).consultationId);
    if (isRefusal(consultationId)) return consultationId;
    const missing = 'Say why it ends before the day that people were promised.';
    const reason = publicField(raw, 'reason', { most: 1000, missing });
    return isRefusal(reason) ? reason : { specificationId, consultationId, reason };
  },

  // What people have seen as saved must be in what is frozen.
  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  async load(tx, { specificationId, consultationId }) {
    const specification = await lockedSpecification(tx, specificationId);
    const all = specification ? await consultationsOn(tx, specificationId) : [];
    const consultation = all.find(({ id }) => id === consultationId);
    if (!specification || !consultation) return refuse('not-found');
    const { partnershipId } = specification;
    return { partnershipId, specification, consultation };
  },

  decide({ consultation }, input, _prepared, { now }) {
    return isOpen(consultation, now) ? input : refuse('consultation-over');
  },

  async store(tx, { specificationId, consultationId, reason }, { facts, acting, tools, record }) {
    const { membership, now, by, newId } = acting;
    const { title } = facts.specification;
    await endConsultation(tx, consultationId, {
      endedAt: now,
      endedBy: membership.memberId,
      endedReason: reason
    });
    await takeNamesOut(tx, consultationId, newId);
    const text = await textToFreeze(tx, facts.specification, tools);
    await keepConsultationText(tx, text, { consultationId, moment: 'over' }, { acting, record });
    await record({
      kind: 'consultation-ended',
      content: { specificationId, title, consultationId, reason, by }
    });
    return { id: consultationId, specificationId };
  },

  announces: ({ specificationId }, { partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
