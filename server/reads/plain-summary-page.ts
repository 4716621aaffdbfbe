import type { ClauseId, DocumentId, SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { Topic } from '#protocol/topics';
import { isClauseId } from '#schema/clause-ids';
import { clauseName, clauseTexts, type ClauseText } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { shownSummary } from '#schema/plain-summary';
import { renderDocument } from '#schema/render-html';
import { summaryAsText } from '#schema/typed-summary';
import type { OwnTerms } from '#schema/own-template';
import { hasWords } from '#schema/written-words';
import { summaryOf, type SummaryRow } from '../db/plain-summaries';
import type { SpecificationRow } from '../db/specifications';
import { textLock, type TextLock } from '../db/text-lock';
import { jsonFromDoc } from '../documents/document-bytes';
import { visibleSpecification } from './comment-thread';
import { findsTerms } from './glossary-page';
import { shownSummaries, type ShownSummary } from './plain-summaries';
import type { ReadContext } from './read-context';
import { editing, type Editing } from './specification-edit';

export interface PlainSummaryPage {
  readonly id: SpecificationId;
  readonly title: string;
  readonly clause: ClauseId;
  /** "3.2 Service description". */
  readonly name: string;
  /** What stands under the heading now, safe to show as it is; null when the clause is gone. */
  readonly clauseHtml: string | null;
  /** Null: nobody has started one. */
  readonly summary: EditedSummary | null;
  readonly closed: TextLock | null;
  /** Who edits, as others will see them. */
  readonly person: Editing;
  /** The clauses before and after it that a summary could be of, to go on to. */
  readonly previous: NamedClause | null;
  readonly next: NamedClause | null;
  readonly may: { readonly edit: boolean; readonly confirm: boolean };
  readonly topics: readonly Topic[];
}

export interface NamedClause {
  readonly clause: ClauseId;
  readonly name: string;
}

export interface EditedSummary extends ShownSummary {
  /** The browser keeps its copy of the summary under this. */
  readonly documentId: DocumentId;
  /** Room of its text at the sync endpoint. */
  readonly room: string;
  /** As a form without JavaScript has it. */
  readonly typed: string;
}

/** A clause beside its plain summary. */
export async function plainSummaryPage(
  context: ReadContext,
  id: string,
  clause: string
): Promise<PlainSummaryPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const person = editing(context.actor, specification);
  if (isRefusal(person)) return person;
  if (!isClauseId(clause)) return refuse('not-found');
  const { db, drafts } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  const json = jsonFromDoc(ydoc);
  const texts = clauseTexts(json);
  const text = texts.find((each) => each.clause === clause);
  const row = await summaryOf(db, { specificationId: specification.id, clauseId: clause });
  if (!text && !row) return refuse('not-found');
  const closed = await textLock(db, specification.documentId);
  return {
    id: specification.id,
    title: specification.title,
    clause,
    name: text ? clauseName(text) : row!.clauseName,
    clauseHtml: text ? await clauseHtml(context, specification, text) : null,
    summary: row ? await edited(context, specification, json, row) : null,
    closed,
    person,
    ...neighbours(texts, clause, specification.ownTerms),
    may: {
      edit: !closed && may(context.actor, 'edit-specification', specification),
      confirm: may(context.actor, 'confirm-summary', specification)
    },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

async function clauseHtml(
  { tools }: ReadContext,
  { partnershipId }: SpecificationRow,
  { blocks }: ClauseText
): Promise<string> {
  const find = await findsTerms(tools.db, partnershipId);
  const json = shownSummary({ type: 'doc', content: [...blocks] });
  return renderDocument(json, { terms: { find, idPrefix: 'clause-' } });
}

async function edited(
  { tools }: ReadContext,
  specification: SpecificationRow,
  json: DocumentJson,
  row: SummaryRow
): Promise<EditedSummary> {
  const [shown] = await shownSummaries(tools, { specification, json, rows: [row] });
  const { ydoc } = await tools.drafts.newest(row.documentId);
  const { documentId } = row;
  return { ...shown!, documentId, room: roomName(documentId), typed: summaryAsText(jsonFromDoc(ydoc)) };
}

function neighbours(
  texts: readonly ClauseText[],
  clause: ClauseId,
  own: OwnTerms | null
): Pick<PlainSummaryPage, 'previous' | 'next'> {
  const worthIt = texts.filter((text) => text.clause === clause || hasWords(text, own));
  const at = worthIt.findIndex((text) => text.clause === clause);
  const named = (text: ClauseText | undefined) =>
    text ? { clause: text.clause, name: clauseName(text) } : null;
  if (at === -1) return { previous: null, next: null };
  return { previous: named(worthIt[at - 1]), next: named(worthIt[at + 1]) };
}
