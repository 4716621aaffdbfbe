import { tallyBorda } from '#domain/tally/borda';
import { suppressSmallGroups } from '#domain/tally/small-groups';
import type { MeterBallot } from '#domain/voice-meter/facts';
import { scenario } from '../tally/papers';
import { said, SCENARIO_MEMBERS, times } from './some-facts';

export const DECISION = {
  reference: 'JCC-2027-004',
  proposedOn: '2027-02-02',
  settledOn: '2027-02-10',
  reasons: ['P6 in full is deferred and not refused. Evidence for P2 to P4 under NG249.']
};

/** Section 5 of the scenario: 61 comments, 38 of them by patients and carers; 23 of these changed the text, 15 did not. */
const SCENARIO_COMMENTS = [
  ...times(23, said('patient-carer', '2026-12-01', ['2026-12-11', 'changed', 'linked'])),
  ...times(15, said('patient-carer', '2026-12-20', ['2027-01-05', 'not-changed'])),
  ...times(12, said('clinician', '2026-12-02', ['2026-12-03', 'changed'])),
  ...times(11, said('social-care', '2027-01-10'))
];
export const SCENARIO = { comments: SCENARIO_COMMENTS, members: SCENARIO_MEMBERS, decision: DECISION };
export const TOGETHER = 'Social care, providers and voluntary sector together';

export function scenarioBallot(): MeterBallot {
  const { options, papers } = scenario;
  return {
    title: 'Six falls priorities',
    openedOn: '2026-11-24',
    closedOn: '2026-11-24',
    optionNames: new Map(options.map((option) => [option, `Priority ${option}`])),
    tally: suppressSmallGroups(tallyBorda(options, papers)),
    patients: { voters: 9, voted: 9 }
  };
}
