import type { Doc } from 'yjs';
import { clauseName, type ClauseOutline } from '#domain/clause-state';
import type { Passage } from '#domain/comment-thread';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { OpenPointRow } from '../db/open-points';
import { fromAnchor, toAnchor } from '../documents/anchor';
import { clauseOutline } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';
import { headingPassage } from '../documents/heading-passage';
import type { Place } from './place-field';

/** Both places of a point, tied to the words themselves, with the clauses they stand in. */
export type PointPlaces = Pick<
  OpenPointRow,
  | 'anchor'
  | 'quote'
  | 'clauseId'
  | 'clauseName'
  | 'otherAnchor'
  | 'otherQuote'
  | 'otherClauseId'
  | 'otherClauseName'
>;

/** `otherQuote` is looked for in the whole draft, nearest to the first place; empty when there is no second place. */
export function placesIn(ydoc: Doc, place: Place, otherQuote: string): PointPlaces | Refusal {
  const json = jsonFromDoc(ydoc);
  const passage = place.kind === 'passage' ? place.passage : headingPassage(json, place.clause);
  if (isRefusal(passage)) return passage;
  const outline = clauseOutline(json);
  const first = anchored(ydoc, passage, outline);
  if (isRefusal(first)) return first;
  const other = otherQuote === '' ? NOWHERE : anchored(ydoc, { ...passage, quote: otherQuote }, outline);
  if (isRefusal(other)) return notInText();
  return {
    ...first,
    otherAnchor: other.anchor,
    otherQuote: other.quote,
    otherClauseId: other.clauseId,
    otherClauseName: other.clauseName
  };
}

type Anchored = Pick<OpenPointRow, 'anchor' | 'quote' | 'clauseId' | 'clauseName'>;

const NOWHERE = { anchor: null, quote: null, clauseId: null, clauseName: null };

function anchored(ydoc: Doc, passage: Passage, outline: readonly ClauseOutline[]): Anchored | Refusal {
  const anchor = toAnchor(ydoc, passage);
  if (isRefusal(anchor)) return anchor;
  const range = fromAnchor(ydoc, anchor);
  const clause = range && outline.findLast(({ from }) => from <= range.from);
  return {
    anchor,
    quote: passage.quote,
    clauseId: clause?.id ?? null,
    clauseName: clause ? clauseName(clause) : null
  };
}

function notInText(): Refusal {
  const message =
    'These words do not stand in the text, or stand there twice. Copy a few more of them, exactly as they stand.';
  return refuse('passage-changed', { field: 'otherQuote', message });
}
