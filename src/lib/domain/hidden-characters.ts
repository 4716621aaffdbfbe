import { countOf } from './words';

/** A hidden or misleading character, where it stands, and the words around it with the character made visible. */
export interface HiddenCharacter {
  readonly code: string;
  readonly name: string;
  /** "in clause 3.4 Acceptance criteria, in a table". */
  readonly place: string;
  /** "…within ⟦U+202E⟧sruoh 2…". */
  readonly shown: string;
}

export interface HiddenCharacters {
  /** In the order of the text; at most so many. */
  readonly found: readonly HiddenCharacter[];
  readonly count: number;
}

/** "This text holds no hidden or look-alike characters." */
export function hiddenSentence({ count }: Pick<HiddenCharacters, 'count'>, what = 'This text'): string {
  if (count === 0) return `${what} holds no hidden or look-alike characters.`;
  return `${what} holds ${countOf(count, 'character')} that cannot be seen or ${count === 1 ? 'is' : 'are'} not what ${count === 1 ? 'it seems' : 'they seem'}.`;
}
