import { ANSWER_OUTCOMES, OUTCOME_NAMES, saysChanged } from '../comment-thread';
import { formatDate } from '../dates';
import { countOf } from '../words';
import type { CountedTogether } from './counted-together';
import type { MeterComment, MeterFacts } from './facts';
import { column, percent, rowsFor, type Cell, type Column, type Measure, type MeterTable } from './measure';

type Sets = readonly CountedTogether[];

/** Measure 1. */
export function responseRate({ comments, decision }: MeterFacts, sets: Sets): Measure {
  const settled = decision?.settledOn ?? null;
  const counted = comments.filter(({ day }) => settled === null || day <= settled);
  const inTime = ({ answer }: MeterComment) => answer !== null && (settled === null || answer.day <= settled);
  const ours = ofPatients(counted);
  const answered = ours.filter(inTime).length;
  const until = settled === null ? 'so far' : `before decision ${decision!.reference} was settled`;
  return {
    number: 1,
    name: 'Response rate',
    definition:
      'Comments with an answer before the decision, of all comments before it. Patients and carers were promised an answer to each: the target is 100%.',
    sentence:
      ours.length === 0
        ? NO_PATIENTS
        : `${answered} of ${countOf(ours.length, 'comment')} by patients and carers ${answered === 1 ? 'has' : 'have'} an answer ${until}: ${percent(answered, ours.length)}%.`,
    tables: [
      byGroup('Comments and their answers', RESPONSE, sets, (set) => {
        const said = saidBy(set, counted);
        const with_ = said.filter(inTime).length;
        return [said.length, with_, percent(with_, said.length)];
      })
    ],
    missing: []
  };
}

const RESPONSE = [column('Comments'), column('With an answer'), column('Response rate', 'percent')];

/** Measure 2. */
export function changeRate({ comments }: MeterFacts, sets: Sets): Measure {
  const ours = ofPatients(comments);
  const changed = ours.filter(hasChanged);
  const linked = changed.filter(({ answer }) => answer?.linked).length;
  const columns = comments.some(onlySaysSo)
    ? [...CHANGE.slice(0, -1), column(ONLY_SAYS_SO), CHANGE.at(-1)!]
    : CHANGE;
  return {
    number: 2,
    name: 'Change rate',
    definition:
      'Comments whose answer says that they changed the text, in whole or in part, where the words it points to did change after the comment, of all comments. Beside it what else became of them; every answer gives its reason.',
    sentence:
      ours.length === 0
        ? NO_PATIENTS
        : `${changed.length} of ${countOf(ours.length, 'comment')} by patients and carers changed the text, in whole or in part: ${percent(changed.length, ours.length)}%. ${linked} of these ${linked === 1 ? 'answers points' : 'answers point'} to the place of the change.${alsoSaid(ours)}`,
    tables: [
      byGroup('What became of comments', columns, sets, (set) => {
        const said = saidBy(set, comments);
        const rate = percent(said.filter(hasChanged).length, said.length);
        const only = said.filter(onlySaysSo).length;
        return [said.length, ...outcomesOf(said), ...(columns === CHANGE ? [] : [only]), rate];
      })
    ],
    missing: []
  };
}

/** Each outcome, and none yet. One that only says that something changed is counted apart. */
function outcomesOf(said: readonly MeterComment[]): number[] {
  const counted = said.filter((comment) => !onlySaysSo(comment));
  return [...ANSWER_OUTCOMES, undefined].map(
    (wanted) => counted.filter(({ answer }) => answer?.outcome === wanted).length
  );
}

function alsoSaid(ours: readonly MeterComment[]): string {
  const only = ours.filter(onlySaysSo).length;
  if (only === 0) return '';
  return ` ${countOf(only, 'more answer')} ${only === 1 ? 'says' : 'say'} so, from before it was looked at, and no change is on record for ${only === 1 ? 'it' : 'them'}: not counted.`;
}

const ONLY_SAYS_SO = 'Said to be changed, no change on record';

const CHANGE = [
  column('Comments'),
  ...ANSWER_OUTCOMES.map((outcome) => column(OUTCOME_NAMES[outcome])),
  column('No answer yet'),
  column('Change rate', 'percent')
];

/** Measure 3. */
export function earliness({ comments, optionsFixed }: MeterFacts, sets: Sets): Measure {
  const about = {
    number: 3,
    name: 'Earliness',
    definition:
      'Comments on a day before the options were fixed, of all comments. Options are fixed on the day when the first ballot about the text opens, or the first decision on it is put to the boards.'
  };
  if (optionsFixed === null)
    return {
      ...about,
      sentence: `${CANNOT} no options are fixed yet: no ballot about this text has opened and no decision has been put to the boards.`,
      tables: [],
      missing: []
    };
  const early = ({ day }: MeterComment) => day < optionsFixed.day;
  const ours = ofPatients(comments);
  const inTime = ours.filter(early).length;
  const fixed = `Options were fixed on ${formatDate(optionsFixed.day)}, when ${optionsFixed.what}.`;
  return {
    ...about,
    sentence:
      ours.length === 0
        ? `${NO_PATIENTS} ${fixed}`
        : `${inTime} of ${countOf(ours.length, 'comment')} by patients and carers came before that: ${percent(inTime, ours.length)}%. ${fixed}`,
    tables: [
      byGroup('Comments before the options were fixed', EARLY, sets, (set) => {
        const said = saidBy(set, comments);
        const before = said.filter(early).length;
        return [said.length, before, percent(before, said.length)];
      })
    ],
    missing: []
  };
}

const EARLY = [column('Comments'), column('Before options were fixed'), column('Earliness', 'percent')];

export const CANNOT = 'This cannot be worked out yet, because';
const NO_PATIENTS = 'No patient or carer has commented, so there is nothing to count yet.';

export function saidBy({ groups }: CountedTogether, comments: readonly MeterComment[]): MeterComment[] {
  return comments.filter(({ group }) => groups.includes(group));
}

export function ofPatients(comments: readonly MeterComment[]): MeterComment[] {
  return comments.filter(({ group }) => group === 'patient-carer');
}

function hasChanged({ answer }: MeterComment): boolean {
  return answer !== null && saysChanged(answer.outcome) && answer.real;
}

function onlySaysSo({ answer }: MeterComment): boolean {
  return answer !== null && saysChanged(answer.outcome) && !answer.real;
}

/** The last column is drawn. */
export function byGroup(
  caption: string,
  columns: readonly Column[],
  sets: Sets,
  figures: (set: CountedTogether) => readonly Cell[]
): MeterTable {
  const rows = rowsFor(sets, columns, figures);
  return { caption, rowName: 'Group', columns, rows, bars: [columns.length - 1] };
}
