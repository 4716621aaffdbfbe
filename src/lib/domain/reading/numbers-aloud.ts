const TO_NINETEEN = [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2];
const TENS = [0, 0, 2, 2, 2, 2, 2, 3, 2, 2];
/** From the largest; each with its syllables. */
const SCALES: readonly (readonly [value: number, syllables: number])[] = [
  [1_000_000_000, 2],
  [1_000_000, 2],
  [1000, 2]
];

/**
 * How many syllables a whole number has when it is read out as the British do: 120 is "one hundred and twenty",
 * 2027 "two thousand and twenty-seven".
 */
export function syllablesOfNumber(value: number): number {
  if (value < 20) return TO_NINETEEN[value]!;
  if (value < 100) return TENS[Math.floor(value / 10)]! + (value % 10 === 0 ? 0 : TO_NINETEEN[value % 10]!);
  if (value < 1000) {
    const rest = value % 100;
    return TO_NINETEEN[Math.floor(value / 100)]! + 2 + (rest === 0 ? 0 : 1 + syllablesOfNumber(rest));
  }
  const [scale, syllables] = SCALES.find(([least]) => value >= least)!;
  const rest = value % scale;
  const more = rest === 0 ? 0 : (rest < 100 ? 1 : 0) + syllablesOfNumber(rest);
  return syllablesOfNumber(Math.floor(value / scale)) + syllables + more;
}

const AROUND: readonly (readonly [sign: RegExp, syllables: number])[] = [
  [/^£/, 1], // pounds
  [/^\$/, 2], // dollars
  [/^€/, 2], // euros
  [/%$/, 2], // per cent
  [/\dk$/i, 2], // thousand
  [/\d(?:m|bn)$/i, 2] // million, billion
];

/** A word with digits in it, "£1.2m", "65", "18:00", "70%": how many syllables it has when it is read out. */
export function syllablesOfFigures(word: string): number {
  const signs = AROUND.filter(([sign]) => sign.test(word)).reduce((sum, [, syllables]) => sum + syllables, 0);
  const [whole = '', ...decimals] = word.replace(/[^\d.]/g, '').split('.');
  const read = whole === '' ? 0 : syllablesOfWhole(whole);
  // "point", then one digit after the other.
  return (
    signs + read + decimals.filter((part) => part !== '').reduce((sum, part) => sum + 1 + digits(part), 0)
  );
}

/** Nobody reads out a number with leading zeros or of thirteen digits as one. */
function syllablesOfWhole(whole: string): number {
  const asNumber = whole.length <= 12 && (whole === '0' || !whole.startsWith('0'));
  return asNumber ? syllablesOfNumber(Number(whole)) : digits(whole);
}

function digits(text: string): number {
  return Array.from(text, Number).reduce((sum, digit) => sum + TO_NINETEEN[digit]!, 0);
}
