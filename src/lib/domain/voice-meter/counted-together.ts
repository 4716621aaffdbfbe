import { GROUP_NAMES, STAKEHOLDER_GROUPS, type StakeholderGroup } from '../membership';
import { SMALLEST_SHOWN_GROUP } from '../tally/small-groups';
import { joinWords } from '../words';

/** A member of the partnership, as far as the size of a group needs it. */
export interface Joined {
  readonly group: StakeholderGroup;
  readonly joinedAt: Date;
}

/** One group, or several that are counted as one because of their size. */
export interface CountedTogether {
  /** In the fixed order of groups. */
  readonly groups: readonly StakeholderGroup[];
  /** Members, those who have left included. */
  readonly people: number;
  /** False when even together they were too few on the first day: nothing of them is shown. */
  readonly shown: boolean;
}

interface When {
  /** The end of the day of the first figure; null while there is none. */
  readonly since: Date | null;
  readonly now: Date;
  /** When something came from a group. One to which nobody belongs then is counted from then on: it was entered for somebody without an account. */
  readonly voices?: readonly Joined[];
  /** A group that is shown by itself, whatever its size. */
  readonly alone?: StakeholderGroup;
}

/**
 * Groups with fewer than five members are counted together, with the next smallest until they are five people and two groups. A sum
 * over several groups hides what each of them did, in any table and with any total beside it, where a figure that is left out could
 * be worked out from the others.
 *
 * Which groups are counted together is settled at the end of the day of the first figure, and afterwards only gets coarser: a group
 * whose first member comes later is added to the smallest. Taking them apart again when they have grown would let anybody who kept
 * yesterday's page subtract it from today's. On the first day all are counted together. Those who were fewer than five then stay hidden:
 * of what was said before others joined them everybody would know that it was theirs.
 */
export function countedTogether(members: readonly Joined[], when: When): CountedTogether[] {
  const { alone, now, since } = when;
  const begun = since && since < now ? since : now;
  const others = members.filter(({ group, joinedAt }) => group !== alone && joinedAt <= now);
  const sets = setsOf(others, { ...when, voices: when.voices?.filter(({ group }) => group !== alone) ?? [] });
  const heard = [...members, ...(when.voices ?? [])];
  const own = heard.some(({ group }) => group === alone) && alone ? [[alone]] : [];
  return [...own, ...sets]
    .map((groups) => together(groups, members, begun))
    .map((set) => (set.groups[0] === alone ? { ...set, shown: true } : set))
    .sort(inFixedOrder);
}

/** "Social care and voluntary sector together". */
export function nameOf({ groups }: Pick<CountedTogether, 'groups'>): string {
  const [first, ...others] = groups.map((group) => GROUP_NAMES[group]);
  if (others.length === 0) return first ?? '';
  return `${joinWords([first!, ...others.map((name) => name.toLowerCase())])} together`;
}

type Groups = readonly StakeholderGroup[];
type Sizes = ReadonlyMap<StakeholderGroup, number>;

function setsOf(members: readonly Joined[], { since, now, voices = [] }: When): Groups[] {
  const present = sizesOf(members);
  if (present.size === 0 && voices.length === 0) return [];
  if (since && now < since) return [[...new Set([...present.keys(), ...voices.map(({ group }) => group)])]];
  const start = since ?? now;
  const later = [...voices, ...members.filter(({ joinedAt }) => joinedAt > start)].sort(
    (a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || placeOf(a.group) - placeOf(b.group)
  );
  const first = bySize(sizesOf(members.filter(({ joinedAt }) => joinedAt <= start)));
  return later.reduce((sets, { group }) => withNewcomer(sets, group, present), first);
}

/** The small ones together; they take in the next smallest until they are two groups and five people. */
function bySize(sizes: Sizes): Groups[] {
  // The sort is stable, so equal sizes keep the fixed order of groups and the answer is always the same.
  const smallestFirst = [...sizes].sort(([, a], [, b]) => a - b);
  const small = smallestFirst.filter(([, people]) => people < SMALLEST_SHOWN_GROUP);
  const large = smallestFirst.slice(small.length);
  if (small.length === 0) return large.map(([group]) => [group]);
  while ((small.length < 2 || peopleIn(small) < SMALLEST_SHOWN_GROUP) && large.length > 0)
    small.push(large.shift()!);
  return [small.map(([group]) => group), ...large.map(([group]) => [group])];
}

function withNewcomer(sets: readonly Groups[], group: StakeholderGroup, sizes: Sizes): Groups[] {
  if (sets.some((each) => each.includes(group))) return [...sets];
  const people = (groups: Groups) => groups.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0);
  const [smallest, ...others] = [...sets].sort((a, b) => people(a) - people(b));
  return [[...(smallest ?? []), group], ...others];
}

function sizesOf(members: readonly Joined[]): Map<StakeholderGroup, number> {
  const sizes = STAKEHOLDER_GROUPS.map(
    (group) => [group, members.filter((member) => member.group === group).length] as const
  );
  return new Map(sizes.filter(([, people]) => people > 0));
}

function peopleIn(sizes: readonly (readonly [StakeholderGroup, number])[]): number {
  return sizes.reduce((sum, [, people]) => sum + people, 0);
}

function together(groups: Groups, members: readonly Joined[], begun: Date): CountedTogether {
  const people = members.filter(({ group }) => groups.includes(group));
  const first = people.filter(({ joinedAt }) => joinedAt <= begun);
  const ordered = [...groups].sort((a, b) => placeOf(a) - placeOf(b));
  return { groups: ordered, people: people.length, shown: first.length >= SMALLEST_SHOWN_GROUP };
}

function inFixedOrder(a: CountedTogether, b: CountedTogether): number {
  return placeOf(a.groups[0]!) - placeOf(b.groups[0]!);
}

function placeOf(group: StakeholderGroup): number {
  return STAKEHOLDER_GROUPS.indexOf(group);
}
