/** What can be chosen, in the order in which it is asked. */
export const FORMATS = {
  'large-print': 'Large print',
  'easy-read': 'Easy read, with pictures',
  audio: 'Something to listen to',
  braille: 'Braille',
  paper: 'On paper, by post'
} as const;
export type Format = keyof typeof FORMATS;

export const SUPPORT = {
  'sign-language': 'A sign language interpreter',
  captions: 'Captions, or somebody who types what is said',
  'hearing-loop': 'A hearing loop',
  'step-free': 'A place without steps',
  breaks: 'Breaks, or more time',
  'quiet-room': 'A quiet room',
  companion: 'To bring somebody who helps me',
  'replacement-care': 'Care for the person I look after',
  travel: 'Help with getting there',
  telephone: 'A phone call rather than writing'
} as const;
export type Support = keyof typeof SUPPORT;

/** What somebody needs to take part. */
export interface AccessNeeds {
  readonly formats: readonly Format[];
  readonly support: readonly Support[];
  /** The language they need an interpreter or a translation for; may be empty. */
  readonly language: string;
  readonly words: string;
}

export const NOTHING_NEEDED: AccessNeeds = { formats: [], support: [], language: '', words: '' };

export const MOST_LANGUAGE = 60;
export const MOST_WORDS = 1000;

export function isEmpty({ formats, support, language, words }: AccessNeeds): boolean {
  return formats.length === 0 && support.length === 0 && language === '' && words === '';
}

/** All of it in short phrases, as the People page tells them. */
export function needsInWords({ formats, support, language, words }: AccessNeeds): string[] {
  return [
    ...formats.map((format) => FORMATS[format]),
    ...support.map((each) => SUPPORT[each]),
    ...(language === '' ? [] : [`Language: ${language}`]),
    ...(words === '' ? [] : [`In their words: “${words}”`])
  ];
}

export interface CountedNeed {
  readonly what: string;
  readonly people: number;
}

/** How many need what: the choices in their order, then the languages by name, whatever their capitals. What nobody needs is left out. */
export function needsCounted(all: readonly AccessNeeds[]): CountedNeed[] {
  const among = (needs: (each: AccessNeeds) => boolean) => all.filter(needs).length;
  const formats = Object.entries(FORMATS).map(([format, what]) => ({
    what,
    people: among((each) => each.formats.includes(format as Format))
  }));
  const support = Object.entries(SUPPORT).map(([choice, what]) => ({
    what,
    people: among((each) => each.support.includes(choice as Support))
  }));
  const named = new Map(
    all.filter(({ language }) => language !== '').map(({ language }) => [language.toLowerCase(), language])
  );
  const languages = [...named].map(([plain, language]) => ({
    what: `Language: ${language}`,
    people: among((each) => each.language.toLowerCase() === plain)
  }));
  const byName = languages.sort((a, b) => a.what.localeCompare(b.what, 'en'));
  return [...formats, ...support, ...byName].filter(({ people }) => people > 0);
}

/** Milliseconds after which somebody is asked whether it is still right. */
const YEAR = 365 * 24 * 3_600_000;

export function isDueForReview(confirmedAt: Date, now: Date): boolean {
  return now.getTime() - confirmedAt.getTime() >= YEAR;
}
