/** A cell's words; a row's first cell names the row. */
export interface PaperTable {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a paper consists of, before it becomes a page or a file. */
export type PaperBlock =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'quote'; readonly words: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly words: string }
  | PaperTable
  /** Something that a paper of this kind has, and of which nothing is kept here. */
  | { readonly kind: 'gap'; readonly what: string };

export function words(text: string): PaperBlock {
  return { kind: 'words', words: text };
}

export function subheading(text: string): PaperBlock {
  return { kind: 'heading', words: text };
}

export function gaps(...whats: readonly string[]): PaperBlock[] {
  return whats.map((what) => ({ kind: 'gap', what }));
}

/** A list; nothing for none. */
export function list(items: readonly string[]): PaperBlock[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): PaperBlock {
  return { kind: 'table', head, rows };
}

/** A table, or the sentence that says why there is none. */
export function tableOr(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string
): PaperBlock[] {
  return [rows.length === 0 ? words(none) : table(head, rows)];
}

/** What is said of something that nobody has filled in. */
export const NOT_RECORDED = 'Not recorded';

export function orNotRecorded(text: string | null | undefined): string {
  return text == null || text.trim() === '' ? NOT_RECORDED : text;
}
