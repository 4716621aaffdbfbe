import type { CommentThread } from '#domain/comment-thread';
import { parseId, type SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { isClauseId } from '#schema/clause-ids';
import { commentIdsAbout, type SubjectColumns } from '../db/comments';
import { frozenVersion } from '../db/decision-evidence';
import { decisionById } from '../db/decisions';
import { passagesIn } from '../documents/read-passage';
import { visibleBallot } from './ballot-page';
import { threadsOn, visibleSpecification } from './comment-thread';
import { openPromise } from './consultation-page';
import { ownStandings, type OwnStandings } from './own-standing';
import { visible, type ReadContext } from './read-context';
import { waysShown, type WaysShown } from './ways-shown';

/** What is said about something that is not the text itself, for the page that shows it. */
export interface Discussion {
  readonly specificationId: SpecificationId;
  readonly threads: readonly CommentThread[];
  /** The decision is final: nothing more is said. */
  readonly over: boolean;
  readonly may: { readonly comment: boolean };
  /** How a comment of the reader's can be shown to others. */
  readonly ways: WaysShown;
  /** What the open consultation on the specification promises, in one line. */
  readonly promise: string | null;
  /** What the reader said here and others do not see. */
  readonly own: OwnStandings['items'];
}

/** Of a plain summary, a decision, and the options of a ballot. */
export function discussions(context: ReadContext) {
  return {
    onSummary: (id: string, clause: string) => onSummary(context, id, clause),
    onDecision: (id: string) => onDecision(context, id),
    onOptions: (id: string) => onOptions(context, id)
  };
}

async function onSummary(context: ReadContext, id: string, clause: string): Promise<Discussion | Refusal> {
  if (!isClauseId(clause)) return refuse('not-found');
  return discussionOn(context, id, { about: { aboutClause: clause }, over: false });
}

async function onDecision(context: ReadContext, rawId: string): Promise<Discussion | Refusal> {
  const { db } = context.tools;
  const id = parseId<'decision'>(rawId);
  const row = visible(context, 'read-decision', isRefusal(id) ? undefined : await decisionById(db, id));
  if (isRefusal(row)) return row;
  const version = await frozenVersion(db, row.versionId);
  if (!version) throw new Error('A decision without its frozen version.');
  const asked = { about: { decisionId: row.id }, over: row.settledAt !== null };
  return discussionOn(context, version.specificationId, asked);
}

/** Null: the ballot is about no specification, and nobody would owe an answer. */
async function onOptions(context: ReadContext, id: string): Promise<Discussion | null | Refusal> {
  const row = await visibleBallot(context, id);
  if (isRefusal(row)) return row;
  if (row.specificationId === null) return null;
  return discussionOn(context, row.specificationId, { about: { ballotId: row.id }, over: false });
}

async function discussionOn(
  context: ReadContext,
  id: string,
  { about, over }: { readonly about: SubjectColumns; readonly over: boolean }
): Promise<Discussion | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const ids = new Set(await commentIdsAbout(context.tools.db, specification.id, about));
  return {
    specificationId: specification.id,
    threads:
      ids.size === 0 ? [] : (await allOn(context, specification)).filter(({ id: one }) => ids.has(one)),
    over,
    may: { comment: !over && may(context.actor, 'comment', specification) },
    ways: await waysShown(context, specification),
    promise: await openPromise(context, specification.id),
    own: (await ownStandings(context, specification, ({ id }) => ids.has(id))).items
  };
}

/** Built only where something was said. */
async function allOn(
  context: ReadContext,
  specification: Exclude<Awaited<ReturnType<typeof visibleSpecification>>, Refusal>
): Promise<CommentThread[]> {
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  return threadsOn(context, specification, passagesIn(ydoc));
}
