import type { DocumentJson } from '../document-json';

/** A stretch of a paragraph or heading. "restyled": the same words with other formatting or another link. */
export type Piece =
  | { readonly kind: 'same'; readonly nodes: readonly DocumentJson[] }
  | { readonly kind: 'added'; readonly nodes: readonly DocumentJson[] }
  | { readonly kind: 'removed'; readonly nodes: readonly DocumentJson[] }
  | {
      readonly kind: 'restyled';
      readonly was: readonly DocumentJson[];
      readonly now: readonly DocumentJson[];
    };

/** Columns as they stand in the one and in the other table. */
export type ColumnChange =
  | { readonly kind: 'both'; readonly was: number; readonly now: number }
  | { readonly kind: 'added'; readonly now: number }
  | { readonly kind: 'removed'; readonly was: number };

export type CellChange =
  | {
      readonly kind: 'both';
      readonly was: DocumentJson;
      readonly now: DocumentJson;
      readonly blocks: readonly BlockChange[];
    }
  | { readonly kind: 'added'; readonly now: DocumentJson }
  | { readonly kind: 'removed'; readonly was: DocumentJson };

export type RowChange =
  | {
      readonly kind: 'both';
      readonly was: DocumentJson;
      readonly now: DocumentJson;
      readonly cells: readonly CellChange[];
    }
  | { readonly kind: 'added'; readonly now: DocumentJson }
  | { readonly kind: 'removed'; readonly was: DocumentJson };

/** What became of a block. All nodes are as canonical.ts writes them. */
export type BlockChange =
  | { readonly kind: 'same'; readonly node: DocumentJson }
  | { readonly kind: 'added'; readonly now: DocumentJson }
  | { readonly kind: 'removed'; readonly was: DocumentJson }
  /** It stands elsewhere, unchanged but for its number: here now, and there before. */
  | { readonly kind: 'moved-here'; readonly now: DocumentJson }
  | { readonly kind: 'moved-away'; readonly was: DocumentJson }
  /** A paragraph or a heading. */
  | {
      readonly kind: 'text';
      readonly was: DocumentJson;
      readonly now: DocumentJson;
      readonly pieces: readonly Piece[];
    }
  /** A list, an item of one, or a quotation. */
  | {
      readonly kind: 'inside';
      readonly was: DocumentJson;
      readonly now: DocumentJson;
      readonly blocks: readonly BlockChange[];
    }
  | {
      readonly kind: 'table';
      readonly was: DocumentJson;
      readonly now: DocumentJson;
      /** Null for tables with merged cells: their rows are compared cell by cell. */
      readonly columns: readonly ColumnChange[] | null;
      readonly rows: readonly RowChange[];
    };

/** A heading and what stands under it up to the next one. The first has no heading: what stands before all of them. */
export interface Clause {
  readonly heading: DocumentJson | null;
  readonly blocks: readonly DocumentJson[];
}

/** A clause that stands in both texts. */
export interface KeptClause {
  readonly kind: 'both';
  readonly was: Clause;
  readonly now: Clause;
  /** "with-parent": only because the clause that it belongs to has moved. */
  readonly moved: 'no' | 'moved' | 'with-parent';
  readonly heading: BlockChange | null;
  readonly blocks: readonly BlockChange[];
}

/** What became of a clause. */
export type ClauseChange =
  | KeptClause
  /** Its heading is new; of its blocks some may have stood elsewhere. */
  | { readonly kind: 'added'; readonly now: Clause; readonly blocks: readonly BlockChange[] }
  | { readonly kind: 'removed'; readonly was: Clause; readonly blocks: readonly BlockChange[] }
  /** It stood here before; `clause` stands at its new place as well. */
  | { readonly kind: 'moved-away'; readonly clause: KeptClause };

/** The one text beside the other, in the order of the new one, with what is gone where it stood. */
export interface DocumentDiff {
  readonly clauses: readonly ClauseChange[];
}
