/** Where a sentence stands in a line, without the white space around it. UTF-16 units. */
export interface SentencePlace {
  readonly at: number;
  readonly length: number;
}

/** The sentences of a line in its order; a line without a full stop is one. */
export function sentencePlaces(line: string): SentencePlace[] {
  return pieces(line).flatMap(({ segment, index }) => {
    const words = segment.trim();
    const at = index + segment.indexOf(words);
    return words === '' ? [] : [{ at, length: words.length }];
  });
}

function pieces(line: string): { readonly segment: string; readonly index: number }[] {
  // Firefox has it since 2024; in an older browser the line counts as one sentence.
  if (!('Segmenter' in Intl)) return [{ segment: line, index: 0 }];
  return [...new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(line)];
}
