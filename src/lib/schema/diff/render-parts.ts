import { stringAttribute, type DocumentJson } from '../document-json';
import { escapeHtml } from '../escape-html';
import type { RenderContext } from '../render-context';
import { renderBlocks } from '../render-html';
import { renderInline } from '../render-inline';
import { blockNotes, markNotes } from './attribute-words';
import type { Piece } from './changes';
import { noteText } from './tokens';

/** "changes": what did not change is left out. */
export type DiffView = 'changes' | 'all';

export interface DiffRendering {
  readonly context: RenderContext;
  readonly view: DiffView;
}

/** Blocks that are in one of the two texts only. */
export function renderWhole(
  nodes: readonly DocumentJson[],
  tag: 'ins' | 'del',
  rendering: DiffRendering
): string {
  return `<${tag}>${plain(nodes, rendering)}</${tag}>`;
}

export function renderPieces(pieces: readonly Piece[], { context }: DiffRendering): string {
  const inline = (nodes: readonly DocumentJson[]) => renderInline(nodes.map(withNotesShown), 0, context);
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'same':
          return inline(piece.nodes);
        case 'added':
          return marked('ins', 'added', inline(piece.nodes));
        case 'removed':
          return marked('del', 'removed', inline(piece.nodes));
        case 'restyled': {
          const said = markNotes(piece.was[0]?.marks ?? [], piece.now[0]?.marks ?? []).join('; ');
          return `<span class="diff-restyled">${inline(piece.now)}<span class="diff-aside"> [${escapeHtml(said)}]</span></span>`;
        }
      }
    })
    .join('');
}

/** What was changed about a block besides its content. */
export function notes({ was, now }: { readonly was: DocumentJson; readonly now: DocumentJson }): string {
  const said = blockNotes(was, now);
  return said.length > 0 ? `<p class="diff-note">${escapeHtml(said.join(' '))}</p>` : '';
}

/** Said for everybody: not everybody sees colours, and screen readers do not read out `<ins>` and `<del>`. */
export function label(words: string): string {
  return `<strong class="diff-label">${escapeHtml(words)}</strong>`;
}

export function textNumber(node: DocumentJson): string {
  const number = stringAttribute(node, 'number');
  return number === null ? '' : `<span class="clause-number">${escapeHtml(number)} </span>`;
}

function marked(tag: 'ins' | 'del', word: string, html: string): string {
  const hidden = (words: string) => `<span class="nhsuk-u-visually-hidden">${words}</span>`;
  return `<${tag}>${hidden(` [${word}: `)}${html}${hidden('] ')}</${tag}>`;
}

/** Blocks as they are. */
export function plain(nodes: readonly DocumentJson[], { context }: DiffRendering): string {
  return renderBlocks(nodes.map(withNotesShown), 0, context);
}

/** The notes of two texts cannot be numbered together: each is shown where it stands. */
function withNotesShown(node: DocumentJson): DocumentJson {
  if (node.type === 'footnote') return { type: 'text', text: ` [note: ${noteText(node)}] ` };
  return node.content ? { ...node, content: node.content.map(withNotesShown) } : node;
}
