import { GROUP_NAMES, STAKEHOLDER_GROUPS, type StakeholderGroup } from '#domain/membership';

/** A person as the server stamps them into presence; whatever else a client says of itself is dropped there. */
export interface PresentPerson {
  readonly memberId: string;
  readonly name: string;
  readonly group: StakeholderGroup;
}

/** Undefined when the server has not said yet who it is. */
export function presentPerson(state: unknown): PresentPerson | undefined {
  const user = (state as { user?: Record<string, unknown> } | null)?.user;
  const group = STAKEHOLDER_GROUPS.find((each) => each === user?.group);
  if (!group || typeof user?.name !== 'string' || typeof user.memberId !== 'string') return undefined;
  return { memberId: user.memberId, name: user.name, group };
}

/** Everybody once, however many windows they have open; by name. */
export function peopleHere(states: Iterable<unknown>): PresentPerson[] {
  const byMember = new Map<string, PresentPerson>();
  for (const state of states) {
    const person = presentPerson(state);
    if (person) byMember.set(person.memberId, person);
  }
  return [...byMember.values()].sort((left, right) => left.name.localeCompare(right.name));
}

/** Somebody else's caret: a line in the group's colour with name and group on it. Hidden from screen readers: it moves at every key. */
export function caretElement(user: Record<string, unknown>): HTMLElement {
  const person = presentPerson({ user });
  const caret = document.createElement('span');
  caret.className = 'peer-caret';
  caret.setAttribute('aria-hidden', 'true');
  caret.style.setProperty('--peer', groupColour(person));
  const label = document.createElement('span');
  label.className = 'peer-caret__label';
  label.textContent = person ? `${person.name}, ${GROUP_NAMES[person.group]}` : 'Someone';
  caret.append(label);
  return caret;
}

/** What somebody else has selected, in a pale tone of their group's colour. */
export function selectionAttributes(user: Record<string, unknown>): { class: string; style: string } {
  return { class: 'peer-selection', style: `--peer: ${groupColour(presentPerson({ user }))}` };
}

function groupColour(person: PresentPerson | undefined): string {
  return `var(--group-${person?.group ?? 'observer'})`;
}
