/** Words with a point after them that end no sentence by it. */
const SHORTENED = new Set(
  'dr mr mrs ms prof cllr st rev vs approx para fig vol pp tel incl dept e.g i.e cf'.split(' ')
);
/** Before a number only: "No. 5". */
const BEFORE_NUMBERS = new Set(['no', 'nos']);
/** These may end one: then the next begins with a capital letter. */
const PERHAPS_LAST = new Set('etc a.m p.m co ltd'.split(' '));

/** One or more marks that may end a sentence, whatever closes behind them, and the space after. */
const END = /([.!?…]+)(["'”’)\]]*)\s+/g;

/** Where a sentence stands in its block, without the white space around it. UTF-16 units. */
export interface SentencePlace {
  readonly at: number;
  readonly length: number;
}

/**
 * The sentences of one block of text, in their order: a paragraph, an item of a list. What is left after the last mark counts as
 * one, since headings and items of lists often end without. Signs alone are none. The server, and every browser, cut alike.
 */
export function sentencePlaces(block: string): SentencePlace[] {
  const ends: number[] = [];
  for (const match of block.matchAll(END)) {
    const end = match.index + match[0].length;
    if (endsHere(block.slice(ends.at(-1) ?? 0, match.index), match[1]!, block.slice(end))) ends.push(end);
  }
  return [...ends, block.length].flatMap((end, index) => {
    const piece = block.slice(ends[index - 1] ?? 0, end);
    const words = piece.trim();
    if (!/[\p{L}\p{N}]/u.test(words)) return [];
    return [{ at: (ends[index - 1] ?? 0) + piece.indexOf(words), length: words.length }];
  });
}

export function sentencesOf(block: string): string[] {
  return sentencePlaces(block).map(({ at, length }) => block.slice(at, at + length));
}

function endsHere(before: string, mark: string, after: string): boolean {
  // “Is it far?” they asked: the next begins with no small letter.
  if (/^\p{Ll}/u.test(after)) return false;
  if (after === '' || mark !== '.') return true;
  const last = (/[^\s("'“‘[]+$/.exec(before)?.[0] ?? '').toLowerCase();
  // One letter is an initial, "J. Smith"; a number may be that of a list, "1. First".
  if (SHORTENED.has(last) || /^\p{L}$/u.test(last)) return false;
  if (BEFORE_NUMBERS.has(last) && /^\d/.test(after)) return false;
  return !PERHAPS_LAST.has(last) || /^\p{Lu}/u.test(after);
}

/** The words of a text as they are said: a hyphen joins, a slash and a dash part. Numbers are words too. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[\s/–—…]+/u)
    .map((token) => token.replace(/^[^\p{L}\p{N}£$€]+|[^\p{L}\p{N}%]+$/gu, ''))
    .filter((token) => /[\p{L}\p{N}]/u.test(token));
}
