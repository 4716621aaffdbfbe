import type { Carried, Origin, TextWriter } from './authorship';
import type { CommentThread } from './comment-thread';

/** A stretch of a passage that one person brought in. */
export interface WrittenPart {
  readonly text: string;
  readonly writer: TextWriter;
  readonly origin: Origin;
  /** When its first and its last word were written. */
  readonly first: Date;
  readonly last: Date;
  /** Of these moments only the day is told: whoever wrote it is not named. */
  readonly dayOnly: boolean;
  /** How it came to where it stands now; null: it was written there. */
  readonly carried: Carried | null;
}

/** A decision that rests on a frozen version. */
export interface RestingDecision {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  /** Where it stands: "Agreed by …". */
  readonly sentence: string;
}

/** A frozen version that says the very words. */
export interface CarryingVersion {
  readonly number: number;
  readonly label: string;
  readonly frozenAt: Date;
  readonly decisions: readonly RestingDecision[];
}

/** Where words come from: who wrote them, what was said of them, and what carries them. */
export interface Biography {
  /** The words as they stand now: whole sentences. */
  readonly words: string;
  /** Who wrote which of them, in their order. `before`: a version that said this part already when it was written here. */
  readonly parts: readonly (WrittenPart & { readonly before: number | null })[];
  /** On these words or some of them, or on words that stood among them and are gone; oldest first. */
  readonly comments: readonly CommentThread[];
  /** Oldest first. */
  readonly versions: readonly CarryingVersion[];
}

/** What two stretches are compared by; writers are told apart by an id, for names may be the same. */
interface Stretch extends WrittenPart {
  readonly writtenBy: string;
}

/** Typing arrives many times a second: what one person wrote in one go is one part. Milliseconds. */
const ONE_GO = 30 * 60_000;

const WORD = /[\p{L}\p{N}]/u;

/** Neighbours that one person wrote in one go, put together. They stand in the order of the text. Signs and blanks go with the words before. */
export function inOneGo(stretches: readonly Stretch[]): WrittenPart[] {
  const parts: Stretch[] = [];
  for (const stretch of stretches) {
    const last = parts.at(-1);
    if (last && !WORD.test(stretch.text))
      parts[parts.length - 1] = { ...last, text: last.text + stretch.text };
    else if (last && isSameGo(last, stretch)) parts[parts.length - 1] = joined(last, stretch);
    else parts.push(stretch);
  }
  return parts.map(({ writtenBy: _, ...part }) => part);
}

function isSameGo(a: Stretch, b: Stretch): boolean {
  if (a.writtenBy !== b.writtenBy || JSON.stringify(a.origin) !== JSON.stringify(b.origin)) return false;
  const [first, last] = a.first < b.first ? [a, b] : [b, a];
  return last.first.getTime() - first.last.getTime() <= ONE_GO && isSameWay(a.carried, b.carried);
}

function isSameWay(a: Carried | null, b: Carried | null): boolean {
  if (a === null || b === null) return a === b;
  const way = ({ at: _, ...rest }: Carried) => JSON.stringify(rest);
  return way(a) === way(b) && Math.abs(a.at.getTime() - b.at.getTime()) <= ONE_GO;
}

function joined(a: Stretch, b: Stretch): Stretch {
  return {
    ...a,
    text: a.text + b.text,
    first: a.first < b.first ? a.first : b.first,
    last: a.last > b.last ? a.last : b.last
  };
}
