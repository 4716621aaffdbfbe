import type { Doc } from 'yjs';
import type { SummaryState } from '#domain/clause-state';
import type { TermFinder } from '#domain/glossary';
import type { ClauseId, MemberId, SpecificationId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import {
  isTooHard,
  readability,
  readabilityAdvice,
  readabilityWords,
  readingLevel
} from '#domain/reading/smog';
import type { ReadingLevel } from '#domain/reading/smog';
import { clauseName, clauseTexts, type ClauseText } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { shownSummary } from '#schema/plain-summary';
import { renderDocument } from '#schema/render-html';
import type { OwnTerms } from '#schema/own-template';
import { hasWords } from '#schema/written-words';
import { membersById } from '../db/people';
import { newestReviews, summariesOf, type ReviewRow, type SummaryRow } from '../db/plain-summaries';
import type { SpecificationRow } from '../db/specifications';
import { jsonFromDoc } from '../documents/document-bytes';
import { oncePerState } from '../documents/once-per-state';
import { uncheckedDraft } from '../documents/read-draft';
import { standing } from '../documents/summary-standing';
import type { Tools } from '../runtime';

/** A clause's plain summary as every page shows it. */
export interface ShownSummary {
  readonly clause: ClauseId;
  /** "3.2 Service description"; for a clause that is gone, what it was called last. */
  readonly name: string;
  /** The text has no such clause any more. */
  readonly gone: boolean;
  readonly state: SummaryState;
  /** Safe to show as it is; null while there are no words. */
  readonly html: string | null;
  /** The words of each paragraph and list item. */
  readonly blocks: readonly string[];
  readonly reading: ShownReading | null;
  /** SHA-256, hex, of both texts as they are shown: a confirmation names them. */
  readonly clauseHash: string | null;
  readonly summaryHash: string;
  /** Who said last that it is right, whatever has changed since. */
  readonly confirmed: { readonly by: string; readonly at: Date } | null;
  /** Who checked it last as easy read; `current`: it is still the text that was checked. */
  readonly easyRead: { readonly by: string; readonly at: Date; readonly current: boolean } | null;
}

/** How hard it is to read, in words. */
export interface ShownReading {
  readonly level: ReadingLevel;
  readonly words: string;
  readonly advice: string;
  /** It cannot be confirmed as it is. */
  readonly tooHard: boolean;
}

interface Asked {
  readonly specification: SpecificationRow;
  /** Its text now. */
  readonly json: DocumentJson;
  /** Only these; otherwise every summary. */
  readonly rows?: readonly SummaryRow[];
  /** Explains words of the glossary in place. */
  readonly find?: TermFinder;
}

/** Summaries in the order of the text; those whose clause is gone come last. */
export async function shownSummaries(
  { db, drafts }: Pick<Tools, 'db' | 'drafts'>,
  { specification, json, find, ...asked }: Asked
): Promise<ShownSummary[]> {
  const rows = asked.rows ?? (await summariesOf(db, specification.id));
  const texts = await drafts.newestOf(rows.map(({ documentId }) => documentId));
  const reviews = await newestReviews(db, specification.id);
  const names = await namesOf(db, rows);
  const clauses = clauseTexts(json);
  return inOrder(rows, clauses).map((row) => {
    const clause = clauses.find((each) => each.clause === row.clauseId);
    const text = jsonFromDoc(texts.get(row.documentId)!.ydoc);
    return shown({ row, clause, text, names, review: reviews.get(row.clauseId), find });
  });
}

/** What is under each heading, without the schema's checks and once for all who ask at the same change of the text. */
const textsByClause = oncePerState(
  (ydoc) => new Map(clauseTexts(uncheckedDraft(ydoc)).map((text) => [text.clause, text]))
);

/** How the summaries of this text stand to their clauses, to be asked once the rest is known. */
export function summaryStatesOf(
  ydoc: Doc
): (
  tools: Pick<Tools, 'db' | 'drafts'>,
  id: SpecificationId
) => Promise<ReadonlyMap<ClauseId, SummaryState>> {
  const clauses = textsByClause(ydoc);
  return async ({ db, drafts }, id) => {
    const rows = await summariesOf(db, id);
    const texts = await drafts.newestOf(rows.map(({ documentId }) => documentId));
    return new Map(
      rows.map((row) => {
        const text = jsonFromDoc(texts.get(row.documentId)!.ydoc);
        return [row.clauseId, standing(row, clauses.get(row.clauseId), text).state];
      })
    );
  };
}

/** Clauses that have words a summary could be of. */
export function summarisable(json: DocumentJson, own: OwnTerms | null): ClauseId[] {
  return clauseTexts(json).flatMap((text) => (hasWords(text, own) ? [text.clause] : []));
}

/** Patients and carers, once there is something plain to read. */
export function readsPlainFirst(
  actor: Actor,
  { partnershipId }: Pick<SpecificationRow, 'partnershipId'>,
  written: number
): boolean {
  return membershipIn(actor, partnershipId)?.group === 'patient-carer' && written > 0;
}

function inOrder(rows: readonly SummaryRow[], clauses: readonly ClauseText[]): SummaryRow[] {
  const places = new Map(clauses.map(({ clause }, place) => [clause, place]));
  const placeOf = ({ clauseId }: SummaryRow) => places.get(clauseId) ?? clauses.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b) || a.createdAt.getTime() - b.createdAt.getTime());
}

interface Found {
  readonly row: SummaryRow;
  readonly clause: ClauseText | undefined;
  readonly text: DocumentJson;
  readonly names: ReadonlyMap<MemberId, string>;
  readonly review: ReviewRow | undefined;
  readonly find: TermFinder | undefined;
}

function shown({ row, clause, text, names, review, find }: Found): ShownSummary {
  const stands = standing(row, clause, text);
  const terms = find && { find, idPrefix: `plain-${row.clauseId}-` };
  return {
    clause: row.clauseId,
    name: clause ? clauseName(clause) : row.clauseName,
    gone: !clause,
    ...stands,
    html: stands.state === 'none' ? null : renderDocument(shownSummary(text), { terms }),
    reading: shownReading(stands.blocks),
    confirmed: row.confirmedAt && { by: names.get(row.confirmedBy!) ?? 'Somebody', at: row.confirmedAt },
    easyRead: review
      ? { by: review.reviewer, at: review.reviewedAt, current: review.summaryHash === stands.summaryHash }
      : null
  };
}

function shownReading(blocks: readonly string[]): ShownReading | null {
  const found = readability(blocks);
  if (!found) return null;
  return {
    level: readingLevel(found),
    words: readabilityWords(found),
    advice: readabilityAdvice(found),
    tooHard: isTooHard(found)
  };
}

async function namesOf(db: Tools['db'], rows: readonly SummaryRow[]): Promise<ReadonlyMap<MemberId, string>> {
  const ids = rows.flatMap(({ confirmedBy }) => (confirmedBy ? [confirmedBy] : []));
  const members = await membersById(db, [...new Set(ids)]);
  return new Map(members.map(({ memberId, name }) => [memberId, name]));
}
