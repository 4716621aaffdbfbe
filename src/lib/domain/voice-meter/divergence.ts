import { GROUP_NAMES } from '../membership';
import type { PlacedOption } from '../tally/standings';
import { joinWords } from '../words';
import { CANNOT } from './comment-measures';
import type { MeterBallot, MeterDecision, MeterFacts } from './facts';
import { column, type Measure, type MeterTable } from './measure';

const ABOUT = {
  number: 6,
  name: 'Divergence honoured',
  definition:
    'Options that patients and carers placed differently from all votes together: is there a written reason that names each of them? Whether it answers them, only a reader can say.',
  missing: []
};

/** Measure 6. */
export function divergence({ ballot, decision }: MeterFacts): Measure {
  const none = (because: string): Measure => ({ ...ABOUT, sentence: `${CANNOT} ${because}`, tables: [] });
  if (!ballot) return none('no ballot about this text is closed.');
  const ours = ballot.tally.groups.find(({ group }) => group === 'patient-carer');
  if (ballot.tally.withheld || (ours && !ours.shown))
    return none('too few people voted for the order of patients and carers to be shown.');
  if (!ours) return none('no patient or carer voted.');
  const differing = ballot.tally.options.filter(
    (option) => placeIn(ours.standings, option) !== placeIn(ballot.tally.together, option)
  );
  const tables = [tableOf(differing, ours.standings, { ballot, decision })];
  if (differing.length === 0)
    return {
      ...ABOUT,
      sentence: 'Patients and carers put the options in the same order as all votes together.',
      tables: []
    };
  if (!decision)
    return {
      ...none('no decision has been put to the boards, so there are no reasons to read.'),
      sentence: `Patients and carers placed ${joinWords(differing)} differently. ${CANNOT} no decision has been put to the boards, so there are no reasons to read.`,
      tables
    };
  return { ...ABOUT, sentence: sentenceOn(differing, decision), tables };
}

function sentenceOn(differing: readonly string[], decision: MeterDecision): string {
  const silent = differing.filter((option) => !names(decision, option));
  const placed = `Patients and carers placed ${joinWords(differing)} differently.`;
  return silent.length === 0
    ? `Yes. ${placed} The reasons of decision ${decision.reference} name ${differing.length === 1 ? 'it' : 'each of them'}.`
    : `No. ${placed} The reasons of decision ${decision.reference} do not name ${joinWords(silent)}.`;
}

function tableOf(
  differing: readonly string[],
  ours: readonly PlacedOption[],
  { ballot, decision }: { readonly ballot: MeterBallot; readonly decision: MeterDecision | null }
): MeterTable {
  return {
    caption: `Where patients and carers pull apart in “${ballot.title}”`,
    rowName: 'Option',
    columns: [
      column(`Place, ${GROUP_NAMES['patient-carer'].toLowerCase()}`),
      column('Place, all votes together'),
      column('Named in the reasons', 'words')
    ],
    rows: differing.map((option) => ({
      name: `${option}. ${ballot.optionNames.get(option) ?? ''}`,
      group: null,
      cells: [
        placeIn(ours, option),
        placeIn(ballot.tally.together, option),
        decision ? (names(decision, option) ? 'Yes' : 'No') : 'No decision yet'
      ]
    })),
    bars: []
  };
}

function placeIn(standings: readonly PlacedOption[], option: string): number {
  return standings.find((standing) => standing.option === option)?.place ?? 0;
}

/** By its short name as a word, or within a span of them: "P1 to P5". */
function names({ reasons }: MeterDecision, option: string): boolean {
  return reasons.some((reason) => namedIn(reason).has(option));
}

const NAMED = /\bP(\d+)(?:\s*(?:to|–|-)\s*P(\d+))?\b/g;

function namedIn(reason: string): Set<string> {
  const found = new Set<string>();
  for (const [, first, last] of reason.matchAll(NAMED)) {
    for (let each = Number(first); each <= Math.min(Number(last ?? first), Number(first) + 50); each += 1)
      found.add(`P${each}`);
  }
  return found;
}
