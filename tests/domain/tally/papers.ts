import fc from 'fast-check';
import type { StakeholderGroup } from '#domain/membership';
import { tallyBorda, type BordaTally, type CountedPaper } from '#domain/tally/borda';
import { readVectors } from '../sha256';

interface Standings {
  order: string[];
  points: Record<string, number>;
}

export interface ScenarioVectors {
  options: string[];
  papers: CountedPaper[];
  cases: {
    name: string;
    /** How many times each group's papers are counted; once when not named. */
    repeat: Partial<Record<StakeholderGroup, number>>;
    together: Standings;
    groups?: Record<string, Standings>;
    equalGroups: Standings;
    reversals?: [string, string][];
  }[];
}

export const scenario = readVectors<ScenarioVectors>('borda-wenmoor');

export function scenarioTally(): BordaTally {
  return tallyBorda(scenario.options, scenario.papers);
}

/** Each paper of a group as many times as `repeat` says. */
export function repeated(
  papers: readonly CountedPaper[],
  repeat: Partial<Record<StakeholderGroup, number>>
): CountedPaper[] {
  return papers.flatMap((paper) => Array.from({ length: repeat[paper.group] ?? 1 }, () => paper));
}

const OPTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** A ballot of one to seven options and up to thirty papers of four groups. */
export const someBallot = fc.integer({ min: 1, max: OPTIONS.length }).chain((count) => {
  const options = OPTIONS.slice(0, count);
  const paper = fc.record({
    group: fc.constantFrom<StakeholderGroup>('commissioner', 'clinician', 'social-care', 'patient-carer'),
    ranking: fc.shuffledSubarray(options, { minLength: count, maxLength: count })
  });
  return fc.record({ options: fc.constant(options), papers: fc.array(paper, { maxLength: 30 }) });
});
