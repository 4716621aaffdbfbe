import { describe, expect, it } from 'vitest';
import {
  gapSentence,
  isOpen,
  promiseKept,
  timeSentence,
  whatHappened,
  type Consultation
} from '#domain/consultation';
import type { ConsultationId, DecisionId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';

const at = (text: string) => new Date(text);
const CONSULTATION: Consultation = {
  id: 'consultation' as ConsultationId,
  level: 'consulted',
  question: 'What is missing?',
  decider: 'The committee',
  openedAt: at('2026-11-25T09:00:00Z'),
  lastDay: '2027-01-15',
  endsAt: at('2027-01-16T00:00:00Z'),
  endedEarly: null
};
const ENDED: Consultation = {
  ...CONSULTATION,
  endedEarly: { at: at('2026-12-01T12:00:00Z'), reason: 'The money is gone.' }
};

describe('how long it is open', () => {
  it('CON-5 it is open to the last moment of its last day, and no longer', () => {
    expect(isOpen(CONSULTATION, at('2027-01-15T23:59:59.999Z'))).toBe(true);
    expect(isOpen(CONSULTATION, at('2027-01-16T00:00:00Z'))).toBe(false);
    expect(timeSentence(CONSULTATION, at('2027-01-15T12:00:00Z'))).toBe(
      'The last day to have your say is 15 January 2027.'
    );
    expect(timeSentence(CONSULTATION, at('2027-01-16T12:00:00Z'))).toBe('It closed on 15 January 2027.');
  });

  it('CON-5 one that was ended early is over from then on', () => {
    expect(isOpen(ENDED, at('2026-12-01T11:59:00Z'))).toBe(true);
    expect(isOpen(ENDED, at('2026-12-01T12:00:00Z'))).toBe(false);
    expect(timeSentence(ENDED, at('2026-12-02T12:00:00Z'))).toBe('It was ended early, on 1 December 2026.');
  });
});

describe('what became of it', () => {
  const said = (day: string, group: StakeholderGroup, outcome: 'changed' | 'not-changed' | null) => ({
    at: at(`${day}T10:00:00Z`),
    dayOnly: false,
    group,
    outcome
  });

  it('CON-9 CON-11 counts what was said while it was open, and what was answered, and nothing else', () => {
    const comments = [
      said('2026-11-24', 'patient-carer', 'changed'),
      said('2026-11-26', 'patient-carer', 'changed'),
      said('2026-12-20', 'patient-carer', 'not-changed'),
      said('2027-01-15', 'patient-carer', null),
      said('2027-01-15', 'clinician', null),
      said('2027-01-16', 'patient-carer', null)
    ];
    expect(whatHappened(CONSULTATION, { said: comments, decisions: [] })).toEqual({
      days: 52,
      comments: 4,
      byPatients: 3,
      answered: 2,
      outcomes: expect.objectContaining({ changed: 1, partly: 0, 'not-changed': 1 }),
      owed: 1,
      decisions: []
    });
    expect(whatHappened(ENDED, { said: comments, decisions: [] })).toMatchObject({
      days: 6,
      comments: 1,
      owed: 0
    });
  });

  it('CON-11 ANO-14 of what tells only its day it counts what was said on a day on which it was open', () => {
    const patient = { group: 'patient-carer', outcome: null } as const;
    const counted = (consultation: Consultation, moment: string, dayOnly: boolean) =>
      whatHappened(consultation, { said: [{ ...patient, at: at(moment), dayOnly }], decisions: [] }).comments;
    const outside = ['2026-11-25T08:59:00Z', '2026-12-01T12:01:00Z'];
    for (const moment of outside) expect(counted(ENDED, moment, false)).toBe(0);
    for (const moment of [...outside, '2026-11-25T00:00:00Z', '2026-12-01T23:59:00Z'])
      expect(counted(ENDED, moment, true)).toBe(1);
    for (const moment of ['2026-11-24T23:59:00Z', '2026-12-02T00:00:00Z'])
      expect(counted(ENDED, moment, true)).toBe(0);
    expect(counted(CONSULTATION, '2027-01-15T23:59:00Z', true)).toBe(1);
    expect(counted(CONSULTATION, '2027-01-16T00:00:00Z', true)).toBe(0);
  });

  it('CON-9 CON-10 names the decisions since the opening, with the days between and those that came soon', () => {
    const decision = (reference: string, proposedAt: string) => ({
      id: reference as DecisionId,
      reference,
      title: 'Fund five',
      sentence: 'Not yet a decision.',
      proposedAt: at(proposedAt),
      patientsCouldVote: false
    });
    const { decisions } = whatHappened(CONSULTATION, {
      said: [],
      decisions: [
        decision('before the opening', '2026-11-25T08:59:00Z'),
        decision('before the end', '2027-01-10T10:00:00Z'),
        decision('27 days', '2027-02-12T23:00:00Z'),
        decision('28 days', '2027-02-13T00:00:00Z')
      ]
    });
    expect(decisions.map(({ reference, daysAfter, soon }) => [reference, daysAfter, soon])).toEqual([
      ['before the end', null, true],
      ['27 days', 27, true],
      ['28 days', 28, false]
    ]);
    expect(decisions.map(gapSentence)).toEqual([
      'It was put to the boards before the consultation was over.',
      'It was put to the boards 27 days after the consultation was over.',
      'It was put to the boards 28 days after the consultation was over.'
    ]);
  });
});

describe('whether the promise was kept', () => {
  const decided = (proposedAt: string, patientsCouldVote: boolean) => ({
    ...{ id: 'd' as DecisionId, reference: 'S-1', title: 'Fund it', sentence: 'Agreed.' },
    ...{ proposedAt: at(proposedAt), patientsCouldVote }
  });
  const one = (outcome: 'changed' | null) => ({
    ...({ at: at('2026-11-26T10:00:00Z'), dayOnly: false, group: 'patient-carer', outcome } as const)
  });
  const AFTER = '2027-03-01T10:00:00Z';
  const BEFORE = '2027-01-02T10:00:00Z';
  const verdict = (
    level: Consultation['level'],
    said: readonly ReturnType<typeof one>[],
    decisions: readonly ReturnType<typeof decided>[]
  ) => promiseKept(level, whatHappened(CONSULTATION, { said, decisions }));

  it('CON-14 consulted: answered, and nothing put to the boards before the end', () => {
    expect(verdict('consulted', [one('changed')], [decided(AFTER, false)]).kept).toBe(true);
    expect(verdict('consulted', [one('changed'), one(null)], [decided(BEFORE, true)])).toEqual({
      kept: false,
      sentence:
        '1 comment by patients and carers has no answer. 1 decision was put to the boards before it was over.'
    });
  });

  it('CON-14 deciding together: patients and carers could vote on what each decision rests on', () => {
    expect(verdict('co-deciding', [], []).kept).toBeNull();
    expect(verdict('co-deciding', [one(null)], [decided(AFTER, true)]).kept).toBe(true);
    expect(verdict('co-deciding', [], [decided(AFTER, true), decided(AFTER, false)])).toEqual({
      kept: false,
      sentence: '1 decision followed that rests on no ballot in which patients and carers could vote.'
    });
  });

  it('CON-14 informed: nothing is judged', () => {
    expect(verdict('informed', [one(null)], [decided(BEFORE, false)])).toEqual({
      kept: null,
      sentence: 'People were told, and could comment: 1 comment came. No change was promised.'
    });
    expect(verdict('informed', [], []).sentence).toContain('nobody did');
  });
});
