import type { Voter } from './ballot';
import type { MemberId } from './ids';
import { STAKEHOLDER_GROUPS, type Membership, type StakeholderGroup } from './membership';
import { CAPABILITIES } from './policy';
import { countOf } from './words';

/**
 * Who may vote, fixed at the moment a ballot opens: each member whose role allows a vote, once, in the group they
 * stand in then. Later changes of membership, role or group do not touch it. Sorted by id, so that the order of
 * the roll says nothing.
 */
export function drawUpRoll(members: readonly Pick<Membership, 'memberId' | 'group' | 'roles'>[]): Voter[] {
  const voters = new Map<MemberId, Voter>();
  for (const { memberId, group, roles } of members) {
    if (roles.some((role) => MAY_VOTE.includes(role)))
      voters.set(memberId, { memberId, group, hasVoted: false });
  }
  return [...voters.values()].sort((left, right) => (left.memberId < right.memberId ? -1 : 1));
}

const MAY_VOTE: readonly string[] = CAPABILITIES.vote.roles;

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
