import type { SummaryState } from '#domain/clause-state';
import { clauseLine } from '#domain/clause-words';
import type { CommentThread } from '#domain/comment-thread';
import type { TermFinder } from '#domain/glossary';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { OpenPoint } from '#domain/open-point';
import { removedSummary } from '#domain/moderation';
import { may } from '#domain/policy';
import { removedAmong } from '#domain/shown-words';
import { readability, readabilityWords } from '#domain/reading/smog';
import { isRefusal, type Refusal } from '#domain/refusal';
import { roomName } from '#protocol/rooms';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { reportSentences, type ImportReport, type ReportSentences } from '#schema/import-report';
import type { Highlight } from '#schema/render-context';
import { renderDocument } from '#schema/render-html';
import { shownProposals, type Proposal } from '#schema/render-proposals';
import type { Database } from '../db/database';
import { isAnythingPublic } from '../db/published-answers';
import { versionsOf, type SpecificationRow } from '../db/specifications';
import { textLock, type TextLock } from '../db/text-lock';
import { clauseOutline } from '../documents/clause-outline';
import { clausesOf, type Clause } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { proposedChanges } from '../documents/proposed-changes';
import { passageText } from '../documents/passage-text';
import { passagesIn } from '../documents/read-passage';
import { clauseOverview, type ClauseOverview } from './clause-overview';
import { waysShown, type WaysShown } from './ways-shown';
import { ownStandings, type OwnStandings } from './own-standing';
import { threadsOn, visibleSpecification } from './comment-thread';
import { newestConsultation, type ShownConsultation } from './consultation-page';
import { findsTerms } from './glossary-page';
import { readsPlainFirst, shownSummaries, summarisable, type ShownSummary } from './plain-summaries';
import type { ReadContext } from './read-context';

export interface FrozenVersion {
  readonly number: number;
  readonly label: string;
  readonly frozenAt: Date;
  /** Whether the draft was edited after it was frozen. */
  readonly draftIsNewer: boolean;
}

export interface SpecificationPage {
  readonly id: SpecificationId;
  readonly title: string;
  readonly serviceNumber: string;
  readonly createdAt: Date;
  /** Room of the draft at the sync endpoint. */
  readonly room: string;
  readonly newestVersion: FrozenVersion | null;
  /** What people were promised: the consultation that is open, or else the newest; null when there never was one. */
  readonly consultation: ShownConsultation | null;
  /** Comments with their answers can be read by everybody on a page of their own. */
  readonly isPublic: boolean;
  /** Closed for editing; null while it is open. */
  readonly closed: TextLock | null;
  /** The newest committed draft, safe to show as it is; `data-pos` on its blocks, comments in `<mark data-comment>`. */
  readonly html: string;
  readonly contents: readonly Clause[];
  /** In the order of the text; those whose words are gone come last. */
  readonly threads: readonly CommentThread[];
  /** In the order of the text; those whose clause is gone come last. */
  readonly summaries: readonly ShownSummary[];
  /** Clauses that have words a summary could be of. */
  readonly summarised: readonly ClauseId[];
  /** How hard the summaries are to read, taken together and in words; null when there are none. */
  readonly plainLevel: string | null;
  /** This reader is shown the plain version first, unless they choose otherwise. */
  readonly plainFirst: boolean;
  /** What an import kept and did not keep; null when it was not imported. */
  readonly imported: { readonly fileName: string; readonly report: ReportSentences } | null;
  /** One line for each clause that has an id: who is accountable, and what is kept. */
  readonly clauseLines: readonly { readonly clause: ClauseId; readonly line: string }[];
  /** All that is kept about the clauses, of the same state of the text; null unless it is asked for. */
  readonly around: Pick<ClauseOverview, 'states' | 'facts'> | null;
  /** Questions and contradictions that are not resolved. */
  readonly openPoints: readonly OpenPoint[];
  readonly may: {
    readonly comment: boolean;
    readonly answer: boolean;
    readonly edit: boolean;
    readonly freeze: boolean;
    readonly editFacts: boolean;
    readonly raise: boolean;
    readonly reviewEasyRead: boolean;
    readonly consult: boolean;
    readonly review: boolean;
    readonly raiseConcern: boolean;
    readonly enter: boolean;
  };
  /** How many were removed on it, and why; null where none was. */
  readonly removed: string | null;
  /** What the reader wrote and others do not see, or not any more. */
  readonly own: OwnStandings;
  /** How a comment of the reader's can be shown to others. */
  readonly waysShown: WaysShown;
  readonly topics: readonly Topic[];
}

/** A specification to read and to comment on. */
export async function specificationPage(
  context: ReadContext,
  id: string,
  { withFacts = false }: { readonly withFacts?: boolean } = {}
): Promise<SpecificationPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { db, drafts } = context.tools;
  const { ydoc, sequence } = await drafts.newest(specification.documentId);
  const [json, words] = [jsonFromDoc(ydoc), passageText(ydoc)];
  const readPassage = passagesIn(ydoc, words);
  const threads = await threadsOn(context, specification, readPassage);
  const find = await findsTerms(db, specification.partnershipId);
  const summaries = await shownSummaries(context.tools, { specification, json, find });
  const outline = clauseOutline(json, specification.ownTerms);
  const text = { outline, readPassage, threads, summaries: statesOf(summaries) };
  const overview = await clauseOverview(db, specification.id, text);
  const closed = await textLock(db, specification.documentId);
  const { title, serviceNumber, createdAt } = specification;
  return {
    id: specification.id,
    ...{ title, serviceNumber, createdAt },
    room: roomName(specification.documentId),
    newestVersion: await newestVersion(db, specification.id, sequence),
    ...(await consulted(context, specification.id)),
    closed,
    html: htmlOf(json, { threads, proposals: proposedChanges(words, threads), find }),
    contents: clausesOf(json),
    threads,
    ...clausesShown(overview, withFacts),
    summaries,
    ...{ summarised: summarisable(json, specification.ownTerms), plainLevel: levelOf(summaries) },
    plainFirst: readsPlainFirst(context.actor, specification, withWords(summaries)),
    imported: importOf(specification),
    may: rights(context, specification, closed),
    waysShown: await waysShown(context, specification),
    ...{ removed: removedSummary(removedAmong(threads)), own: await ownStandings(context, specification) },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

async function consulted(
  { tools: { db, now } }: ReadContext,
  id: SpecificationId
): Promise<Pick<SpecificationPage, 'consultation' | 'isPublic'>> {
  const consultation = await newestConsultation(db, id, await now(db));
  return { consultation, isPublic: await isAnythingPublic(db, id) };
}

interface ShownWith {
  readonly threads: readonly CommentThread[];
  readonly proposals: readonly Proposal[];
  readonly find: TermFinder;
}

function htmlOf(json: DocumentJson, { threads, proposals, find }: ShownWith): string {
  const highlights = threads.flatMap(highlight);
  return renderDocument(json, {
    headingOffset: 1,
    positions: true,
    highlights,
    proposals: shownProposals(proposals),
    terms: { find, idPrefix: 'text-' }
  });
}

function clausesShown(
  { states, facts, points }: ClauseOverview,
  withFacts: boolean
): Pick<SpecificationPage, 'clauseLines' | 'around' | 'openPoints'> {
  return {
    around: withFacts ? { states, facts } : null,
    clauseLines: states.flatMap((state) =>
      state.id === null ? [] : [{ clause: state.id, line: clauseLine(state, facts) }]
    ),
    openPoints: points.filter(({ resolution }) => resolution === null)
  };
}

function highlight({ id, by, brought, range, suggestion, withdrawnAt }: CommentThread): Highlight[] {
  const kind = suggestion ? 'suggestion' : 'comment';
  const label = brought ? `${kind} from the Word file` : `${kind} by ${by.name}`;
  return range && !withdrawnAt ? [{ ...range, id, label }] : [];
}

function withWords(summaries: readonly ShownSummary[]): number {
  return summaries.filter(({ html }) => html !== null).length;
}

function statesOf(summaries: readonly ShownSummary[]): ReadonlyMap<ClauseId, SummaryState> {
  return new Map(summaries.map(({ clause, state }) => [clause, state]));
}

function levelOf(summaries: readonly ShownSummary[]): string | null {
  const found = readability(summaries.filter(({ gone }) => !gone).flatMap(({ blocks }) => blocks));
  return found && readabilityWords(found);
}

function rights(
  { actor }: ReadContext,
  specification: SpecificationRow,
  closed: TextLock | null
): SpecificationPage['may'] {
  return {
    comment: may(actor, 'comment', specification),
    answer: may(actor, 'answer-comment', specification),
    edit: !closed && may(actor, 'edit-specification', specification),
    freeze: may(actor, 'freeze-version', specification),
    editFacts: may(actor, 'edit-clause-facts', specification),
    raise: may(actor, 'raise-open-point', specification),
    reviewEasyRead: may(actor, 'review-easy-read', specification),
    consult: may(actor, 'run-consultation', specification),
    review: may(actor, 'review-comments', specification),
    raiseConcern: may(actor, 'raise-concern', specification),
    enter: may(actor, 'enter-for-others', specification)
  };
}

function importOf({ origin, sourceFileName, importReport }: SpecificationRow): SpecificationPage['imported'] {
  if (origin !== 'word-file' || !importReport) return null;
  return { fileName: sourceFileName ?? 'a Word file', report: reportSentences(importReport as ImportReport) };
}

async function newestVersion(
  db: Database,
  id: SpecificationId,
  sequence: number
): Promise<FrozenVersion | null> {
  const [newest] = await versionsOf(db, id);
  if (!newest) return null;
  const { number, label, frozenAt, logSequence } = newest;
  return { number, label, frozenAt, draftIsNewer: logSequence < sequence };
}
