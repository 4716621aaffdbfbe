import type { NamedVoter, Voter } from './ballot';
import type { MemberId } from './ids';
import { STAKEHOLDER_GROUPS, type Membership, type StakeholderGroup } from './membership';
import { CAPABILITIES } from './policy';
import { countOf } from './words';

/** How many people of a group vote without an account, on paper, by telephone or in person. */
export interface Assisted {
  readonly group: StakeholderGroup;
  readonly people: number;
}

/** More of one group is taken for a slip of the pen. */
export const MOST_ASSISTED = 500;

/**
 * Who may vote, fixed at the moment a ballot opens: each member whose role allows a vote, once, in the group they
 * stand in then, sorted by id, so that the order of the roll says nothing; and after them a line without a name for
 * everybody whose vote a helper enters. Later changes of membership, role or group do not touch it.
 */
export function drawUpRoll(
  members: readonly Pick<Membership, 'memberId' | 'group' | 'roles'>[],
  assisted: readonly Assisted[] = []
): Voter[] {
  const voters = new Map<MemberId, NamedVoter>();
  for (const { memberId, group, roles } of members) {
    if (roles.some((role) => MAY_VOTE.includes(role)))
      voters.set(memberId, { memberId, group, hasVoted: false });
  }
  const named = [...voters.values()].sort((left, right) => (left.memberId < right.memberId ? -1 : 1));
  return [...named, ...assisted.flatMap(namelessLines)];
}

const MAY_VOTE: readonly string[] = CAPABILITIES.vote.roles;

function namelessLines({ group, people }: Assisted): Voter[] {
  return Array.from({ length: people }, () => ({ memberId: null, group, hasVoted: false }));
}

/** The lines of those whose votes a helper enters: of one group, or of all. */
export function assistedLines(roll: readonly Voter[], group?: StakeholderGroup): Voter[] {
  return roll.filter((line) => line.memberId === null && (group === undefined || line.group === group));
}

export interface Turnout {
  readonly voted: number;
  readonly voters: number;
}

/** All that may be known of a ballot while it is open. */
export function turnoutOf(roll: readonly Pick<Voter, 'hasVoted'>[]): Turnout {
  return { voted: roll.filter(({ hasVoted }) => hasVoted).length, voters: roll.length };
}

/** "3 of 7 people have voted." */
export function turnoutSentence({ voted, voters }: Turnout): string {
  return `${voted} of ${countOf(voters, 'person')} ${voters === 1 ? 'has' : 'have'} voted.`;
}

/** How many people of each group are on the roll, groups without any left out, in the fixed order of groups. */
export function groupSizes(
  roll: readonly Pick<Voter, 'group'>[]
): { group: StakeholderGroup; people: number }[] {
  return STAKEHOLDER_GROUPS.map((group) => ({
    group,
    people: roll.filter((voter) => voter.group === group).length
  })).filter(({ people }) => people > 0);
}
