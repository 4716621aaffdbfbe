import { asSentenceStart } from '#domain/words';
import { integerAttribute, listFormatOf, type DocumentJson } from '../document-json';
import type { BlockChange } from './changes';
import {
  label,
  notes,
  plain,
  renderPieces,
  renderWhole,
  textNumber,
  type DiffRendering
} from './render-parts';
import { renderTableChange } from './render-table-change';
import { wordsIn } from './tokens';
type Inside = Extract<BlockChange, { kind: 'inside' }>;

/** Where text that did not change was left out. */
const LEFT_OUT =
  '<p class="diff-left-out">…<span class="nhsuk-u-visually-hidden"> unchanged text is left out here</span></p>';

/** The blocks of a clause, a cell or a quotation. */
export function renderBlockChanges(changes: readonly BlockChange[], rendering: DiffRendering): string {
  let html = '';
  let skipping = false;
  for (const change of changes) {
    if (change.kind === 'same' && rendering.view === 'changes') {
      if (!skipping) html += LEFT_OUT;
      skipping = true;
    } else {
      html += renderBlockChange(change, rendering);
      skipping = false;
    }
  }
  return html;
}

function renderBlockChange(change: BlockChange, rendering: DiffRendering): string {
  switch (change.kind) {
    case 'same':
      return plain([change.node], rendering);
    case 'added':
      return wholeBlock(
        'added',
        `${emptiness(change.now)}added`,
        renderWhole([change.now], 'ins', rendering)
      );
    case 'removed':
      return wholeBlock(
        'removed',
        `${emptiness(change.was)}removed`,
        renderWhole([change.was], 'del', rendering)
      );
    case 'moved-here':
      return wholeBlock('moved', 'Moved here', plain([change.now], rendering));
    case 'moved-away':
      return wholeBlock('moved', 'Moved away from here', renderWhole([change.was], 'del', rendering));
    case 'text':
      return `<p>${textNumber(change.now)}${renderPieces(change.pieces, rendering)}</p>${notes(change)}`;
    case 'inside':
      return renderInside(change, rendering);
    case 'table':
      return renderTableChange(change, rendering, renderBlockChanges);
  }
}

function wholeBlock(kind: string, said: string, html: string): string {
  return `<div class="diff-block diff-${kind}">${label(asSentenceStart(said))}${html}</div>`;
}

/** "Added" and then nothing would leave the reader looking for it. */
function emptiness(node: DocumentJson): string {
  return node.type === 'paragraph' && wordsIn(node).length === 0 ? 'empty line ' : '';
}

function renderInside(change: Inside, rendering: DiffRendering): string {
  if (change.now.type === 'blockquote')
    return `<blockquote>${renderBlockChanges(change.blocks, rendering)}</blockquote>${notes(change)}`;
  if (change.now.type === 'bulletList' || change.now.type === 'orderedList')
    return renderList(change, rendering) + notes(change);
  return `<div>${renderBlockChanges(change.blocks, rendering)}</div>${notes(change)}`;
}

/** Every item keeps the number it has in the new text, also where others are left out or gone. */
function renderList({ now, blocks }: Inside, rendering: DiffRendering): string {
  const ordered = now.type === 'orderedList';
  let number = integerAttribute(now, 'start', { min: -32768, max: 32767, otherwise: 1 });
  const items = blocks.map((change) => {
    const gone = change.kind === 'removed' || change.kind === 'moved-away';
    const value = ordered && !gone ? ` value="${number++}"` : '';
    return renderItem(change, value, rendering);
  });
  const format = listFormatOf(now);
  const looks = ordered && format !== 'decimal' ? ` class="${format}"` : '';
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}${looks}>${items.join('')}</${tag}>`;
}

function renderItem(change: BlockChange, value: string, rendering: DiffRendering): string {
  switch (change.kind) {
    case 'same':
      return rendering.view === 'changes'
        ? ''
        : `<li${value}>${plain(change.node.content ?? [], rendering)}</li>`;
    case 'added':
    case 'moved-here': {
      const inside = renderWhole(change.now.content ?? [], 'ins', rendering);
      return `<li${value} class="diff-added">${label('Added')}${inside}</li>`;
    }
    case 'removed':
    case 'moved-away': {
      const inside = renderWhole(change.was.content ?? [], 'del', rendering);
      return `<li class="diff-removed">${label('Removed')}${inside}</li>`;
    }
    case 'inside':
      return `<li${value}>${renderBlockChanges(change.blocks, rendering)}</li>`;
    case 'text':
    case 'table':
      return `<li${value}>${renderBlockChange(change, rendering)}</li>`;
  }
}
