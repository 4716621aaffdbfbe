/** Which of the two texts of a clause is read: its plain summary, the full text, or one beside the other. */
export const READING_VIEWS = ['plain', 'full', 'both'] as const;
export type ReadingView = (typeof READING_VIEWS)[number];

export const VIEW_NAMES: Record<ReadingView, string> = {
  plain: 'Plain words',
  full: 'Full text',
  both: 'Side by side'
};

/** Remembers the view of this browser; says nothing of anybody. */
export const VIEW_COOKIE = 'concordat-view';

export interface HowToRead {
  readonly view: ReadingView;
  /** In print for people who see little: larger, one column, wide margins. */
  readonly large: boolean;
  /** One sentence a row, with room for a picture beside each. */
  readonly easy: boolean;
  /** What is kept about each clause stands beside it. */
  readonly around: boolean;
}

/** What the address asks for. */
export function askedView(search: URLSearchParams): ReadingView | undefined {
  return viewOf(search.get('view'));
}

/** Whether what is kept about each clause shall stand beside it. */
export function asksForFacts(search: URLSearchParams): boolean {
  return search.get('layout') === 'around';
}

export function howToRead(
  search: URLSearchParams,
  { remembered, plainFirst }: { readonly remembered: string | undefined; readonly plainFirst: boolean }
): HowToRead {
  return {
    view: askedView(search) ?? viewOf(remembered) ?? (plainFirst ? 'plain' : 'full'),
    large: search.get('print') === 'large',
    easy: search.get('layout') === 'easy',
    around: asksForFacts(search)
  };
}

function viewOf(name: string | null | undefined): ReadingView | undefined {
  return READING_VIEWS.find((each) => each === name);
}
