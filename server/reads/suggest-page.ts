import type { Doc } from 'yjs';
import { clauseName, type ClauseOutline } from '#domain/clause-state';
import type { Passage } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { fromAnchor, toAnchor } from '../documents/anchor';
import { outlinedClause } from '../documents/clause-outline';
import { clausesOf, type Clause } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { collapsed, passageText, plainText, runAround } from '../documents/passage-text';
import { visibleSpecification } from './comment-thread';
import type { HistoryAsked } from './passage-history';
import type { ReadContext } from './read-context';
import { waysShown, type WaysShown } from './ways-shown';

export interface SuggestPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** What is to be written anew; null while it is still to be chosen. */
  readonly passage: Passage | null;
  /** Paragraphs to choose from, of the clause that was asked for or of the words that were marked. */
  readonly paragraphs: readonly Passage[];
  /** Clauses to choose from, where neither was. */
  readonly clauses: readonly { readonly id: string; readonly name: string }[];
  readonly clause: string | null;
  readonly waysShown: WaysShown;
  readonly topics: readonly Topic[];
}

/** The form for other words: for those who may comment. Without JavaScript one chooses a clause, then a paragraph of it. */
export async function suggestPage(
  context: ReadContext,
  id: string,
  asked: HistoryAsked
): Promise<SuggestPage | Refusal> {
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
    ...found,
    waysShown: await waysShown(context, specification),
    topics: []
  };
}

type Found = Partial<Pick<SuggestPage, 'passage' | 'paragraphs' | 'clauses' | 'clause'>>;

function foundIn(ydoc: Doc, asked: HistoryAsked): Found | Refusal {
  const json = jsonFromDoc(ydoc);
  if (asked.clause !== null) return inClause(ydoc, outlinedClause(json, asked.clause));
  if (asked.quote === null)
    return {
      clauses: clausesOf(json)
        .filter(({ top }) => top)
        .map(named)
    };
  return marked(ydoc, asked);
}

function named({ id, number, text }: Clause): SuggestPage['clauses'][number] {
  return { id, name: clauseName({ number, heading: text }) };
}

function inClause(ydoc: Doc, clause: ClauseOutline | undefined): Found | Refusal {
  if (!clause) return refuse('not-found');
  const [heading, ...others] = paragraphsIn(ydoc, clause);
  const under =
    heading && collapsed(heading.quote) === collapsed(clause.heading) ? others : [heading!, ...others];
  const paragraphs = under.filter((each) => each !== undefined);
  return { clause: clauseName(clause), paragraphs, passage: paragraphs.length === 1 ? paragraphs[0]! : null };
}

/** Words that reach over several paragraphs are offered one paragraph at a time. */
function marked(ydoc: Doc, { from, to, quote }: HistoryAsked): Found | Refusal {
  const [start, end] = [Number(from), Number(to)];
  if (![from, to].every((value) => /^\d{1,9}$/.test(value ?? '')) || start >= end) return refuse('not-found');
  const anchor = toAnchor(ydoc, { from: start, to: end, quote: quote ?? '' });
  const range = isRefusal(anchor) ? null : fromAnchor(ydoc, anchor);
  const message = 'These words have changed since they were marked. Mark them again in the text.';
  if (!range) return refuse('passage-changed', { message });
  if (!runAround(passageText(ydoc), range)) return { paragraphs: paragraphsIn(ydoc, range) };
  return { passage: { ...range, quote: collapsed(quote ?? '') } };
}

function paragraphsIn(ydoc: Doc, { from, to }: { readonly from: number; readonly to: number }): Passage[] {
  return passageText(ydoc).runs.flatMap((run) => {
    const end = run.from + run.text.length;
    const quote = run.from < to && end > from ? collapsed(plainText(run.text)) : '';
    return quote === '' ? [] : [{ from: run.from, to: end, quote }];
  });
}
