import { GROUP_NAMES, type StakeholderGroup } from '../membership';
import { asSentenceStart, joinWords, ordinal } from '../words';
import type { ShownGroup, ShownTally } from './small-groups';
import { optionsAt, tiesIn, type PlacedOption } from './standings';

/** The first thing a result page says, e.g. "Taken together P1 comes first; counted by group P3 does." */
export function firstSentence(tally: ShownTally): string {
  if (tally.votes === 0) return 'Nobody voted, so there is no result.';
  if (tally.withheld)
    return 'Fewer than five people voted, so the result is not shown: it would show how they voted.';
  const together = optionsAt(tally.together, 1);
  const byGroup = optionsAt(tally.equalGroups, 1);
  if (tally.groups.length === 1) return `${comesFirst(together)}. Only one group voted.`;
  if (together.join() === byGroup.join())
    return `${comesFirst(together)}, both taken together and counted by group.`;
  const bySingle = together.length === 1 && byGroup.length === 1;
  const second = bySingle ? `${byGroup[0]} does` : comesFirst(byGroup);
  return `Taken together ${comesFirst(together)}; counted by group ${second}.`;
}

function comesFirst(options: readonly string[]): string {
  return options.length === 1 ? `${options[0]} comes first` : `${joinWords(options)} share first place`;
}

/** One sentence for each pair whose order depends on how votes are counted. */
export function reversalSentences(tally: ShownTally): string[] {
  return tally.reversals.map(
    ({ aheadTogether, aheadByGroup }) =>
      `${aheadTogether} is ahead of ${aheadByGroup} when all votes are taken together, and behind it when each group counts the same.`
  );
}

/** One sentence for each tie, in both ways of counting. A tie is reported, never broken. */
export function tieSentences(tally: ShownTally): string[] {
  if (tally.votes === 0) return [];
  return [
    ...tieSentencesIn(tally.together, 'Taken together'),
    ...tieSentencesIn(tally.equalGroups, 'Counted by group')
  ];
}

function tieSentencesIn(standings: readonly PlacedOption[], how: string): string[] {
  return tiesIn(standings).map(
    ({ place, options }) =>
      `${how}, ${joinWords(options)} share ${ordinal(place)} place. The tie is not broken.`
  );
}

/**
 * Where groups disagree widely, e.g. "Patients and carers rank P6 second; commissioners and clinicians rank it last."
 * Widely: the best and the worst place that groups give an option are at least two thirds of the list apart.
 * Only groups that may be shown are compared.
 */
export function divergenceSentences(tally: ShownTally): string[] {
  const groups = tally.groups.filter((group) => group.shown);
  return tally.options.flatMap((option) => divergenceOn(option, groups, tally.options.length));
}

type VisibleGroup = Extract<ShownGroup, { shown: true }>;
interface GroupPlace extends PlacedOption {
  readonly group: StakeholderGroup;
  /** No option stands behind it. */
  readonly isLast: boolean;
}

function divergenceOn(option: string, groups: readonly VisibleGroup[], optionCount: number): string[] {
  const places = groups.flatMap((group) => placeIn(group, option));
  const best = Math.min(...places.map(({ place }) => place));
  const worst = Math.max(...places.map(({ place }) => place));
  const isWide = places.length > 1 && worst > best && 3 * (worst - best) >= 2 * (optionCount - 1);
  if (!isWide) return [];
  const most = ranking(
    places.filter(({ place }) => place === best),
    option
  );
  const least = ranking(
    places.filter(({ place }) => place === worst),
    'it'
  );
  return [`${asSentenceStart(most)}; ${least}.`];
}

function placeIn({ group, standings }: VisibleGroup, option: string): GroupPlace[] {
  const lowest = Math.max(...standings.map(({ place }) => place));
  return standings
    .filter((standing) => standing.option === option)
    .map((standing) => ({ ...standing, group, isLast: standing.place === lowest }));
}

/** Groups that give the same place but in different words ("last", "joint last") are named one after the other. */
function ranking(places: readonly GroupPlace[], what: string): string {
  const wordings = [...new Set(places.map(placeWords))];
  return joinWords(
    wordings.map((words) =>
      groupsRank(
        places.filter((place) => placeWords(place) === words),
        what,
        words
      )
    )
  );
}

function groupsRank(places: readonly GroupPlace[], what: string, words: string): string {
  const names = places.map(({ group }) => GROUP_NAMES[group].toLowerCase());
  const isOne = names.length === 1 && SINGULAR.includes(places[0]?.group);
  return `${joinWords(names)} ${isOne ? 'ranks' : 'rank'} ${what} ${words}`;
}

/** Groups whose name takes a singular verb. */
const SINGULAR: readonly (StakeholderGroup | undefined)[] = ['social-care', 'voluntary'];

function placeWords({ place, tied, isLast }: GroupPlace): string {
  const words = isLast && place > 1 ? 'last' : ordinal(place);
  return tied ? `joint ${words}` : words;
}

/** 16.5 → "16½"; 16 → "16". */
export function formatPoints(points: number): string {
  return Number.isInteger(points) ? String(points) : `${Math.floor(points)}½`;
}

/** How the count is done, for the foot of the result page; domain.md 4.2 asks for a plain account. */
export function howCounted(optionCount: number): string[] {
  return [
    `Taken together: on each vote the first choice gets ${optionCount} points, the next one fewer, down to 1 for the last. The points of all votes are added.`,
    `Counted by group: each group's votes are added in the same way and put in order. First place in a group is worth ${optionCount} points, the next one fewer, down to 1. These are added over the groups, so a small group counts as much as a large one.`,
    'Ties are never broken. Options that tie share the place, and in the count by group each gets the average of the points of the places they share.',
    'The result informs the decision. It does not make it.'
  ];
}
