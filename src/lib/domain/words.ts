/** "1 organisation", "2 organisations". For words whose plural ends in s, and for "person". */
export function countOf(count: number, noun: string): string {
  const many = noun === 'person' ? 'people' : `${noun}s`;
  return `${count} ${count === 1 ? noun : many}`;
}

/** "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth'
];

/** "first" to "tenth", then "number 11", for a place counted from 1. */
export function ordinal(place: number): string {
  return ORDINALS[place - 1] ?? `number ${place}`;
}

/** The first letter as a capital. */
export function asSentenceStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
