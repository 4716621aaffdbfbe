import { clauseNamesOf, type ClauseNames } from '#domain/budget-words';
import { factsOf, type BudgetLine, type ClauseFacts, type NamedOrganisation } from '#domain/clause-facts';
import { clauseName, type ClauseOutline, type ClauseState } from '#domain/clause-state';
import { plainWords } from '#domain/clause-words';
import type { CommentThread } from '#domain/comment-thread';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { OpenPoint } from '#domain/open-point';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { renderDocument } from '#schema/render-html';
import { organisationsOf } from '../db/organisations';
import type { SpecificationRow } from '../db/specifications';
import { clauseText } from '../documents/clause-outline';
import { clausesNow, type ClausesNow } from './clause-overview';
import { visibleSpecification } from './comment-thread';
import { ownStandings, type OwnStandings } from './own-standing';
import type { ReadContext } from './read-context';

export interface ClausePage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly id: ClauseId;
  /** What it is called now; what it was last called when the text does not have it any more. */
  readonly name: string;
  /** Null when the text does not have it any more. */
  readonly state: ClauseState | null;
  /** How its plain summary stands, in words; null when it is gone. */
  readonly plainWords: string | null;
  /** Its words, safe to show as they are; empty when it is gone. */
  readonly html: string;
  readonly facts: ClauseFacts;
  /** The specification's other budget lines, any of which could pay for this clause too. */
  readonly otherLines: readonly BudgetLine[];
  /** Of every clause that any of the lines pays for. */
  readonly clauseNames: ClauseNames;
  readonly threads: readonly CommentThread[];
  /** What the reader wrote about it and others do not see, or not any more. */
  readonly own: OwnStandings;
  readonly points: readonly OpenPoint[];
  /** What forms offer: the partnership's organisations now. */
  readonly organisations: readonly NamedOrganisation[];
  readonly may: { readonly editFacts: boolean; readonly raise: boolean };
  readonly topics: readonly Topic[];
}

/** Everything kept about one clause. A clause that is gone is shown as long as something is kept about it. */
export async function clausePage(
  context: ReadContext,
  id: string,
  clause: string
): Promise<ClausePage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const now = await clausesNow(context, specification);
  const shown = shownClause(now, clause);
  if (!shown) return refuse('not-found');
  return {
    ...shown,
    plainWords: shown.state && plainWords(shown.state),
    html: shown.here ? renderDocument(clauseText(now.json, shown.here), { headingOffset: 1 }) : '',
    threads: now.threads.filter(({ range }) => isIn(shown.here, range)),
    own: await ownStandings(context, specification, ({ anchor, quote }) =>
      isIn(shown.here, now.readPassage(anchor, quote).range)
    ),
    ...money(now, shown.id),
    ...(await around(context, specification))
  };
}

interface Shown extends Pick<ClausePage, 'id' | 'name' | 'state' | 'facts' | 'points'> {
  readonly here: ClauseOutline | undefined;
}

function shownClause(
  { outline, states, facts, gone: allGone, points }: ClausesNow,
  clause: string
): Shown | undefined {
  const here = outline.find(({ id }) => id === clause);
  const gone = allGone.find(({ id }) => id === clause);
  const id = here?.id ?? gone?.id;
  if (!id) return undefined;
  return {
    id,
    here,
    name: here ? clauseName(here) : gone!.name,
    state: states.find((state) => state.id === clause) ?? null,
    facts: factsOf(facts, id),
    points: points.filter(({ place, other }) => [place, other].some((each) => each?.clause?.id === clause))
  };
}

function money(
  { outline, gone, facts: { budgetLines } }: ClausesNow,
  clause: ClauseId
): Pick<ClausePage, 'otherLines' | 'clauseNames'> {
  const paid = new Set(budgetLines.flatMap(({ clauses }) => clauses));
  const called = [
    ...clauseNamesOf(outline),
    ...gone.map(({ id, name }) => ({ id, name: `${name} (no longer in the text)` }))
  ];
  return {
    otherLines: budgetLines.filter(({ clauses }) => !clauses.includes(clause)),
    clauseNames: called.filter(({ id }) => paid.has(id))
  };
}

function isIn(clause: ClauseOutline | undefined, range: CommentThread['range']): boolean {
  return clause !== undefined && range !== null && range.from >= clause.from && range.from < clause.to;
}

async function around(
  { actor, tools: { db, now } }: ReadContext,
  specification: SpecificationRow
): Promise<Pick<ClausePage, 'specification' | 'organisations' | 'may' | 'topics'>> {
  const { id, title, partnershipId } = specification;
  return {
    specification: { id, title },
    organisations: await organisationsOf(db, partnershipId, await now(db)),
    may: {
      editFacts: may(actor, 'edit-clause-facts', specification),
      raise: may(actor, 'raise-open-point', specification)
    },
    topics: [{ kind: 'specification', id }]
  };
}
