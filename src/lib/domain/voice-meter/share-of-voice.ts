import { saidBy } from './comment-measures';
import type { CountedTogether } from './counted-together';
import type { MeterFacts } from './facts';
import { column, NOT_SHOWN, percent, rowsFor, type Cell, type Measure } from './measure';

/** Measure 4. */
export function shareOfVoice(facts: MeterFacts, sets: readonly CountedTogether[]): Measure {
  const voice = voiceOf(facts, sets);
  const patients = sets.find(({ groups }) => groups[0] === 'patient-carer');
  return {
    number: 4,
    name: 'Share of voice',
    definition:
      'Each group’s share of the comments, and of the words that its members wrote in the text and that are still there, held against its share of the people who take part. Words from a template or a Word file count for nobody.',
    sentence: patients ? sentence(voice(patients)) : 'No patient or carer takes part.',
    tables: [
      {
        caption: 'Share of people, of comments and of words',
        rowName: 'Group',
        columns: COLUMNS,
        rows: rowsFor(sets, COLUMNS, voice),
        bars: [1, 3, 5]
      }
    ],
    missing: ['Turns at speaking in meetings and workshops: nothing of who spoke is kept here.']
  };
}

const COLUMNS = [
  column('People'),
  column('Share of people', 'percent'),
  column('Comments'),
  column('Share of comments', 'percent'),
  column('Words in the text'),
  column('Share of words', 'percent')
];

function voiceOf({ comments, words, members }: MeterFacts, sets: readonly CountedTogether[]) {
  const allWords = [...words.values()].reduce((sum, each) => sum + each, 0);
  // A share tells the whole, and the whole less what is shown would be what is not.
  const share = (part: number, whole: number): Cell =>
    sets.every(({ shown }) => shown) ? percent(part, whole) : NOT_SHOWN;
  return (set: CountedTogether): Cell[] => {
    const said = saidBy(set, comments).length;
    const wrote = set.groups.reduce((sum, group) => sum + (words.get(group) ?? 0), 0);
    return [
      ...[set.people, share(set.people, members.length)],
      ...[said, share(said, comments.length)],
      ...[wrote, share(wrote, allWords)]
    ];
  };
}

function sentence(voice: readonly Cell[]): string {
  const [people, comments, words] = [1, 3, 5].map((place) => voice[place]);
  if (people === NOT_SHOWN)
    return 'Patients and carers take part. Their share is not shown: a group is too small.';
  const made = typeof comments === 'number' && `made ${comments}% of the comments`;
  const wrote = typeof words === 'number' && `wrote ${words}% of the words that people here wrote`;
  const did = [made, wrote].filter(Boolean).join(' and ');
  return [
    `Patients and carers are ${people}% of the people who take part.`,
    ...(did ? [`They ${did}.`] : []),
    ...(made ? [] : ['Nobody has commented yet.']),
    ...(wrote ? [] : ['Nobody here has written words of the text yet.'])
  ].join(' ');
}
