import type { Doc } from 'yjs';
import { clauseName } from '#domain/clause-state';
import type { Passage } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { fromAnchor, toAnchor } from '../documents/anchor';
import { cellPlace } from '../documents/cell-place';
import { outlinedClause } from '../documents/clause-outline';
import { clausesOf } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { collapsed, passageText, plainText, runAround } from '../documents/passage-text';
import { visibleSpecification } from './comment-thread';
import { openPromise } from './consultation-page';
import type { HistoryAsked } from './passage-history';
import type { ReadContext } from './read-context';
import { waysShown, type WaysShown } from './ways-shown';

/** A paragraph, an item of a list, or a cell of a table. */
export interface OfferedPassage extends Passage {
  /** Of a cell: the first words of its row and its column. */
  readonly cell: string | null;
}

export interface PassageChoice {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** What is to be commented on or written anew; null while it is still to be chosen. */
  readonly passage: Passage | null;
  /** Those to choose from, of the clause that was asked for or of the words that were marked. */
  readonly paragraphs: readonly OfferedPassage[];
  /** Clauses to choose from, where neither was. */
  readonly clauses: readonly NamedClause[];
  /** The clause that was asked for. */
  readonly clause: NamedClause | null;
  /** The words that were chosen in this clause do not stand there any more. */
  readonly changed: boolean;
  readonly waysShown: WaysShown;
  /** What the open consultation on the specification promises, in one line. */
  readonly promise: string | null;
  readonly topics: readonly Topic[];
}

export interface NamedClause {
  /** Its id in the page. */
  readonly id: string;
  readonly name: string;
}

/**
 * What a comment or other words are to be about, for those who may comment. Without JavaScript and by keyboard one chooses a clause, then
 * a paragraph of it.
 */
export async function passageChoice(
  context: ReadContext,
  id: string,
  asked: HistoryAsked
): Promise<PassageChoice | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'comment', specification);
  if (isRefusal(allowed)) return allowed;
  const { ydoc } = await context.tools.drafts.newest(specification.documentId);
  const found = foundIn(ydoc, asked);
  if (isRefusal(found)) return found;
  return {
    specification: { id: specification.id, title: specification.title },
    passage: null,
    paragraphs: [],
    clauses: [],
    clause: null,
    changed: false,
    ...found,
    waysShown: await waysShown(context, specification),
    promise: await openPromise(context, specification.id),
    topics: []
  };
}

type Found = Partial<Pick<PassageChoice, 'passage' | 'paragraphs' | 'clauses' | 'clause' | 'changed'>>;

function foundIn(ydoc: Doc, asked: HistoryAsked): Found | Refusal {
  const json = jsonFromDoc(ydoc);
  if (asked.clause !== null) return inClause(ydoc, json, asked);
  if (asked.quote === null) return { clauses: clausesIn(json) };
  const passage = marked(ydoc, asked);
  if (isRefusal(passage)) return passage;
  if (!runAround(passageText(ydoc), passage)) return { paragraphs: paragraphsIn(ydoc, passage) };
  return { passage };
}

export function clausesIn(json: DocumentJson): NamedClause[] {
  const clauses = clausesOf(json).filter(({ top }) => top);
  return clauses.map(({ id, number, text }) => ({ id, name: clauseName({ number, heading: text }) }));
}

/** A clause that is gone is answered with those that are there: somebody may have been writing about it. */
export function inClause(ydoc: Doc, json: DocumentJson, asked: HistoryAsked): Found | Refusal {
  const id = asked.clause!;
  const clause = outlinedClause(json, id);
  if (!clause)
    return asked.quote === null ? refuse('not-found') : { clauses: clausesIn(json), changed: true };
  const [heading, ...others] = paragraphsIn(ydoc, clause);
  const under =
    heading && collapsed(heading.quote) === collapsed(clause.heading) ? others : [heading!, ...others];
  const paragraphs = under.filter((each) => each !== undefined);
  const found = { clause: { id, name: clauseName(clause) }, paragraphs };
  if (asked.quote === null) return { ...found, passage: paragraphs.length === 1 ? paragraphs[0]! : null };
  const passage = marked(ydoc, asked);
  return isRefusal(passage) ? { ...found, changed: true } : { ...found, passage };
}

/** Words that reach over several paragraphs are offered one paragraph at a time. */
function marked(ydoc: Doc, { from, to, quote }: HistoryAsked): Passage | Refusal {
  const [start, end] = [Number(from), Number(to)];
  if (![from, to].every((value) => /^\d{1,9}$/.test(value ?? '')) || start >= end) return refuse('not-found');
  const anchor = toAnchor(ydoc, { from: start, to: end, quote: quote ?? '' });
  const range = isRefusal(anchor) ? null : fromAnchor(ydoc, anchor);
  const message = 'These words have changed since they were marked. Mark them again in the text.';
  return range ? { ...range, quote: collapsed(quote ?? '') } : refuse('passage-changed', { message });
}

function paragraphsIn(
  ydoc: Doc,
  { from, to }: { readonly from: number; readonly to: number }
): OfferedPassage[] {
  return passageText(ydoc).runs.flatMap((run) => {
    const end = run.from + run.text.length;
    const quote = run.from < to && end > from ? collapsed(plainText(run.text)) : '';
    return quote === '' ? [] : [{ from: run.from, to: end, quote, cell: cellPlace(run.text) }];
  });
}
