import { describe, expect, test } from 'vitest';
import { ANSWER_OUTCOMES, OUTCOME_NAMES } from '#domain/comment-thread';
import { tallyBorda } from '#domain/tally/borda';
import { suppressSmallGroups } from '#domain/tally/small-groups';
import { nameOf } from '#domain/voice-meter/counted-together';
import type { MeterFacts } from '#domain/voice-meter/facts';
import { median, percent } from '#domain/voice-meter/measure';
import { voiceMeter } from '#domain/voice-meter/meter';
import { DECISION, SCENARIO, scenarioBallot, TOGETHER } from './scenario-facts';
import { factsWith, JOINED, measure, members, NOW, rows, said, times } from './some-facts';

describe('what can be worked out', () => {
  test('MET-1 ten measures in their order, each with what is counted and one sentence', () => {
    const { measures } = voiceMeter(factsWith(SCENARIO));
    expect(measures.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const { definition, sentence } of measures) expect(`${definition} ${sentence}`).toMatch(/\w+ .+\./);
  });

  test('MET-2 all 38 patient comments were answered before the decision: 100%', () => {
    const found = measure(1, SCENARIO);
    expect(found.sentence).toBe(
      '38 of 38 comments by patients and carers have an answer before decision JCC-2027-004 was settled: 100%.'
    );
    expect(rows(found)).toEqual([
      ['Commissioners', 0, 0, 'Nothing to count yet'],
      ['Clinicians', 12, 12, 100],
      [TOGETHER, 11, 0, 0],
      ['Patients and carers', 38, 38, 100]
    ]);
  });

  test('MET-2 an answer after the decision is too late, one on its day is not, and what was said after it does not count', () => {
    const comments = [
      said('patient-carer', '2027-02-01', ['2027-02-10', 'changed']),
      said('patient-carer', '2027-02-01', ['2027-02-11', 'changed']),
      said('patient-carer', '2027-02-11')
    ];
    expect(rows(measure(1, { ...SCENARIO, comments })).at(-1)).toEqual(['Patients and carers', 2, 1, 50]);
    const waiting = { ...SCENARIO, comments, decision: { ...DECISION, settledOn: null } };
    expect(measure(1, waiting).sentence).toBe(
      '2 of 3 comments by patients and carers have an answer so far: 67%.'
    );
  });

  test('MET-3 23 of the 38 changed the text, 15 were declined', () => {
    const found = measure(2, SCENARIO);
    expect(found.sentence).toBe(
      '23 of 38 comments by patients and carers changed the text, in whole or in part: 61%. 23 of these answers point to the place of the change.'
    );
    const columns = found.tables[0]!.columns.map(({ name }) => name);
    expect(columns).toEqual([
      'Comments',
      ...ANSWER_OUTCOMES.map((outcome) => OUTCOME_NAMES[outcome]),
      'No answer yet',
      'Change rate'
    ]);
    const cell = (row: unknown[], column: string) => row[columns.indexOf(column) + 1];
    const patients = rows(found).at(-1)!;
    expect(cell(patients, OUTCOME_NAMES['not-changed'])).toBe(15);
    expect(cell(patients, 'Change rate')).toBe(61);
    expect(cell(rows(found).at(-2)!, 'No answer yet')).toBe(11);
  });

  test('MET-3 an answer that only says so is counted apart and is no change', () => {
    const comments = [
      said('patient-carer', '2026-12-01', ['2026-12-11', 'changed', 'linked']),
      said('patient-carer', '2026-12-01', ['2026-12-11', 'partly', 'says so']),
      said('patient-carer', '2026-12-01')
    ];
    const found = measure(2, { ...SCENARIO, comments });
    expect(found.sentence).toBe(
      '1 of 3 comments by patients and carers changed the text, in whole or in part: 33%. 1 of these answers points to the place of the change. 1 more answer says so, from before it was looked at, and no change is on record for it: not counted.'
    );
    expect(found.tables[0]!.columns.map(({ name }) => name).at(-2)).toBe(
      'Said to be changed, no change on record'
    );
    expect(rows(found).at(-1)).toEqual(['Patients and carers', 3, 1, 0, 0, 0, 1, 1, 33]);
  });

  test('MET-4 a comment on the day on which options are fixed is not early', () => {
    const optionsFixed = { day: '2026-12-20', what: 'the ballot “Six” opened' };
    const found = measure(3, { ...SCENARIO, optionsFixed });
    expect(rows(found).at(-1)).toEqual(['Patients and carers', 38, 23, 61]);
    expect(found.sentence).toBe(
      '23 of 38 comments by patients and carers came before that: 61%. Options were fixed on 20 December 2026, when the ballot “Six” opened.'
    );
  });

  test('MET-5 patients are a third of the people and made most of the comments', () => {
    const words = new Map([
      ['commissioner', 150],
      ['patient-carer', 50]
    ] as const);
    const found = measure(4, { ...SCENARIO, words });
    expect(rows(found)).toEqual([
      ['Commissioners', 5, 18, 0, 0, 150, 75],
      ['Clinicians', 7, 25, 12, 20, 0, 0],
      [TOGETHER, 7, 25, 11, 18, 0, 0],
      ['Patients and carers', 9, 32, 38, 62, 50, 25]
    ]);
    expect(found.sentence).toContain('32% of the people who take part');
  });

  test('MET-5 where there is nothing to have a share of, or it would point to somebody, the sentence says so', () => {
    const comments = [said('patient-carer', '2027-02-01')];
    const of = (some: Partial<MeterFacts>) =>
      measure(4, { members: members({ 'patient-carer': 9, clinician: 9 }), ...some }).sentence;
    expect(of({})).toBe(
      'Patients and carers are 50% of the people who take part. Nobody has commented yet. Nobody here has written words of the text yet.'
    );
    expect(of({ comments })).toBe(
      'Patients and carers are 50% of the people who take part. They made 100% of the comments. Nobody here has written words of the text yet.'
    );
    expect(of({ comments, words: new Map([['clinician', 8]]) })).toBe(
      'Patients and carers are 50% of the people who take part. They made 100% of the comments and wrote 0% of the words that people here wrote.'
    );
    expect(of({ members: members({ 'patient-carer': 9, clinician: 2 }) })).toBe(
      'Patients and carers take part. Their share is not shown: a group is too small.'
    );
  });

  test('MET-6 one clause without plain words is a no', () => {
    const papers = { what: 'the text', day: '2027-02-02', clauses: 14, inPlainWords: 13 };
    expect(measure(5, { papers }).sentence).toBe(
      'No. When the text was published, on 2 February 2027, 13 of 14 clauses were there in plain words.'
    );
    expect(measure(5, { papers: { ...papers, inPlainWords: 14 } }).sentence).toMatch(/^Yes\. /);
  });

  test('MET-7 the scenario: patients pull apart on P2, P3 and P6, and the reasons name all three', () => {
    const found = measure(6, { ballot: scenarioBallot(), decision: DECISION });
    expect(found.sentence).toBe(
      'Yes. Patients and carers placed P2, P3 and P6 differently. The reasons of decision JCC-2027-004 name each of them.'
    );
    expect(
      rows(found).map(([name, ours, all, named]) => [String(name).slice(0, 2), ours, all, named])
    ).toEqual([
      ['P2', 4, 3, 'Yes'],
      ['P3', 3, 2, 'Yes'],
      ['P6', 2, 4, 'Yes']
    ]);
    const silent = { ...DECISION, reasons: ['Night cover, P20 and XP6, for P2-P3.'] };
    expect(measure(6, { ballot: scenarioBallot(), decision: silent }).sentence).toBe(
      'No. Patients and carers placed P2, P3 and P6 differently. The reasons of decision JCC-2027-004 do not name P6.'
    );
  });

  test('MET-7 where the order of patients is not shown, nothing is said of it', () => {
    const papers = [
      ...times(4, { group: 'patient-carer' as const, ranking: ['P2', 'P1'] }),
      ...times(9, { group: 'clinician' as const, ranking: ['P1', 'P2'] })
    ];
    const tally = suppressSmallGroups(tallyBorda(['P1', 'P2'], papers));
    const found = measure(6, { ballot: { ...scenarioBallot(), tally }, decision: DECISION });
    expect(found.sentence).toContain('cannot be worked out yet, because too few people voted');
    expect(found.tables).toEqual([]);
  });
});

describe('attrition', () => {
  const stages = [
    { day: '2026-11-25', what: 'a consultation opened' },
    { day: '2027-02-02', what: 'decision JCC-2027-004 was put to the boards' }
  ];
  const gone = (count: number, left: string) => [
    ...members({ 'patient-carer': 9 - count, clinician: 7 }),
    ...members({ 'patient-carer': count }, JOINED, new Date(left))
  ];

  test.each([
    [0, '2027-01-10T12:00:00Z', 'None'],
    [2, '2027-01-10T12:00:00Z', 'Fewer than five'],
    [5, '2027-01-10T12:00:00Z', 'Five or more'],
    [9, '2027-01-10T12:00:00Z', 'Five or more'],
    [5, '2027-02-03T12:00:00Z', 'None']
  ])('MET-10 %i of 9 had left on %s: %s', (count, left, shown) => {
    const found = measure(10, { stages, members: gone(count, left) });
    expect(rows(found)).toContainEqual(['Patients and carers', 9, shown]);
  });

  test('MET-10 a number where five or more left and five or more stayed; of exactly five only that some have', () => {
    const left = new Date('2027-01-10T12:00:00Z');
    const all = [
      ...members({ commissioner: 5, clinician: 1 }),
      ...members({ commissioner: 7, clinician: 4 }, JOINED, left)
    ];
    expect(rows(measure(10, { stages, members: all }))).toEqual([
      ['Commissioners', 12, '7'],
      ['Clinicians', 5, 'Some']
    ]);
  });

  test('MET-10 who came after the first stage was not lost, and of one stage nothing is said', () => {
    const late = members({ 'patient-carer': 3 }, new Date('2026-12-01T09:00:00Z'), NOW);
    const found = measure(10, { stages, members: [...gone(0, ''), ...late] });
    expect(rows(found)).toContainEqual(['Patients and carers', 9, 'None']);
    const once = measure(10, { stages: [stages[0]!], members: gone(2, '2027-01-10T12:00:00Z') });
    expect(once.sentence).toContain(
      'cannot be worked out yet, because there has been no more than one stage'
    );
  });
});

describe('what cannot', () => {
  test('MET-1 of a text on which nothing has happened no measure has a number', () => {
    for (const { sentence, tables } of voiceMeter(factsWith()).measures) {
      expect(sentence).not.toMatch(/\d/);
      expect(
        tables.flatMap((table) => table.rows.flatMap(({ cells }) => cells)).filter(Number.isFinite)
      ).toEqual([]);
    }
  });

  test('MET-1 nothing of nothing is no percentage, and rounding never says all or none of what is not', () => {
    expect([percent(0, 0), percent(0, 7), percent(1, 1000), percent(999, 1000), percent(7, 7)]).toEqual([
      'Nothing to count yet',
      ...[0, 1, 99, 100]
    ]);
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
  });
});

describe('what was entered for somebody without an account', () => {
  test('ENT-8 of a group to which nobody belongs is counted with the smallest from then on, and nobody moves apart again', () => {
    const people = members({ commissioner: 6, clinician: 7 });
    const comments = [said('commissioner', '2026-12-01'), said('social-care', '2026-12-03')];
    const names = (more: Partial<MeterFacts> = {}) =>
      voiceMeter(factsWith({ members: people, comments, ...more })).sets.map(nameOf);
    expect(names({ comments: comments.slice(0, 1) })).toEqual(['Commissioners', 'Clinicians']);
    expect(names()).toEqual(['Commissioners and social care together', 'Clinicians']);
    const joined = members({ 'social-care': 9 }, new Date('2026-12-10T09:00:00.000Z'));
    expect(names({ members: [...people, ...joined] })).toEqual(names());
  });

  test('ENT-8 by patients and carers stands by itself, even where no patient or carer belongs', () => {
    const { sets, measures } = voiceMeter(
      factsWith({ members: members({ commissioner: 6 }), comments: [said('patient-carer', '2026-12-01')] })
    );
    expect(sets.map(({ groups, people, shown }) => [groups[0], people, shown])).toEqual([
      ['commissioner', 6, true],
      ['patient-carer', 0, true]
    ]);
    expect(measures[3]!.sentence).toMatch(/^Patients and carers are 0% of the people/);
  });
});
