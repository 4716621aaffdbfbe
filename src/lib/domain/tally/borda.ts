import { STAKEHOLDER_GROUPS, type StakeholderGroup } from '../membership';
import { parseRanking } from '../ranking';
import { isRefusal } from '../refusal';
import { rankByPoints, type PlacedOption, type Standing } from './standings';

/** A vote as it is counted: no name, no time. `ranking` holds every option key once, first choice first. */
export interface CountedPaper {
  readonly group: StakeholderGroup;
  readonly ranking: readonly string[];
}

export interface GroupTally {
  readonly group: StakeholderGroup;
  readonly votes: number;
  readonly standings: readonly Standing[];
}

/** Points in halves: options that tie within a group share the average of their places' points, e.g. 4½ = 9 halves. */
export interface EqualStanding extends PlacedOption {
  readonly halfPoints: number;
}

/** Two options whose order differs between the two ways of counting. */
export interface Reversal {
  /** Ahead when all votes are taken together, behind when each group counts the same. */
  readonly aheadTogether: string;
  readonly aheadByGroup: string;
}

/** The whole count. Integers and strings only. */
export interface BordaTally {
  readonly method: 'borda';
  /** Option keys in the order of the ballot paper. */
  readonly options: readonly string[];
  readonly votes: number;
  /** All votes together: n points for a first place of n options, down to 1 for the last. */
  readonly together: readonly Standing[];
  /** Groups with at least one vote, in the fixed order of STAKEHOLDER_GROUPS. */
  readonly groups: readonly GroupTally[];
  /** Each group counts the same (JLA rule): places within the group are scored n..1 and added over the groups. */
  readonly equalGroups: readonly EqualStanding[];
  readonly reversals: readonly Reversal[];
}

/** Counts the votes. The order of `papers` makes no difference. A paper that is not a full ranking is a bug: throws. */
export function tallyBorda(options: readonly string[], papers: readonly CountedPaper[]): BordaTally {
  for (const paper of papers) assertFullRanking(options, paper);
  const groups = STAKEHOLDER_GROUPS.map((group) => tallyGroup(group, options, papers)).filter(
    ({ votes }) => votes > 0
  );
  const together = rankByPoints(pointsOf(options, papers));
  const equalGroups = addGroupsEqually(options, groups);
  return {
    method: 'borda',
    options: [...options],
    votes: papers.length,
    together,
    groups,
    equalGroups,
    reversals: reversalsBetween(options, together, equalGroups)
  };
}

function assertFullRanking(options: readonly string[], paper: CountedPaper): void {
  const ranking = parseRanking(paper.ranking, options);
  if (isRefusal(ranking)) throw new TypeError(`a stored vote is not a full ranking: ${ranking.code}`);
}

function tallyGroup(
  group: StakeholderGroup,
  options: readonly string[],
  papers: readonly CountedPaper[]
): GroupTally {
  const own = papers.filter((paper) => paper.group === group);
  return { group, votes: own.length, standings: rankByPoints(pointsOf(options, own)) };
}

function pointsOf(options: readonly string[], papers: readonly CountedPaper[]): Map<string, number> {
  const points = new Map(options.map((option) => [option, 0]));
  for (const { ranking } of papers) {
    ranking.forEach((option, index) =>
      points.set(option, (points.get(option) ?? 0) + options.length - index)
    );
  }
  return points;
}

function addGroupsEqually(options: readonly string[], groups: readonly GroupTally[]): EqualStanding[] {
  const halves = new Map(options.map((option) => [option, 0]));
  for (const { standings } of groups) {
    for (const { option, place } of standings) {
      const sharing = standings.filter((other) => other.place === place).length;
      halves.set(option, (halves.get(option) ?? 0) + halfPointsAt(place, sharing, options.length));
    }
  }
  return rankByPoints(halves).map(({ option, place, tied, points }) => ({
    option,
    place,
    tied,
    halfPoints: points
  }));
}

/**
 * Twice the points of a place. Alone at place p of n: n − p + 1 points. `sharing` options at place p share the
 * average of the points of places p … p + sharing − 1; twice that average is first plus last, always whole.
 */
function halfPointsAt(place: number, sharing: number, optionCount: number): number {
  const first = optionCount - place + 1;
  const last = first - sharing + 1;
  return first + last;
}

/** A pair is reversed only when each way of counting puts one strictly ahead; a tie reverses nothing. */
function reversalsBetween(
  options: readonly string[],
  together: readonly PlacedOption[],
  equalGroups: readonly PlacedOption[]
): Reversal[] {
  const placeTogether = placesOf(together);
  const placeByGroup = placesOf(equalGroups);
  const isReversed = (one: string, other: string) =>
    placeTogether(one) < placeTogether(other) && placeByGroup(one) > placeByGroup(other);
  return together.flatMap(({ option: ahead }) =>
    options
      .filter((other) => isReversed(ahead, other))
      .map((other) => ({ aheadTogether: ahead, aheadByGroup: other }))
  );
}

function placesOf(standings: readonly PlacedOption[]): (option: string) => number {
  const places = new Map(standings.map(({ option, place }) => [option, place]));
  return (option) => places.get(option) ?? Number.POSITIVE_INFINITY;
}
