/**
 * Words that the rules of `syllables.ts` would count wrongly, by how many syllables they have; their plurals follow. Short
 * forms are read out in full: "e.g." is "for example".
 */
const BY_COUNT: Readonly<Record<number, string>> = {
  1: 'friend field',
  2: `people business evening every somewhat someone forecast lukewarm wednesday senior junior frontier retired
    whereas hereby naive deny rely reply science rhythm aware
    mr mrs dr vs ie mins info`,
  3: `anyone anything everyone everything whoever wherever forever influence element ratio genuine linear nuclear reality
    cereal theatre realise coerce coercion increment implement supplement recipe apostrophe entire poetry museum
    vegetable dept tel incl`,
  4: 'eg etc approx anybody everybody reablement diabetes diarrhoea dietitian catastrophe ceremony',
  5: 'ophthalmology',
  6: 'physiotherapy physiotherapist'
};

export const SYLLABLES: ReadonlyMap<string, number> = new Map(
  Object.entries(BY_COUNT).flatMap(([count, words]) =>
    words.split(/\s+/).map((word): [string, number] => [word, Number(count)])
  )
);

/** Capital letters that are said as a word, with its syllables. */
export const SPOKEN_AS_WORDS: Readonly<Record<string, number>> = {
  NICE: 1,
  SMOG: 1,
  AIDS: 1,
  PALS: 1,
  SEND: 1,
  CQUIN: 2,
  COVID: 2
};
