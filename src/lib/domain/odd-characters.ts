import { LOOK_ALIKES } from './look-alikes';
import { INVISIBLE_NAMES, SPACE_NAMES } from './invisible-names';

/**
 * What a reader cannot see, or takes for something else. "direction": it changes the order in which signs are shown.
 * "look-alike": a letter of another alphabet in a word, or a letter among digits.
 */
export type OddKind = 'invisible' | 'direction' | 'spaces' | 'look-alike' | 'marks' | 'private';

export interface OddCharacter {
  readonly kind: OddKind;
  /** "U+202E"; the first one of a run. */
  readonly code: string;
  /** "right-to-left override"; "Cyrillic а, which looks like a". */
  readonly name: string;
  /** Where it starts and how long it is, in UTF-16 units. */
  readonly at: number;
  readonly length: number;
}

/** Every hidden or misleading character of a text, in its order. The text is in Unicode normal form C. */
export function oddCharacters(text: string): OddCharacter[] {
  return [...invisible(text), ...spaces(text), ...marks(text), ...lookAlikes(text)].sort(
    (a, b) => a.at - b.at
  );
}

/** Whether a character by itself cannot be seen, or looks different on every computer. */
export function cannotBeSeen(character: string): boolean {
  return character.search(INVISIBLE) >= 0 || character.search(PRIVATE) >= 0;
}

export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Emoji are made of several characters, some of them invisible: they are taken out of the way first. A flag of England
 * is a black flag with tags; a family is people with joiners between them.
 */
const EMOJI =
  /[#*0-9]\ufe0f?\u20e3|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*/gu;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5|[\u180b-\u180e]|[\ufe00-\ufe0f]|[\u{1d173}-\u{1d17a}]|[\u{e0000}-\u{e01ef}]/gu;
const PRIVATE = /\p{Co}/gu;
/** Persian words and some Indian scripts need these two between their letters. */
const JOINER = /[\u200c\u200d]/u;
const JOINED =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Gujarati}]/u;

function invisible(text: string): OddCharacter[] {
  // Of the same length, so that places stay what they are.
  const plain = text.replace(EMOJI, (emoji) => 'x'.repeat(emoji.length));
  const hidden = [...plain.matchAll(INVISIBLE)].filter(
    ({ 0: found, index }) => !isNeeded(plain, found, index)
  );
  return [
    ...hidden.map(({ 0: found, index }) => {
      const kind = DIRECTION.test(found) ? 'direction' : 'invisible';
      return odd(kind, found, index, INVISIBLE_NAMES[codeOf(found)] ?? 'invisible character');
    }),
    ...[...plain.matchAll(PRIVATE)].map(({ 0: found, index }) =>
      odd('private', found, index, 'character that looks different on every computer')
    )
  ];
}

function isNeeded(text: string, found: string, index: number): boolean {
  return JOINER.test(found) && JOINED.test(text.charAt(index - 1)) && JOINED.test(text.charAt(index + 1));
}

/** One space of another kind is typography ("5 km"); several together make room for something, or hide it. */
const SPACES = /[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]{2,}/gu;
const UNUSUAL = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]/gu;

function spaces(text: string): OddCharacter[] {
  return [...text.matchAll(SPACES)].flatMap(({ 0: run, index }) => {
    const unusual = run.match(UNUSUAL) ?? [];
    if (unusual.length === 0) return [];
    const first = unusual[0]!;
    const name = `${run.length} spaces together, among them ${SPACE_NAMES[codeOf(first)] ?? 'an unusual space'}`;
    return [{ ...odd('spaces', first, index, name), length: run.length }];
  });
}

/** Marks of the Latin alphabet that have no letter to stand on, strike it out, or are heaped on it. */
const HEAPED = /(?:[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20f0]){3,}/gu;
const ALONE = /(?<=^|\s)(?:[\u0300-\u036f]|[\u20d0-\u20f0])/gu;
const STRIKING = /[\u0334-\u0338]|[\u20d2-\u20d3]|[\u20d8-\u20e0]|\u20e2|[\u20e4-\u20eb]/gu;

function marks(text: string): OddCharacter[] {
  const plain = text.replace(EMOJI, (emoji) => 'x'.repeat(emoji.length));
  const found = [
    ...[...plain.matchAll(HEAPED)].map(({ 0: run, index }) => ({
      ...odd('marks', run, index, `${run.length} marks on one letter`),
      length: run.length
    })),
    ...[...plain.matchAll(ALONE)].map(({ 0: mark, index }) =>
      odd('marks', mark, index, 'mark without a letter')
    ),
    ...[...plain.matchAll(STRIKING)].map(({ 0: mark, index }) =>
      odd('marks', mark, index, 'mark that strikes out or encloses the letter before it')
    )
  ];
  return found.filter(({ at }, place) => found.findIndex((other) => covers(other, at)) === place);
}

function covers({ at, length }: OddCharacter, place: number): boolean {
  return place >= at && place < at + length;
}

const WORD = /[\p{L}\p{M}\p{Nd}\u00b7]+/gu;
const LATIN = /\p{Script=Latin}/u;
/** "1O0": the letter between digits is read as one of them. */
const AMONG_DIGITS = /(?<=\d)[OoIl](?=\d)/gu;
const DIGIT_NAMES: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1' };

function lookAlikes(text: string): OddCharacter[] {
  const words = [...text.matchAll(WORD)];
  const found = words.flatMap((word, place) => inWord(word, [words[place - 1]?.[0], words[place + 1]?.[0]]));
  const digits = [...text.matchAll(AMONG_DIGITS)].map(({ 0: letter, index }) =>
    odd(
      'look-alike',
      letter,
      index,
      `letter ${letter} between digits, which looks like ${DIGIT_NAMES[letter]}`
    )
  );
  return [...found, ...digits];
}

/** Whole words of another alphabet are fine, unless every letter of one looks Latin and its neighbours do not tell. */
function inWord(
  { 0: word, index }: RegExpExecArray,
  neighbours: readonly (string | undefined)[]
): OddCharacter[] {
  const characters = [...word];
  const letters = characters.filter((character) => /\p{L}/u.test(character));
  const alike = letters.filter((letter) => LOOK_ALIKES.has(letter));
  if (alike.length === 0) return [];
  const mixed = letters.some((letter) => LATIN.test(letter) && !LOOK_ALIKES.has(letter));
  const disguised = alike.length === letters.length && !neighbours.some(isPlainlyForeign);
  if (!mixed && !disguised) return [];
  const found: OddCharacter[] = [];
  let at = index;
  for (const character of characters) {
    const like = LOOK_ALIKES.get(character);
    if (like)
      found.push(
        odd('look-alike', character, at, `${like.alphabet} ${character}, which looks like ${like.latin}`)
      );
    at += character.length;
  }
  return found;
}

/** A word in which the other alphabet shows. */
function isPlainlyForeign(word: string | undefined): boolean {
  return (
    word !== undefined &&
    [...word].some((letter) => /\p{L}/u.test(letter) && !LATIN.test(letter) && !LOOK_ALIKES.has(letter))
  );
}

function odd(kind: OddKind, character: string, at: number, name: string): OddCharacter {
  const [first = ''] = character;
  return { kind, code: codeOf(first), name, at, length: first.length };
}
