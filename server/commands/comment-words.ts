import type { Refusal } from '#domain/refusal';
import { publicField } from './public-words';

/** The most characters (UTF-16 units) a comment, a reply or an answer may have. */
const MOST = 4000;

/** A comment's, a reply's or an answer's text, from the field `body`. */
export function commentWords(raw: unknown, missing: string): string | Refusal {
  return publicField(raw, 'body', { most: MOST, missing });
}
