import { syllablesOfFigures } from './numbers-aloud';
import { SPOKEN_AS_WORDS, SYLLABLES } from './syllable-exceptions';

/**
 * How many syllables an English word has when it is read out, by rules and a list of what they get wrong. Words of up to five
 * capital letters are read letter by letter (NHS: three), unless people say them as words (NICE: one).
 */
export function syllablesIn(word: string): number {
  const parts = word.split(/[-‐‑]/).filter((part) => part !== '');
  return Math.max(
    1,
    parts.reduce((sum, part) => sum + ofPart(part), 0)
  );
}

function ofPart(part: string): number {
  if (/\d/.test(part)) return syllablesOfFigures(part) + letters(part.replace(/[^A-Z]/g, ''));
  const bare = part.replace(/[’'.]/g, '');
  const initials = /^[A-Z]{1,5}(?=s?$)/.exec(bare)?.[0];
  if (initials && !(initials.length === 1 && 'AI'.includes(initials))) {
    return SPOKEN_AS_WORDS[initials] ?? letters(initials);
  }
  return ofWord(plain(part));
}

/** "W" is the one letter whose name is longer than a syllable. */
function letters(initials: string): number {
  return Array.from(initials).reduce((sum, letter) => sum + (letter === 'W' ? 3 : 1), 0);
}

/** Small letters without accents and without what an apostrophe adds: "carer’s" is said as "carers", "don’t" as "dont". */
function plain(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('é', 'ey')
    .normalize('NFD')
    .replace(/[^a-z’']/g, '')
    .replace(/[’']/g, '');
}

function ofWord(word: string): number {
  const known = SYLLABLES.get(word);
  if (known !== undefined) return known;
  const [base, more] = withoutEnding(word);
  if (base === word) return Math.max(1, byRules(word));
  // "preceded" is "preced" and one more, not "prece" and two.
  const once = SYLLABLES.get(base) ?? (base.endsWith('ed') ? Math.max(1, byRules(base)) : undefined);
  return (once ?? ofWord(base)) + more;
}

/** An ending, what stands in its place in the word that it was added to, and the syllables that it adds. */
const ENDINGS: readonly (readonly [ending: RegExp, instead: string, syllables: number])[] = [
  [/(?<=[cgszx]|ch|sh)es$/, 'e', 1],
  [/(?<=[^s])s$/, '', 0],
  [/(?<=[td])ed$/, '', 1],
  [/(?<=[^aeiou]i|[^i])ed$/, 'e', 0],
  [/ly$/, '', 1],
  [/(?<=.{2})(?:less|ful|ment|ness|some)$/, '', 1]
];
const HAS_VOWEL = /[aeiouy]/;

function withoutEnding(word: string): readonly [base: string, syllables: number] {
  for (const [ending, instead, syllables] of ENDINGS) {
    const base = word.replace(ending, instead);
    if (base !== word && HAS_VOWEL.test(base.replace(/e$/, ''))) return [base, syllables];
  }
  return [word, 0];
}

/** An e that is written and not said: at the end, and where a word that ends with it is the first half of another. */
const SILENT: readonly RegExp[] = [
  /(?<=[^aeiouy])e$/g,
  /(?<=[aeiou][qg])ue$/g,
  /(?<=^(?:bas|befor|bik|bon|car|cas|cod|dat|els|fac|fil|fir|for|fram|guid|hom|hous|lif|lik|lin|lov|mak|mor|nam|not|phon|pip|plac|rul|saf|scor|sid|som|spac|stor|tabl|ther|tim|us|wher|whit|wid))e(?=[^aeiouyrnsdx])/g
];
/** Where two vowels that stand together are said apart, or a consonant is said as a syllable. */
const APART: readonly RegExp[] = [
  /[^aeiouyl]le$|[^aeiouyr]re$/g,
  /(?<![cgst])i(?:a|o(?!n))/g,
  /(?<![cghlnstx])i(?=on)/g,
  /(?<=[st])i(?=ate)/g,
  /(?<=[^aeiouqg])u(?=a[^iy]|ou|al|ing|ity)/g,
  /e(?=o(?!u|p))/g,
  /(?<=[aeiouy][^aeiouy]+)ea$/g,
  /(?<=cr)ea(?=t)/g,
  /[yo](?=ing)/g,
  /(?<=[aeo])y(?=er|ee|al)/g,
  /i(?=et|er$|est$|um$|us$)/g,
  /o(?=e[mt])/g,
  /(?<![cst])i(?=en)/g,
  /(?<=be|se|ee)ing/g,
  /[^aeiou]ism/g,
  /^re(?=act|org|op|ev|ass|app|all|adj|adm|ent|imb|us|el)/g,
  /^co(?=op|or[dg])/g
];

function byRules(word: string): number {
  const silent = SILENT.reduce((sum, rule) => sum + count(word, rule), 0);
  const apart = APART.reduce((sum, rule) => sum + count(word, rule), 0);
  return count(word, /[aeiouy]+/g) - silent + apart;
}

function count(word: string, rule: RegExp): number {
  return word.match(rule)?.length ?? 0;
}
