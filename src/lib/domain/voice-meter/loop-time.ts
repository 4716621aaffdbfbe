import { formatDate } from '../dates';
import { countOf } from '../words';
import { byGroup, CANNOT, ofPatients, saidBy } from './comment-measures';
import type { CountedTogether } from './counted-together';
import type { Day, MeterComment, MeterDecision, MeterFacts } from './facts';
import { column, formatCell, median, NOTHING_TO_COUNT, type Measure, type MeterTable } from './measure';

/** Measure 7: to the answer, and from the decision to what everybody can read of what became of it. */
export function loopTime({ comments, decision }: MeterFacts, sets: readonly CountedTogether[]): Measure {
  const days = (of: readonly MeterComment[]) =>
    of.flatMap(({ day, answer }) => (answer ? [daysBetween(day, answer.day)] : []));
  const ours = days(ofPatients(comments));
  const told = decision?.settledOn ? toldAfter(decision, decision.settledOn, comments) : null;
  return {
    number: 7,
    name: 'Loop time',
    definition:
      'The median number of days from a comment to its answer, of the comments that have one. And, once a decision is settled, from then to the day on which the answer to what patients and carers said before stands on the public page “You said, we did”; an answer that stood there by that day took none.',
    sentence: [
      toAnswer(ours),
      told?.sentence ??
        'No decision is settled yet, so nothing can be said of the time from it to telling people.'
    ].join(' '),
    tables: [
      byGroup('From a comment to its answer', LOOP, sets, (set) => {
        const took = days(saidBy(set, comments));
        return [took.length, median(took) ?? NOTHING_TO_COUNT];
      }),
      ...(told?.tables ?? [])
    ],
    missing: [
      'When each person read what was decided: members are told in their inbox on the day, and nobody records who reads it.'
    ]
  };
}

const LOOP = [column('Comments with an answer'), column('Median time to the answer', 'days')];

function toAnswer(ours: readonly number[]): string {
  const middle = median(ours);
  if (middle === null) return `${CANNOT} no comment by a patient or carer has an answer.`;
  const time = middle === 0 ? 'on the day of the comment' : `within ${formatCell(middle, 'days')}`;
  return `Half of the answers to patients and carers came ${time} (${countOf(ours.length, 'answer')}).`;
}

interface Told {
  readonly sentence: string;
  readonly tables: readonly MeterTable[];
}

const TOLD = [
  column('Answers to what was said before it'),
  column('On the public page'),
  column('Median time to the public page', 'days')
];

function toldAfter({ reference }: MeterDecision, settledOn: Day, comments: readonly MeterComment[]): Told {
  const answers = ofPatients(comments).flatMap(({ day, answer }) =>
    answer && day <= settledOn ? [answer] : []
  );
  const took = answers.flatMap(({ publishedOn }) =>
    publishedOn === null ? [] : [Math.max(0, daysBetween(settledOn, publishedOn))]
  );
  const since = `Decision ${reference} was settled on ${formatDate(settledOn)}.`;
  return {
    sentence: `${since} ${toldSentence(answers.length, took)}`,
    tables: [
      {
        caption: 'From the decision to what everybody can read',
        rowName: 'Decision',
        columns: TOLD,
        rows: [
          {
            name: reference,
            group: null,
            cells: [answers.length, took.length, median(took) ?? NOTHING_TO_COUNT]
          }
        ],
        bars: []
      }
    ]
  };
}

function toldSentence(answers: number, took: readonly number[]): string {
  if (answers === 0) return 'No answer to a patient or carer was there to be made public.';
  const middle = median(took);
  const of = `${took.length} of ${countOf(answers, 'answer')} to patients and carers`;
  if (middle === null) return `${of} can be read by everybody so far.`;
  const time = middle === 0 ? 'by that day' : `within ${formatCell(middle, 'days')} of it`;
  return `${of} can be read by everybody, half of them ${time}.`;
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
