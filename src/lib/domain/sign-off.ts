import { clauseName, type ClauseState } from './clause-state';
import { ownerWords } from './clause-words';
import type { ClauseId } from './ids';
import { refuse, type Refusal } from './refusal';
import { joinWords } from './words';

/** Something that must be mended before boards can be asked to sign. */
export interface Blocker {
  readonly kind: 'empty' | 'missing' | 'no-owner';
  /** "3 Scope". */
  readonly clause: string;
  readonly id: ClauseId;
}

/** Something to look at that stops nobody. */
export interface Warning {
  readonly kind: 'several-owners' | 'owner-open' | 'contradiction' | 'personal-data';
  /** One plain sentence. */
  readonly words: string;
  /** The clause it is about, when there is one. */
  readonly id: ClauseId | null;
}

export interface Readiness {
  /** The text has headings of the template, and is held to them. */
  readonly onTemplate: boolean;
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}

/** A heading that the template asks for. */
export interface MandatoryHeading {
  readonly id: ClauseId;
  readonly heading: string;
}

/** What stands in the way of sign-off. `contradictions` are the words of those that are open. */
export function whatBlocksSignOff(
  states: readonly ClauseState[],
  mandatory: readonly MandatoryHeading[],
  contradictions: readonly string[]
): Readiness {
  const onTemplate = states.some(({ template }) => template !== null);
  return {
    onTemplate,
    blockers: onTemplate ? blockersOf(states, mandatory) : [],
    warnings: [
      ...states.flatMap(warningOf),
      ...contradictions.map((words) => ({ kind: 'contradiction' as const, words, id: null }))
    ]
  };
}

function blockersOf(states: readonly ClauseState[], mandatory: readonly MandatoryHeading[]): Blocker[] {
  const present = new Set(states.map(({ id }) => id));
  const missing = mandatory.filter(({ id }) => !present.has(id));
  return [
    ...states.flatMap(blockerOf),
    ...missing.map(({ id, heading }): Blocker => ({ kind: 'missing', clause: heading, id }))
  ];
}

/** An empty heading needs words first; whom it belongs to can be said then. */
function blockerOf(state: ClauseState): Blocker[] {
  const { id, template, owner, empty } = state;
  if (id === null || template === null) return [];
  const clause = clauseName(state);
  if (empty) return template === 'mandatory' ? [{ kind: 'empty', clause, id }] : [];
  return owner.kind === 'none' ? [{ kind: 'no-owner', clause, id }] : [];
}

/** Once, at the clause that says it; the clauses below that take it over are not named again. */
function warningOf(state: ClauseState): Warning[] {
  const { owner, id, template } = state;
  if (id === null) return [];
  const name = clauseName(state);
  if (owner.kind === 'several' && owner.from === null) {
    return [{ kind: 'several-owners', words: `${name} has ${lowered(ownerWords(owner))}.`, id }];
  }
  // A first-level heading without an owner blocks already.
  const open = owner.kind === 'none' && owner.leftOpen && owner.from === null && template === null;
  return open ? [{ kind: 'owner-open', words: `${name} has no owner yet.`, id }] : [];
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

const BLOCKED: Record<Blocker['kind'], (names: readonly string[]) => string> = {
  empty: (names) => `${joinWords(names)} ${names.length === 1 ? 'is' : 'are'} empty`,
  missing: (names) => `${joinWords(names)} ${names.length === 1 ? 'is' : 'are'} missing`,
  'no-owner': (names) => `nobody is accountable for ${joinWords(names)}`
};

/** "“2 Outcomes” is empty; nobody is accountable for “3 Scope” and “4 Standards”". Empty when nothing blocks. */
export function blockedWords(blockers: readonly Blocker[]): string {
  const kinds = ['empty', 'missing', 'no-owner'] as const;
  return kinds
    .map((kind) => ({ kind, names: blockers.filter((each) => each.kind === kind).map(quoted) }))
    .filter(({ names }) => names.length > 0)
    .map(({ kind, names }) => BLOCKED[kind](names))
    .join('; ');
}

function quoted({ clause }: Blocker): string {
  return `“${clause}”`;
}

/** True, or the one sentence that says why a decision cannot be put to the boards on this text. */
export function checkReady({ blockers }: Readiness, field: string): true | Refusal {
  if (blockers.length === 0) return true;
  const message = `This version is not ready for sign-off: ${blockedWords(blockers)}.`;
  return refuse('not-ready', { field, message });
}
