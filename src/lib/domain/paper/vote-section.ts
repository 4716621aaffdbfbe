import { enteredSentence } from '../assisted-words';
import { formatDate } from '../dates';
import { GROUP_NAMES } from '../membership';
import type { PlacedOption } from '../tally/standings';
import { countOf } from '../words';
import { list, subheading, table, words, type PaperBlock } from './blocks';
import type { PaperBallot, PaperFacts } from './facts';

/** The ballot that the decision rests on: both ways of counting, and where they or the groups pull apart. */
export function votes({ ballot, decision }: PaperFacts): PaperBlock[] {
  if (ballot === null) return [words('This decision rests on no ballot.')];
  const { title, closedAt, tally, summary, reversals, ties, divergences } = ballot;
  return [
    words(`“${title}”: ${ballot.question} The ballot closed on ${formatDate(closedAt)}.`),
    words(`${countOf(tally.votes, 'person')} voted. ${summary}`),
    ...order(ballot),
    ...list([...reversals, ...ties, ...divergences]),
    ...turnout(ballot),
    words(
      `A ballot advises and does not decide. Whether the option that is put forward follows it stands in the reasons of ${decision.reference}.`
    )
  ];
}

function order({ tally, optionTitles }: PaperBallot): PaperBlock[] {
  if (tally.together.length === 0) return [];
  const rows = tally.options.map((key) => [
    `${key}. ${optionTitles.get(key) ?? ''}`,
    placeIn(tally.together, key),
    placeIn(tally.equalGroups, key)
  ]);
  return [table(['Option', 'Place, all votes together', 'Place, each group counts the same'], rows)];
}

function placeIn(standings: readonly PlacedOption[], key: string): string {
  return String(standings.find(({ option }) => option === key)?.place ?? '');
}

function turnout({ turnout: groups, assisted, entered }: PaperBallot): PaperBlock[] {
  const counted = entered === null ? '' : ` ${enteredSentence(entered)}`;
  return [
    subheading('Who voted'),
    table(
      ['Group', 'Could vote', 'Voted'],
      groups.map(({ group, voters, voted }) => [
        GROUP_NAMES[group],
        String(voters),
        voted === null ? 'Not shown: it could point to somebody' : String(voted)
      ])
    ),
    ...(assisted === null ? [] : [words(`${assisted}${counted}`)])
  ];
}
