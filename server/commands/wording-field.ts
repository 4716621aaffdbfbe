import { isRefusal, type Refusal } from '#domain/refusal';
import { publicField } from './public-words';

/** The most characters (UTF-16 units) that suggested wording or its reason may have. */
export const MOST_WORDING = 4000;

/** The field `wording`: words for one paragraph, so that line breaks and rows of blanks are one blank. Empty: nothing is to stand there. */
export function wordingField(raw: unknown): string | Refusal {
  const words = publicField(raw, 'wording', { most: MOST_WORDING });
  return isRefusal(words) ? words : words.replace(/\s+/g, ' ').trim();
}
