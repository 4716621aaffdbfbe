import { formatDate } from '../dates';
import { endOfLondonDay } from '../london-time';
import { isRefusal } from '../refusal';
import { SMALLEST_SHOWN_GROUP } from '../tally/small-groups';
import { asSentenceStart, countOf } from '../words';
import { CANNOT } from './comment-measures';
import { countedTogether, nameOf, type CountedTogether } from './counted-together';
import type { Day, MeterFacts, MeterMember, Stage } from './facts';
import { column, rowsFor, NOT_SHOWN, percent, type Measure, type MeterTable } from './measure';

const ACCESS = {
  number: 5,
  name: 'Equal access',
  definition:
    'Was every clause there in plain words, confirmed by somebody, on the day when the full text was published? The same for all groups.',
  missing: [
    'Whether each person had the papers in the format they need: needs are kept, but nobody records that one was met.',
    'Whether the papers for the boards had a plain version: none is made here.'
  ]
};

/** Measure 5. */
export function equalAccess({ papers }: MeterFacts): Measure {
  const none = (because: string): Measure => ({ ...ACCESS, sentence: `${CANNOT} ${because}`, tables: [] });
  if (!papers)
    return none(
      'nothing has been published: no consultation has opened and no decision has been put to the boards.'
    );
  const { what, day, clauses, inPlainWords } = papers;
  if (clauses === 0) return none('the text has no clauses with words.');
  const answer = inPlainWords === clauses ? 'Yes' : 'No';
  const were = inPlainWords === 1 ? 'was' : 'were';
  return {
    ...ACCESS,
    sentence: `${answer}. When ${what} was published, on ${formatDate(day)}, ${inPlainWords} of ${countOf(clauses, 'clause')} ${were} there in plain words.`,
    tables: [
      {
        caption: 'Clauses in plain words on that day',
        rowName: 'Text',
        columns: [column('Clauses'), column('In plain words'), column('Share', 'percent')],
        rows: [
          {
            name: asSentenceStart(what),
            group: null,
            cells: [clauses, inPlainWords, percent(inPlainWords, clauses)]
          }
        ],
        bars: [2]
      }
    ]
  };
}

/** Measure 10. By stages and never by the day: who left yesterday would be seen from two readings. */
export function attrition(facts: MeterFacts): Measure {
  const about = {
    number: 10,
    name: 'Attrition',
    definition:
      'Members at the first stage who had left by the last one. A number is given where five or more left and five or more stayed, for others could point to somebody.',
    missing: []
  };
  const [first, last] = [facts.stages[0], facts.stages.at(-1)];
  const votes = turnout(facts);
  if (!first || !last || first.day === last.day)
    return {
      ...about,
      sentence: `${CANNOT} there has been no more than one stage: a consultation, a ballot or a decision begins or ends one.`,
      tables: []
    };
  const since = { since: endOf(first.day), now: endOf(last.day) };
  const began = facts.members.filter(({ joinedAt }) => joinedAt <= since.since);
  const sets = countedTogether(began, since);
  const patients = sets.find(({ groups }) => groups.includes('patient-carer'));
  return {
    ...about,
    sentence: patients
      ? `${sentenceOn(patients, leftOf(patients, began, last.day))} ${between(first, last)}`
      : `No patient or carer took part at the first stage. ${between(first, last)}`,
    tables: [
      {
        caption: 'Who had left between the first and the last stage',
        rowName: 'Group',
        columns: LEFT,
        rows: rowsFor(sets, LEFT, (set) => [set.people, asBand(leftOf(set, began, last.day), set)]),
        bars: []
      },
      ...votes
    ]
  };
}

const LEFT = [column('Members at the first stage'), column('Had left by the last', 'words')];

function between(first: Stage, last: Stage): string {
  return `First stage: ${formatDate(first.day)}, when ${first.what}. Last stage: ${formatDate(last.day)}, when ${last.what}.`;
}

function sentenceOn(set: CountedTogether, left: number): string {
  const who = set.groups.length === 1 ? 'patients and carers' : nameOf(set).toLowerCase();
  if (!set.shown) return 'Too few people took part at the first stage for this to be shown.';
  if (left === 0) return `Nobody has been lost of ${countOf(set.people, 'member')} (${who}).`;
  return `${asBand(left, set)} of ${countOf(set.people, 'member')} (${who}) had left.`;
}

/** So that neither who left nor who stayed is a handful that is known to the last: of exactly five, five or more would be all. */
function asBand(left: number, { people }: CountedTogether): string {
  if (left === 0) return 'None';
  if (people === SMALLEST_SHOWN_GROUP) return 'Some';
  if (left < SMALLEST_SHOWN_GROUP) return 'Fewer than five';
  return people - left < SMALLEST_SHOWN_GROUP ? 'Five or more' : String(left);
}

function leftOf({ groups }: CountedTogether, began: readonly MeterMember[], day: Day): number {
  const end = endOf(day);
  return began.filter(({ group, leftAt }) => groups.includes(group) && leftAt !== null && leftAt <= end)
    .length;
}

/** As each ballot's page shows it. */
function turnout({ ballots }: MeterFacts): MeterTable[] {
  if (ballots.length === 0) return [];
  return [
    {
      caption: 'Patients and carers who voted, ballot by ballot',
      rowName: 'Ballot',
      columns: [column('Could vote'), column('Voted')],
      rows: ballots.map(({ title, closedOn, patients }) => ({
        name: `${title}, closed on ${formatDate(closedOn)}`,
        group: null,
        cells: [patients.voters, patients.voted ?? NOT_SHOWN]
      })),
      bars: []
    }
  ];
}

/** Of a day that a moment had. */
export function endOf(day: Day): Date {
  const end = endOfLondonDay(day);
  if (isRefusal(end)) throw new Error('A day without an end.');
  return end;
}
