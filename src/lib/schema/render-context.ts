import type { TermFinder } from '#domain/glossary';
import type { DocumentJson } from './document-json';

/** A passage to mark in the text, in ProseMirror positions; `label` is read out by screen readers after it. */
export interface Highlight {
  from: number;
  to: number;
  id: string;
  label: string;
}

/** Changes that people propose, to be shown in the text: see `shownProposals`. Handed in, since few pages show any. */
export interface ShownProposals {
  /** Where the text between two positions is cut for them. */
  cuts(from: number, to: number): number[];
  /** The HTML of an uncut piece with them. */
  shown(html: string, from: number, to: number): string;
}

export interface RenderOptions {
  /** How many levels down headings move: 1 when the page's own title is the h1 (default 1). */
  headingOffset?: number;
  /** Where each clause is a part of a page by itself: the one level that all headings have. */
  everyHeading?: number;
  /** Writes `data-pos` (the position where its text starts) on every block of text. */
  positions?: boolean;
  /** Passages to wrap in `<mark data-comment="id id …">`; they may overlap and reach across blocks. */
  highlights?: readonly Highlight[];
  proposals?: ShownProposals;
  /** Words by who brought them into the text, to be told apart; they do not overlap, and stand in order. */
  authors?: readonly AuthoredWords[];
  /** Explains the words of a glossary in place, each once in a clause. */
  terms?: ExplainedTerms | undefined;
}

/** Positions, and how the words are told apart: by a class, a letter, and a name for screen readers. */
export interface AuthoredWords {
  readonly from: number;
  readonly to: number;
  readonly className: string;
  readonly letter: string;
  readonly name: string;
}

export interface ExplainedTerms {
  readonly find: TermFinder;
  /** Begins the ids of the explanations: of two texts on one page each has its own. */
  readonly idPrefix: string;
}

/** What rendering one document needs to remember while it goes through the text from top to bottom. */
export interface RenderContext {
  /** What stands in the text itself. */
  readonly tops: ReadonlySet<DocumentJson>;
  /** The level on the page of a heading that has this one in the text. */
  headingLevel(level: number): number;
  readonly positions: boolean;
  readonly highlights: readonly Highlight[];
  readonly authors: readonly AuthoredWords[];
  readonly proposals: ShownProposals | undefined;
  readonly notes: string[];
  /** Highlights that already have an element carrying their id. */
  readonly begun: Set<string>;
  clauses: number;
  /** None in headings: they are links' targets and names of clauses. */
  readonly terms: ExplainedTerms | undefined;
  /** Terms that the clause has explained already. */
  readonly explained: Set<string>;
  /** How many explanations there are so far. */
  explanations: number;
  /** Ids of clauses that are used already. */
  readonly clauseIds: Set<string>;
  tables: number;
}

/** `json` is the document when the whole of it is rendered: only then headings get their own ids. */
export function renderContext(options: RenderOptions, json?: DocumentJson): RenderContext {
  return {
    tops: new Set(json?.content),
    headingLevel: (level) => options.everyHeading ?? Math.min(6, level + (options.headingOffset ?? 1)),
    positions: options.positions ?? false,
    highlights: (options.highlights ?? []).filter(({ from, to }) => from < to),
    authors: options.authors ?? [],
    proposals: options.proposals,
    terms: options.terms,
    explained: new Set(),
    explanations: 0,
    notes: [],
    begun: new Set(),
    clauses: 0,
    clauseIds: new Set(),
    tables: 0
  };
}
