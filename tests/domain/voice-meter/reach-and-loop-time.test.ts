import { describe, expect, test } from 'vitest';
import type { MeterBallot, MeterFacts } from '#domain/voice-meter/facts';
import { SCENARIO, scenarioBallot, TOGETHER } from './scenario-facts';
import { measure, members, rows, said, SCENARIO_MEMBERS } from './some-facts';

describe('how long it took, and from whom something has come', () => {
  test('MET-8 the median of ten days 23 times and sixteen days 15 times is ten', () => {
    const found = measure(7, { ...SCENARIO, decision: null });
    expect(found.sentence).toBe(
      'Half of the answers to patients and carers came within 10 days (38 answers). No decision is settled yet, so nothing can be said of the time from it to telling people.'
    );
    expect(found.tables).toHaveLength(1);
    expect(rows(found)).toContainEqual(['Clinicians', 12, 1]);
    expect(rows(found)).toContainEqual([TOGETHER, 0, 'Nothing to count yet']);
  });

  test('MET-8 from the decision to the public page: by its day took none, later counts, what is not there is not counted', () => {
    const answer = (publishedOn?: string) =>
      said('patient-carer', '2026-12-01', ['2026-12-11', 'not-changed', undefined, publishedOn]);
    const late = said('patient-carer', '2027-02-11', ['2027-02-11', 'not-changed', undefined, '2027-02-11']);
    const comments = [answer('2027-01-05'), answer('2027-02-14'), answer('2027-02-16'), answer(), late];
    const found = measure(7, { ...SCENARIO, comments });
    expect(found.sentence).toContain(
      'Decision JCC-2027-004 was settled on 10 February 2027. 3 of 4 answers to patients and carers can be read by everybody, half of them within 4 days of it.'
    );
    expect(found.tables[1]!.rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['JCC-2027-004', 4, 3, 4]
    ]);
    const none = measure(7, { ...SCENARIO, comments: [answer()] });
    expect(none.sentence).toContain('0 of 1 answer to patients and carers can be read by everybody so far.');
  });

  test('MET-9 who has been heard, who has not, and for whom nobody takes part', () => {
    const silent = 'Nothing has come from commissioners yet.';
    expect(measure(8, SCENARIO).sentence).toBe(
      `${silent} 0 of 38 comments by patients and carers came from people without an account.`
    );
    const found = measure(8, { members: members({ clinician: 5 }), words: new Map([['clinician', 3]]) });
    expect(found.sentence).toBe(
      'Something has come from each group that takes part. Nobody takes part for commissioners, social care, patients and carers, providers and voluntary sector.'
    );
    expect(rows(found)).toEqual([['Clinicians', 'No', 'Yes', 'No']]);
  });

  test('MET-9 votes are a contribution where five or more of the group voted; and how what patients said has come', () => {
    const ballot = scenarioBallot();
    const { tally } = ballot;
    const seen = tally.groups.filter(({ shown }) => shown).map(({ group }) => group);
    const none = { members: SCENARIO_MEMBERS, ballots: [] };
    const votes = (some: Partial<MeterFacts>) => rows(measure(8, some)).map((row) => row.at(-1));
    expect(votes(none)).not.toContain('Yes');
    expect(seen).toContain('patient-carer');
    expect(rows(measure(8, { ...none, ballots: [ballot] })).at(-1)).toEqual([
      'Patients and carers',
      'No',
      'No',
      'Yes'
    ]);
    const hidden = { ...tally, groups: tally.groups.map((each) => ({ ...each, shown: false as const })) };
    expect(votes({ ...none, ballots: [{ ...ballot, tally: hidden } as MeterBallot] })).not.toContain('Yes');
    const comments = [
      said('patient-carer', '2026-12-01'),
      { ...said('patient-carer', '2026-12-01'), way: 'phone' as const }
    ];
    const found = measure(8, { ...none, comments });
    expect(found.sentence).toContain(
      '1 of 2 comments by patients and carers came from people without an account.'
    );
    expect(found.tables[1]!.rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['Written here', 1],
      ['On paper', 0],
      ['By telephone', 1],
      ['In person, for example at a meeting', 0]
    ]);
  });
});
