import { describe, expect, test } from 'vitest';
import type { StakeholderGroup } from '#domain/membership';
import { tallyBorda, type CountedPaper } from '#domain/tally/borda';
import {
  divergenceSentences,
  firstSentence,
  formatPoints,
  howCounted,
  reversalSentences,
  tieSentences
} from '#domain/tally/result-words';
import { suppressSmallGroups, type ShownTally } from '#domain/tally/small-groups';
import { scenarioTally } from './papers';

function paper(group: StakeholderGroup, ...ranking: string[]): CountedPaper {
  return { group, ranking };
}

/** As many votes of each kind as make a result that is shown. */
function fiveOfEach(...papers: CountedPaper[]): ShownTally {
  return tallyOf(...[1, 2, 3, 4, 5].flatMap(() => papers));
}

function tallyOf(...papers: CountedPaper[]): ShownTally {
  return suppressSmallGroups(tallyBorda(['A', 'B', 'C'], papers));
}

const wenmoor = suppressSmallGroups(scenarioTally());

describe('a result in words', () => {
  test('VOT-12 the scenario’s first sentence', () => {
    expect(firstSentence(wenmoor)).toBe('Taken together P1 comes first; counted by group P3 does.');
  });

  test('VOT-12 both counts agree', () => {
    const tally = fiveOfEach(paper('clinician', 'A', 'B', 'C'), paper('patient-carer', 'A', 'C', 'B'));
    expect(firstSentence(tally)).toBe('A comes first, both taken together and counted by group.');
  });

  test('VOT-12 one group only', () => {
    expect(firstSentence(fiveOfEach(paper('clinician', 'C', 'B', 'A')))).toBe(
      'C comes first. Only one group voted.'
    );
  });

  test('VOT-12 a shared first place is called one', () => {
    const tally = fiveOfEach(
      paper('clinician', 'A', 'B', 'C'),
      paper('clinician', 'A', 'B', 'C'),
      paper('patient-carer', 'B', 'A', 'C')
    );
    expect(firstSentence(tally)).toBe(
      'Taken together A comes first; counted by group A and B share first place.'
    );
  });

  test('VOT-12 nobody voted, or too few to show', () => {
    expect(firstSentence(tallyOf())).toBe('Nobody voted, so there is no result.');
    expect(tieSentences(tallyOf())).toEqual([]);
    expect(firstSentence(tallyOf(paper('clinician', 'A', 'B', 'C')))).toBe(
      'Fewer than five people voted, so the result is not shown: it would show how they voted.'
    );
  });

  test('VOT-12 the reversals in words', () => {
    expect(reversalSentences(wenmoor)).toEqual([
      'P1 is ahead of P3 when all votes are taken together, and behind it when each group counts the same.',
      'P6 is ahead of P5 when all votes are taken together, and behind it when each group counts the same.'
    ]);
  });

  test('VOT-13 the page says that P6 splits the groups', () => {
    expect(divergenceSentences(wenmoor)).toContain(
      'Patients and carers rank P6 second; clinicians rank it last.'
    );
  });

  test('VOT-13 nobody reads of a group that may not be shown', () => {
    expect(divergenceSentences(wenmoor)).toEqual([
      'Patients and carers rank P1 first; clinicians rank it fifth.',
      'Patients and carers rank P6 second; clinicians rank it last.'
    ]);
  });

  test('VOT-13 groups that agree, or one group alone, give no such sentence', () => {
    expect(divergenceSentences(fiveOfEach(paper('clinician', 'A', 'B', 'C')))).toEqual([]);
    const alike = [1, 2, 3, 4, 5].flatMap(() => [
      paper('clinician', 'A', 'B', 'C'),
      paper('social-care', 'B', 'A', 'C')
    ]);
    expect(divergenceSentences(tallyOf(...alike))).toEqual([]);
  });

  test('VOT-13 exactly two thirds of the list apart is wide enough, less is not', () => {
    const options = ['A', 'B', 'C', 'D'];
    const papers = [1, 2, 3, 4, 5].flatMap(() => [
      paper('clinician', 'A', 'B', 'C', 'D'),
      paper('social-care', 'B', 'C', 'A', 'D')
    ]);
    const sentences = divergenceSentences(suppressSmallGroups(tallyBorda(options, papers)));
    expect(sentences).toEqual(['Clinicians rank A first; social care ranks it third.']);
  });

  test('VOT-13 a shared place within a group is said to be shared', () => {
    const three = [1, 2, 3].flatMap(() => [
      paper('clinician', 'A', 'B', 'C'),
      paper('clinician', 'B', 'A', 'C'),
      paper('social-care', 'C', 'B', 'A'),
      paper('social-care', 'C', 'B', 'A')
    ]);
    const tally = tallyOf(...three);
    expect(divergenceSentences(tally)).toContain('Clinicians rank A joint first; social care ranks it last.');
  });

  test('VOT-8 ties are reported in words', () => {
    const tally = fiveOfEach(paper('clinician', 'A', 'B', 'C'), paper('social-care', 'B', 'A', 'C'));
    expect(tieSentences(tally)).toEqual([
      'Taken together, A and B share first place. The tie is not broken.',
      'Counted by group, A and B share first place. The tie is not broken.'
    ]);
  });

  test('VOT-8 half points are written as halves', () => {
    expect([16.5, 16, 0.5].map(formatPoints)).toEqual(['16½', '16', '0½']);
  });

  test('VOT-14 the page says how it was counted and that the result does not decide', () => {
    const sentences = howCounted(6).join(' ');
    expect(sentences).toContain('first choice gets 6 points');
    expect(sentences).toContain('Ties are never broken');
    expect(sentences).toContain('The result informs the decision. It does not make it.');
  });
});
