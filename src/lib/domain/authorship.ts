import { formatDate, formatMoment } from './dates';
import { GROUP_NAMES, STAKEHOLDER_GROUPS, type StakeholderGroup } from './membership';
import { joinWords } from './words';

/**
 * How words came into a text. "written": typed or pasted by the person. "word-file": they stood in a Word file, with which the
 * person started the specification or which they merged into it. "template": they stood in the text from the beginning.
 * "restored": brought back from a version, of which nobody can tell any more who wrote them.
 */
export type Origin =
  | { readonly kind: 'written' | 'template' }
  | { readonly kind: 'word-file'; readonly fileName: string }
  | { readonly kind: 'restored'; readonly version: number };

/** Who brought words into a text, as the server knows it. */
export interface TextWriter {
  readonly name: string;
  readonly group: StakeholderGroup;
  readonly organisation: string;
}

/**
 * How words that had been written before came to where they stand now: they were moved, copied or put back by somebody, moved
 * by a Word file that was merged, or brought back from a version.
 */
export type Carried = {
  readonly by: TextWriter;
  readonly at: Date;
  /** Of its moment only the day is told: whoever did it is not named. */
  readonly dayOnly: boolean;
} & (
  | { readonly kind: 'moved' }
  | { readonly kind: 'merged'; readonly fileName: string }
  | { readonly kind: 'restored'; readonly version: number }
);

/** For whom words count: the group of who wrote them, or the file, template or version that they came from. */
export type ShareKey = StakeholderGroup | 'word-file' | 'template' | 'restored';

export interface Share {
  readonly key: ShareKey;
  /** Null for a source. */
  readonly group: StakeholderGroup | null;
  readonly name: string;
  readonly words: number;
  /** Of all words, 0 to 1. */
  readonly part: number;
}

const SOURCE_NAMES = {
  'word-file': 'From a Word file',
  template: 'From the template',
  restored: 'Brought back from a version'
} as const;

const ORDER: readonly ShareKey[] = [...STAKEHOLDER_GROUPS, 'word-file', 'template', 'restored'];

export function shareKey(origin: Origin, { group }: Pick<TextWriter, 'group'>): ShareKey {
  return origin.kind === 'written' ? group : origin.kind;
}

export function shareName(key: ShareKey): string {
  return key in SOURCE_NAMES
    ? SOURCE_NAMES[key as keyof typeof SOURCE_NAMES]
    : GROUP_NAMES[key as StakeholderGroup];
}

/** Of every group and source that has any word in the text; most words first. */
export function sharesOf(words: ReadonlyMap<ShareKey, number>): Share[] {
  const total = [...words.values()].reduce((sum, count) => sum + count, 0);
  return ORDER.flatMap((key): Share[] => {
    const count = words.get(key) ?? 0;
    const group = STAKEHOLDER_GROUPS.find((each) => each === key) ?? null;
    return count === 0 ? [] : [{ key, group, name: shareName(key), words: count, part: count / total }];
  }).sort((a, b) => b.words - a.words);
}

/** "Of the 120 words in the text, commissioners wrote 40%, and 60% came from a Word file." */
export function sharesSentence(shares: readonly Share[]): string {
  const total = shares.reduce((sum, { words }) => sum + words, 0);
  if (total === 0) return 'There are no words in the text yet.';
  const each = shares.map(({ key, name, part }) => {
    if (key === 'word-file') return `${percentage(part)} came from a Word file`;
    if (key === 'template') return `${percentage(part)} came from the template`;
    if (key === 'restored') return `${percentage(part)} were brought back from a version`;
    return `${percentage(part)} were written by ${lowerFirst(name)}`;
  });
  return `Of the ${total.toLocaleString('en-GB')} words in the text ${joinWords(each)}.`;
}

/** "40%", "less than 1%"; never 0% or 100% of something that is more or less than that. */
export function percentage(part: number): string {
  if (part < 0.01) return 'less than 1%';
  if (part > 0.99 && part < 1) return 'more than 99%';
  return `${Math.round(part * 100)}%`;
}

/** "Helen Marsh wrote this on …"; of words from a file: who brought them in. */
export function originSentence(
  { name }: Pick<TextWriter, 'name'>,
  origin: Origin,
  { first, last, dayOnly = false }: { readonly first: Date; readonly last: Date; readonly dayOnly?: boolean }
): string {
  const told = dayOnly ? formatDate : formatMoment;
  const [from, to] = [told(first), told(last)];
  switch (origin.kind) {
    case 'written':
      return from === to ? `${name} wrote this on ${from}.` : `${name} wrote this between ${from} and ${to}.`;
    case 'word-file':
      return `This stood in ${fileWords(origin.fileName)} that ${name} brought in on ${from}.`;
    case 'template':
      return `This stood in the template with which ${name} started on ${from}.`;
    case 'restored':
      return `${name} brought this back from version ${origin.version} on ${from}.`;
  }
}

/** "Tom Adeyemi moved it here, or put it back, on …": of words that somebody wrote before. */
export function carriedSentence(carried: Carried): string {
  const { by, at, dayOnly } = carried;
  const on = dayOnly ? formatDate(at) : formatMoment(at);
  switch (carried.kind) {
    case 'moved':
      return `${by.name} moved or copied it here, or put it back, on ${on}.`;
    case 'merged':
      return `It was moved here with ${fileWords(carried.fileName)} that ${by.name} brought in on ${on}.`;
    case 'restored':
      return `${by.name} brought it back from version ${carried.version} on ${on}.`;
  }
}

/** "the Word file “falls.docx”"; of some older texts the name is not known. */
function fileWords(fileName: string): string {
  return fileName === '' ? 'the Word file' : `the Word file “${fileName}”`;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
