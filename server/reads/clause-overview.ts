import { clausesWithFacts, factsOf, type ClauseFacts } from '#domain/clause-facts';
import {
  clauseName,
  clauseStates,
  type AroundClauses,
  type ClauseOutline,
  type ClauseState
} from '#domain/clause-state';
import { waitsForAnswer, type CommentThread } from '#domain/comment-thread';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { OpenPoint } from '#domain/open-point';
import type { DocumentJson } from '#schema/document-json';
import { clauseFacts } from '../db/clause-facts';
import { knownHeadings } from '../db/clause-headings';
import type { Database } from '../db/database';
import type { SpecificationRow } from '../db/specifications';
import { clauseOutline } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';
import { passagesIn, type ReadPassage } from '../documents/read-passage';
import type { ReadContext } from './read-context';
import { threadsOn } from './comment-thread';
import { openPointsIn } from './open-points';
import { summaryStatesOf } from './plain-summaries';

/** A clause that the text does not have any more, with what is kept about it. */
export interface GoneClause {
  readonly id: ClauseId;
  /** What it was last called. */
  readonly name: string;
  readonly facts: ClauseFacts;
}

/** All that is kept about the clauses of a text, and what follows from it. */
export interface ClauseOverview {
  /** In reading order. */
  readonly states: readonly ClauseState[];
  readonly facts: ClauseFacts;
  readonly gone: readonly GoneClause[];
  readonly points: readonly OpenPoint[];
}

export interface TextNow extends Pick<AroundClauses, 'summaries'> {
  readonly outline: readonly ClauseOutline[];
  readonly readPassage: ReadPassage;
  readonly threads: readonly CommentThread[];
}

/** The clauses of the draft, what is kept and said about them, all of one state of the text. */
export interface ClausesNow extends ClauseOverview, Pick<TextNow, 'outline' | 'readPassage' | 'threads'> {
  readonly json: DocumentJson;
}

/** Who calls has asked whether the specification may be seen. */
export async function clausesNow(context: ReadContext, specification: SpecificationRow): Promise<ClausesNow> {
  const { db, drafts } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  // Before anything is waited for: the text may go on meanwhile.
  const json = jsonFromDoc(ydoc);
  const [outline, readPassage] = [clauseOutline(json, specification.ownTerms), passagesIn(ydoc)];
  const statesOf = summaryStatesOf(ydoc);
  const threads = await threadsOn(context, specification, readPassage);
  const summaries = await statesOf(context.tools, specification.id);
  const overview = await clauseOverview(db, specification.id, { outline, readPassage, threads, summaries });
  return { json, outline, readPassage, threads, ...overview };
}

export async function clauseOverview(
  db: Database,
  id: SpecificationId,
  text: TextNow
): Promise<ClauseOverview> {
  const facts = await clauseFacts(db, id);
  const points = await openPointsIn(db, id, text);
  const around = {
    facts,
    comments: text.threads
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map((thread) => ({ range: thread.range, waits: waitsForAnswer(thread) })),
    openPoints: points.map(({ place, resolution }) => ({ range: place.range, waits: resolution === null })),
    summaries: text.summaries
  };
  return {
    states: clauseStates(text.outline, around),
    facts,
    gone: await goneClauses(db, id, { facts, outline: text.outline }),
    points
  };
}

async function goneClauses(
  db: Database,
  id: SpecificationId,
  { facts, outline }: { facts: ClauseFacts; outline: readonly ClauseOutline[] }
): Promise<GoneClause[]> {
  const present = new Set(outline.map((clause) => clause.id));
  const gone = clausesWithFacts(facts).filter((clause) => !present.has(clause));
  if (gone.length === 0) return [];
  const headings = await knownHeadings(db, id);
  return gone.map((clause) => {
    const heading = headings.get(clause);
    return { id: clause, name: heading ? clauseName(heading) : clause, facts: factsOf(facts, clause) };
  });
}
