import { formatDate } from '../dates';
import { EXPERIENCE_QUESTIONS, type ExperienceAnswers, type ExperienceKey } from '../experience';
import { SMALLEST_SHOWN_GROUP } from '../tally/small-groups';
import { CANNOT } from './comment-measures';
import { countedTogether, nameOf, type CountedTogether } from './counted-together';
import type { MeterDecision, MeterExperience, MeterFacts } from './facts';
import { column, formatCell, NOT_SHOWN, percent, type Cell, type Measure, type MeterTable } from './measure';

const ABOUT = {
  number: 9,
  name: 'Experience',
  definition:
    'Five questions about what taking part is like, asked without names while a consultation is open: the share that said yes or mostly, of those who answered the question. It is given where five or more answered; whether all said the same is not told.',
  missing: ['What people say some months later, when they know what became of it: they are asked once.']
};

/** Measure 9. No total over the sets is given: with one, a set that is not shown could be worked out. */
export function experience({ experience: asked, members, decision }: MeterFacts): Measure {
  const none = (because: string): Measure => ({ ...ABOUT, sentence: `${CANNOT} ${because}`, tables: [] });
  if (!asked) return none(withoutConsultation(decision));
  // By who was a member when it closed, which is no secret: by who answered, the groups themselves would tell who did.
  const sets = countedTogether(members, { since: asked.over, now: asked.over });
  const answered = sets.map((set) => answersOf(set, asked.said));
  const on = `the consultation that closed on ${formatDate(asked.closedOn)}`;
  if (answered.every(({ isShown }) => !isShown))
    return none(`fewer than five people of any group answered the questions about ${on}.`);
  return { ...ABOUT, sentence: sentence(answered, on), tables: [tableOf(answered)] };
}

/** What those said whose groups are counted together. */
interface Answered {
  readonly set: CountedTogether;
  readonly answers: readonly ExperienceAnswers[];
  readonly isShown: boolean;
}

function answersOf(set: CountedTogether, said: MeterExperience['said']): Answered {
  const answers = said
    .filter((each) => set.groups.includes(each.group) && saysSomething(each.answers))
    .map((each) => each.answers);
  return { set, answers, isShown: answers.length >= SMALLEST_SHOWN_GROUP };
}

function saysSomething(answers: ExperienceAnswers): boolean {
  return Object.values(answers).some((answer) => answer !== 'not-said');
}

function withoutConsultation(decision: MeterDecision | null): string {
  return decision
    ? `no consultation that opened before decision ${decision.reference} was put to the boards is over.`
    : 'no consultation is over.';
}

function sentence(answered: readonly Answered[], on: string): string {
  const ours = answered.find(({ set }) => set.groups.includes('patient-carer'));
  if (!ours) return `No patient or carer takes part. What the others said of ${on} stands in the table.`;
  const who = ours.set.groups.length === 1 ? 'patients and carers' : nameOf(ours.set).toLowerCase();
  if (!ours.isShown)
    return `Fewer than five people (${who}) answered about ${on}, so what they said is not shown.`;
  const shares = EXPERIENCE_QUESTIONS.map(
    ({ key, short }) => `${short}: ${formatCell(share(ours, key), 'percent').toLowerCase()}`
  );
  return `${ours.answers.length} people (${who}) answered about ${on}. Yes or mostly: ${shares.join('; ')}.`;
}

function tableOf(answered: readonly Answered[]): MeterTable {
  return {
    caption: 'Those who said yes or mostly',
    rowName: 'Question',
    columns: answered.map(({ set, answers, isShown }) =>
      column(isShown ? `${nameOf(set)}, ${answers.length} answered` : nameOf(set), 'percent')
    ),
    rows: EXPERIENCE_QUESTIONS.map(({ key, question }) => ({
      name: question,
      group: null,
      cells: answered.map((each) => share(each, key))
    })),
    bars: [...answered.keys()]
  };
}

/** Of five people who all said no, everybody would know what each of them said; of four or five nobody does. */
function share({ answers, isShown }: Answered, key: ExperienceKey): Cell {
  const given = answers.map((each) => each[key]).filter((answer) => answer !== 'not-said');
  if (!isShown || given.length < SMALLEST_SHOWN_GROUP) return NOT_SHOWN;
  const well = given.filter((answer) => answer === 'yes' || answer === 'mostly').length;
  if (well >= given.length - 1) return 'All, or all but one';
  return well <= 1 ? 'None, or only one' : percent(well, given.length);
}
