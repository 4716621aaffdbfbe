import type { CommentSubject, Passage } from '#domain/comment-thread';
import { parseId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { isClauseId } from '#schema/clause-ids';
import { fieldsOf } from './fields';

/** A place in the text: words of it, or a clause by the id of its heading ("clause-3"). */
export type Place =
  | { readonly kind: 'passage'; readonly passage: Passage }
  | { readonly kind: 'clause'; readonly clause: string };

/** What a comment is about. */
export type CommentPlace = Place | Exclude<CommentSubject, { kind: 'words' }>;

const LONGEST_QUOTE = 5000;
const MARK_THE_WORDS = 'Mark the words that your comment is about.';

/** Fields `from`, `to` and `quote`, or `clause`. Numbers may come as text, as forms send them. */
export function placeField(raw: unknown): Place | Refusal {
  const { clause, quote } = fieldsOf(raw);
  if (typeof clause === 'string' && clause !== '') return { kind: 'clause', clause };
  const from = position(raw, 'from');
  if (isRefusal(from)) return from;
  const to = position(raw, 'to');
  if (isRefusal(to)) return to;
  const words = typeof quote === 'string' ? plain(quote) : '';
  if (words === '' || to <= from) return refuse('missing-field', { field: 'quote', message: MARK_THE_WORDS });
  if (words.length > LONGEST_QUOTE) {
    return refuse('too-long', {
      field: 'quote',
      message: 'The passage you marked is too long. Mark fewer words.'
    });
  }
  return { kind: 'passage', passage: { from, to, quote: words } };
}

/**
 * The same fields; `clause` may be "whole", for the whole text. Or `about`: "plain-summary" with the clause's own id in `clause`,
 * "decision" with `decisionId`, "option" with `ballotId` and `option` ("P1").
 */
export function commentPlaceField(raw: unknown): CommentPlace | Refusal {
  const { about = '', clause, decisionId, ballotId, option } = fieldsOf(raw);
  switch (about) {
    case '':
      return clause === 'whole' ? { kind: 'whole' } : placeField(raw);
    case 'plain-summary':
      return isClauseId(clause) ? { kind: about, clause } : refuse('not-found', { field: 'clause' });
    case 'decision': {
      const id = parseId<'decision'>(decisionId);
      return isRefusal(id) ? id : { kind: about, decisionId: id };
    }
    case 'option': {
      const id = parseId<'ballot'>(ballotId);
      if (isRefusal(id)) return id;
      return typeof option === 'string' ? { kind: about, ballotId: id, option } : refuse('unknown-option');
    }
    default:
      return refuse('invalid-input', { field: 'about' });
  }
}

function position(raw: unknown, field: 'from' | 'to'): number | Refusal {
  const value = fieldsOf(raw)[field];
  if (value === undefined || value === '')
    return refuse('missing-field', { field: 'quote', message: MARK_THE_WORDS });
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : refuse('invalid-input', { field: 'quote' });
}

/** Not brought to a Unicode normal form, unlike other fields: these are the text's own words and must match it. */
function plain(quote: string): string {
  const withoutControls = quote.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '');
  return withoutControls.trim();
}
