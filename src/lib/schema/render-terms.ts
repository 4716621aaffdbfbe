import type { FoundTerm } from '#domain/glossary';
import type { DocumentJson } from './document-json';
import { escapeHtml } from './escape-html';
import type { RenderContext } from './render-context';

/** The terms of a text that its clause has not explained yet, at their positions in the document. None within links. */
export function newTerms(node: DocumentJson, position: number, context: RenderContext): FoundTerm[] {
  const inLink = node.marks?.some(({ type }) => type === 'link') ?? false;
  const found = inLink ? [] : (context.terms?.find(node.text ?? '') ?? []);
  return found.flatMap(({ from, to, term }): FoundTerm[] => {
    if (context.explained.has(term.id)) return [];
    context.explained.add(term.id);
    return [{ from: position + from, to: position + to, term }];
  });
}

/**
 * A piece of text; when it is of a term, marked as such, and after the last piece a button that shows what the term means. The button
 * and the explanation are the browser's own popover: no script, works by keyboard, Escape closes it. Neither is text of the document.
 */
export function inTerm(
  html: string,
  { from, to }: { readonly from: number; readonly to: number },
  terms: readonly FoundTerm[],
  context: RenderContext
): string {
  const found = terms.find((each) => from >= each.from && to <= each.to);
  if (!found) return html;
  return to === found.to ? lastPiece(html, found, context) : marked(html);
}

/** The button stays on the line of the term's last word. */
function lastPiece(html: string, found: FoundTerm, context: RenderContext): string {
  const { button, meaning } = explanation(found, context);
  const lastWord = html.lastIndexOf(' ') + 1;
  return `${marked(html.slice(0, lastWord))}<span class="term-end">${marked(html.slice(lastWord))}${button}</span>${meaning}`;
}

function marked(html: string): string {
  return html === '' ? '' : `<span class="term">${html}</span>`;
}

function explanation(
  { term: { id, term, explanation } }: FoundTerm,
  context: RenderContext
): { readonly button: string; readonly meaning: string } {
  context.explanations += 1;
  const name = escapeHtml(term);
  const popover = `${context.terms!.idPrefix}term-${context.explanations}`;
  return {
    button: `<button type="button" class="term-button" popovertarget="${popover}" aria-label="What “${name}” means"></button>`,
    meaning:
      `<span class="term-meaning" id="${popover}" popover><strong>${name}</strong> <span>${escapeHtml(explanation)}</span> ` +
      `<a href="/glossary#term-${id}">All words of the glossary</a></span>`
  };
}
