import { describe, expect, it } from 'vitest';
import {
  contactLines,
  holdChosen,
  isRemovalReason,
  REMOVAL_REASONS,
  removedSentence,
  removedSummary,
  secondLookUntil
} from '#domain/moderation';
import { shownWords } from '#domain/shown-words';

describe('rules for what people write', () => {
  it('MOD-10 without a choice a link for several people holds, one for a single person does not', () => {
    expect([holdChosen(undefined, 1), holdChosen('', 2), holdChosen(undefined, 200)]).toEqual([
      false,
      true,
      true
    ]);
    expect([holdChosen('yes', 1), holdChosen('no', 200), holdChosen('perhaps', 2)]).toEqual([
      true,
      false,
      undefined
    ]);
  });

  it('MOD-20 only what the published rules forbid is a reason', () => {
    for (const reason of Object.keys(REMOVAL_REASONS)) expect(isRemovalReason(reason)).toBe(true);
    for (const other of ['', 'disagreement', '__proto__', 'constructor', null, 3])
      expect(isRemovalReason(other)).toBe(false);
  });

  it('MOD-21 the reason stands in the place of the words, and a withdrawal stays a withdrawal', () => {
    const gone = { body: '', withdrawnAt: new Date() };
    expect(shownWords({ ...gone, removed: 'insult', because: REMOVAL_REASONS.insult.because })).toBe(
      removedSentence('insult')
    );
    expect(shownWords({ ...gone, removed: null })).toBe('Withdrawn by its writer.');
    expect(shownWords({ body: 'Two hours.', withdrawnAt: null, removed: null })).toBe('Two hours.');
  });

  it('MOD-22 a second look is possible for thirty days', () => {
    const until = secondLookUntil(new Date('2026-11-24T10:00:00.000Z'));
    expect(until.toISOString()).toBe('2026-12-24T10:00:00.000Z');
  });

  it('MOD-25 says how many were removed and why', () => {
    expect(removedSummary([])).toBeNull();
    expect(removedSummary(['patient'])).toBe(
      '1 contribution was removed by a facilitator: 1 because it could let people tell who a patient is.'
    );
    expect(removedSummary(['insult', 'patient', 'insult'])).toBe(
      '3 contributions were removed by a facilitator: 1 because it could let people tell who a patient is; 2 because it held an insult, a threat or contempt for people because of who they are.'
    );
  });

  it('MOD-32 every matter has somebody to tell, entered here or not', () => {
    const entered = {
      kind: 'adults',
      name: 'Vale adult social care',
      phone: '01632 960 100',
      more: ''
    } as const;
    const lines = contactLines([entered]);
    expect(lines.map(({ kind, local }) => [kind, local?.name ?? null])).toEqual([
      ['adults', 'Vale adult social care'],
      ['children', null],
      ['complaints', null]
    ]);
    for (const { national } of lines) expect(national).not.toBe('');
  });
});
