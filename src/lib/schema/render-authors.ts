import { escapeHtml } from './escape-html';
import type { AuthoredWords, RenderContext } from './render-context';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The stretches of one author each that reach into this range; found by halving, for a text may have thousands. */
export function authorsIn({ from, to }: Range, { authors }: RenderContext): readonly AuthoredWords[] {
  let [low, high] = [0, authors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (authors[middle]!.to <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < authors.length && authors[end]!.from < to) end += 1;
  return authors.slice(low, end);
}

/** A piece of text in the dress of who wrote it. A letter begins each stretch, and words for screen readers enclose it. */
export function byAuthor(html: string, { from, to }: Range, authors: readonly AuthoredWords[]): string {
  const author = authors.find((each) => from >= each.from && to <= each.to);
  if (!author) return html;
  const hidden = (words: string) => `<span class="nhsuk-u-visually-hidden">${escapeHtml(words)}</span>`;
  const letter = `<span class="by-letter" aria-hidden="true">${escapeHtml(author.letter)}</span>`;
  const start = from === author.from ? letter + hidden(`[${author.name}: `) : '';
  const end = to === author.to ? hidden('] ') : '';
  return `<span class="by ${author.className}">${start}${html}${end}</span>`;
}
