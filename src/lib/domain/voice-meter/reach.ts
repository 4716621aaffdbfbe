import { STAKEHOLDER_GROUPS, GROUP_NAMES, type StakeholderGroup } from '../membership';
import { WAY_NAMES, WAYS_IN } from '../entered';
import { countOf, joinWords } from '../words';
import { ofPatients, saidBy } from './comment-measures';
import { nameOf, type CountedTogether } from './counted-together';
import type { MeterComment, MeterFacts } from './facts';
import { column, rowsFor, type Measure, type MeterTable } from './measure';

/** Measure 8. Observers only look on, so nobody waits to hear from them. */
export function reach(facts: MeterFacts, sets: readonly CountedTogether[]): Measure {
  const awaited = sets.filter(({ groups, shown }) => shown && groups.some((group) => group !== 'observer'));
  const heard = (set: CountedTogether) => HEARD_BY.some((has) => has(set, facts));
  const silent = awaited.filter((set) => !heard(set)).map((set) => nameOf(set).toLowerCase());
  const present = new Set(sets.flatMap(({ groups }) => groups));
  const absent = STAKEHOLDER_GROUPS.filter((group) => group !== 'observer' && !present.has(group));
  const allShown = sets.every(({ shown }) => shown);
  return {
    number: 8,
    name: 'Reach',
    definition:
      'Groups from which at least one contribution has come: a comment, words in the text, or votes in a closed ballot on it, where five or more of the group voted. Of groups that are counted together it is said of them together. Beside it how what patients and carers said has come.',
    sentence: [
      silent.length === 0
        ? `Something has come from each group that takes part${allShown ? '' : ' and can be shown'}.`
        : `Nothing has come from ${joinWords(silent)} yet.`,
      ...(absent.length === 0 ? [] : [`Nobody takes part for ${joinWords(absent.map(lower))}.`]),
      ...withoutAccount(ofPatients(facts.comments))
    ].join(' '),
    tables: [
      {
        caption: 'From whom something has come',
        rowName: 'Group',
        columns: KINDS,
        rows: rowsFor(awaited, KINDS, (set) => HEARD_BY.map((has) => (has(set, facts) ? 'Yes' : 'No'))),
        bars: []
      },
      ...waysIn(ofPatients(facts.comments))
    ],
    missing: [
      'The groups of people whom the equality impact assessment names: it is not kept here, so nobody can be counted against it.'
    ]
  };
}

const KINDS = [column('Comments', 'words'), column('Words in the text', 'words'), column('Votes', 'words')];

const HEARD_BY: readonly ((set: CountedTogether, facts: MeterFacts) => boolean)[] = [
  (set, { comments }) => saidBy(set, comments).length > 0,
  ({ groups }, { words }) => groups.some((group) => (words.get(group) ?? 0) > 0),
  ({ groups }, { ballots }) =>
    ballots.some(({ tally }) => tally.groups.some(({ group, shown }) => shown && groups.includes(group)))
];

function withoutAccount(ours: readonly MeterComment[]): string[] {
  const entered = ours.filter(({ way }) => way !== null).length;
  if (ours.length === 0) return [];
  return [
    `${entered} of ${countOf(ours.length, 'comment')} by patients and carers came from people without an account.`
  ];
}

function waysIn(ours: readonly MeterComment[]): MeterTable[] {
  if (ours.length === 0) return [];
  const count = (wanted: MeterComment['way']) => ours.filter(({ way }) => way === wanted).length;
  const row = (name: string, comments: number) => ({ name, group: null, cells: [comments] });
  return [
    {
      caption: 'How comments by patients and carers came',
      rowName: 'Way',
      columns: [column('Comments')],
      rows: [row('Written here', count(null)), ...WAYS_IN.map((way) => row(WAY_NAMES[way], count(way)))],
      bars: [0]
    }
  ];
}

function lower(group: StakeholderGroup): string {
  return GROUP_NAMES[group].toLowerCase();
}
