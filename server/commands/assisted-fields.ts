import { MOST_ASSISTED, type Assisted } from '#domain/electoral-roll';
import {
  GROUP_NAMES,
  isStakeholderGroup,
  STAKEHOLDER_GROUPS,
  type StakeholderGroup
} from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';

/**
 * How many of each group vote without an account: `assisted-<group>` of a form, or `assisted` in JSON, an object by group.
 * Empty is none; a number for a group that is not among the chosen ones is refused.
 */
export function assistedFields(
  fields: Readonly<Record<string, unknown>>,
  chosen: readonly StakeholderGroup[]
): Assisted[] | Refusal {
  const listed = fieldsOf(fields.assisted);
  if (!Object.keys(listed).every(isStakeholderGroup))
    return refuse('invalid-input', { field: 'groups', message: 'One of the groups is not known here.' });
  const assisted: Assisted[] = [];
  for (const group of STAKEHOLDER_GROUPS) {
    const people = peopleIn(fields[`assisted-${group}`] ?? listed[group], group);
    if (isRefusal(people)) return people;
    if (people > 0 && !chosen.includes(group))
      return refuseNumber(
        group,
        `Tick “${GROUP_NAMES[group]}” as well, or leave the number empty: this group does not vote.`
      );
    if (people > 0 && group === 'observer') return refuseNumber(group, 'Observers do not vote.');
    if (people > 0) assisted.push({ group, people });
  }
  return assisted;
}

function peopleIn(value: unknown, group: StakeholderGroup): number | Refusal {
  const written = typeof value === 'number' ? String(value) : (value ?? '');
  const people = typeof written === 'string' && /^\d{0,4}$/.test(written.trim()) ? Number(written) : NaN;
  if (people <= MOST_ASSISTED) return people;
  const message = `Enter how many vote on paper or by telephone as a whole number up to ${MOST_ASSISTED}, or leave it empty.`;
  return refuseNumber(group, message);
}

function refuseNumber(group: StakeholderGroup, message: string): Refusal {
  return refuse('invalid-input', { field: `assisted-${group}`, message });
}

const MUST_AGREE =
  'Enter it only when the person asked you to, and has not voted in another way as far as you know.';

/** Whose vote is entered: `group`, and `agreed` ("yes") that they asked for it. */
export function assistedVoter(
  fields: Readonly<Record<string, unknown>>
): { readonly group: StakeholderGroup } | Refusal {
  const { group, agreed } = fields;
  if (!isStakeholderGroup(group)) {
    return refuse('missing-field', {
      field: 'group',
      message: 'Choose the group that the person belongs to.'
    });
  }
  return agreed === 'yes' ? { group } : refuse('missing-field', { field: 'agreed', message: MUST_AGREE });
}
