import { safeHref } from './allowed-links';
import { nodeSize, stringAttribute, type DocumentJson, type DocumentMark } from './document-json';
import { escapeHtml } from './escape-html';
import type { Highlight, RenderContext } from './render-context';
import { authorsIn, byAuthor } from './render-authors';
import { inTerm, newTerms } from './render-terms';

// Outermost first, so that the same marks always give the same HTML.
const TAGS: readonly (readonly [mark: string, tag: string])[] = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strike', 's'],
  ['superscript', 'sup'],
  ['subscript', 'sub']
];

/** How many comments a mark names; it says how many there are when there are more. */
const MOST_LISTED = 10;

/** The inline content of a block whose text starts at position `start`. */
export function renderInline(nodes: readonly DocumentJson[], start: number, context: RenderContext): string {
  let position = start;
  let html = '';
  for (const node of nodes) {
    html += renderInlineNode(node, position, context);
    position += nodeSize(node);
  }
  return html;
}

function renderInlineNode(node: DocumentJson, position: number, context: RenderContext): string {
  if (node.text !== undefined) return renderText(node, position, context);
  if (node.type === 'hardBreak') return '<br>';
  if (node.type !== 'footnote') return '';
  const end = position + 1;
  const covering = context.highlights.filter(({ from, to }) => from <= position && to >= end);
  return highlighted(noteReference(node, context), covering, end, context);
}

function noteReference(node: DocumentJson, context: RenderContext): string {
  const number = context.notes.push(stringAttribute(node, 'text') ?? '');
  return (
    `<sup class="note-reference"><a href="#note-${number}" id="note-reference-${number}" ` +
    `role="doc-noteref" aria-label="Note ${number}">${number}</a></sup>`
  );
}

/** Cuts a text at the ends of highlights, of terms and of proposals: each piece stands in one mark for all that cover it. */
function renderText(node: DocumentJson, position: number, context: RenderContext): string {
  const text = node.text ?? '';
  const end = position + text.length;
  const touching = context.highlights.filter(({ from, to }) => from < end && to > position);
  const terms = newTerms(node, position, context);
  const authors = authorsIn({ from: position, to: end }, context);
  const ends = [...touching, ...terms, ...authors].flatMap(({ from, to }) => [from, to]);
  const { proposals } = context;
  if (proposals) ends.push(...proposals.cuts(position, end));
  const cuts = ends.filter((cut) => cut > position && cut < end);
  const edges = [...new Set([position, ...cuts, end])].sort((a, b) => a - b);
  let html = '';
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [from, to] = [edges[index] ?? position, edges[index + 1] ?? end];
    const words = escapeHtml(text.slice(from - position, to - position));
    const piece = inTerm(byAuthor(words, { from, to }, authors), { from, to }, terms, context);
    const covering = touching.filter((highlight) => highlight.from <= from && highlight.to >= to);
    html += highlighted(proposals?.shown(piece, from, to) ?? piece, covering, to, context);
  }
  return withMarks(html, node.marks ?? []);
}

function highlighted(html: string, covering: Highlight[], end: number, context: RenderContext): string {
  if (covering.length === 0) return html;
  const [first, ...others] = covering
    .filter(({ id }) => !context.begun.has(id))
    .map(({ id }) => escapeHtml(id));
  covering.forEach(({ id }) => context.begun.add(id));
  const name = first === undefined ? '' : ` id="passage-${first}"`;
  const names = others.map((id) => `<span id="passage-${id}"></span>`).join('');
  // The labels close the passages in words, for people who cannot see the colour.
  const labels = covering.filter(({ to }) => to === end).map(({ label }) => passageLabel(label));
  return `<mark${name}${commentsOf(covering)}>${names}${html}${labels.join('')}</mark>`;
}

/** One mark for all comments on the same words, and a limit: otherwise a page grows with the square of the comments. */
function commentsOf(covering: readonly Highlight[]): string {
  const listed = covering.slice(0, MOST_LISTED).map(({ id }) => escapeHtml(id));
  const count = covering.length > MOST_LISTED ? ` data-comments="${covering.length}"` : '';
  return ` data-comment="${listed.join(' ')}"${count}`;
}

function passageLabel(label: string): string {
  return `<span class="passage-label nhsuk-u-visually-hidden"> (${escapeHtml(label)})</span>`;
}

function withMarks(html: string, marks: readonly DocumentMark[]): string {
  const names = new Set(marks.map(({ type }) => type));
  const dressed = TAGS.reduceRight(
    (inner, [mark, tag]) => (names.has(mark) ? `<${tag}>${inner}</${tag}>` : inner),
    html
  );
  return withLink(
    dressed,
    marks.find(({ type }) => type === 'link')
  );
}

/** A link whose target is not allowed is shown as the plain words it stood on. */
function withLink(html: string, link: DocumentMark | undefined): string {
  const href = link === undefined ? null : safeHref(link.attrs?.href);
  return href === null ? html : `<a href="${escapeHtml(href)}" rel="noopener">${html}</a>`;
}
