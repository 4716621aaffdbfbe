import { Extension } from '@tiptap/core';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/**
 * What others write comes in as a change of what they changed. The binding of the shared text makes every block anew from the
 * shared text for each edit of somebody else, and replaces the whole document by them: in a text of 45 pages that
 * took as long as a frame, and every mark and caret had to be looked up again.
 */
export const RemoteChanges = Extension.create({
  name: 'remoteChanges',
  // Its view is made after that of the binding, which has a higher priority.
  addProseMirrorPlugins: () => [
    new Plugin({
      view: ({ state }) => {
        narrowRemoteChanges(state);
        return {};
      }
    })
  ]
});

/** As much as is used here of the binding that y-tiptap keeps in the editor's state. */
interface Binding {
  readonly type: Y.XmlFragment;
  /** The node that each element of the shared text is shown as. */
  readonly mapping: Map<unknown, unknown>;
  readonly prosemirrorView: { readonly state: EditorState };
  _observeFunction: Observer;
  /** Every change that comes from the shared text begins with it. */
  readonly _tr: Transaction;
}

type Observer = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => void;

export function narrowRemoteChanges(state: EditorState): void {
  const binding = (ySyncPluginKey.getState(state) as { binding?: Binding } | undefined)?.binding;
  if (!binding) return;
  keepUnchangedNodes(binding);
  Object.defineProperty(binding, '_tr', {
    get: () => narrowing(binding.prosemirrorView.state.tr.setMeta('addToHistory', false))
  });
}

/**
 * Before it makes the blocks of the newest text the binding forgets the nodes of all elements that changed, with those around them, and then
 * of all others too. The others are right as they are; it is only while it takes in a change that they are kept.
 */
function keepUnchangedNodes(binding: Binding): void {
  const { mapping, type } = binding;
  const takeIn = binding._observeFunction;
  let takingIn = false;
  mapping.clear = () => {
    if (!takingIn) Map.prototype.clear.call(mapping);
  };
  type.unobserveDeep(takeIn);
  binding._observeFunction = (events, transaction) => {
    takingIn = true;
    try {
      takeIn(events, transaction);
    } finally {
      takingIn = false;
    }
  };
  type.observeDeep(binding._observeFunction);
}

/** A transaction that replaces no more of the document than what is different. */
function narrowing(transaction: Transaction): Transaction {
  const replace = transaction.replace.bind(transaction);
  transaction.replace = (from, to = from, slice = Slice.empty) => {
    const { doc } = transaction;
    if (from !== 0 || to !== doc.content.size || slice.openStart + slice.openEnd > 0)
      return replace(from, to, slice);
    const change = difference(doc, slice.content);
    return change ? replace(change.from, change.to, change.slice) : transaction;
  };
  return transaction;
}

export interface Difference {
  readonly from: number;
  readonly to: number;
  readonly slice: Slice;
}

/** What of a document has to be replaced so that it holds this; null when it does already. Blocks that are the same node cost nothing. */
export function difference(doc: Node, content: Fragment): Difference | null {
  const start = doc.content.findDiffStart(content);
  const ends = doc.content.findDiffEnd(content);
  if (start === null || ends === null) return null;
  // Of "aa" and "aaa" both ends are found in the same letters.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  const after = doc.type.create(doc.attrs, content);
  return (
    withinBlock(doc, after, { start, to: ends.a + overlap, toAfter: ends.b + overlap }) ??
    wholeBlocks(doc.content, content)
  );
}

/** Words of one block: nothing around them changes. Null when more than that is different. */
function withinBlock(
  before: Node,
  after: Node,
  { start, to, toAfter }: { readonly start: number; readonly to: number; readonly toAfter: number }
): Difference | null {
  const [$start, $end] = [before.resolve(start), before.resolve(to)];
  const [$from, $to] = [after.resolve(start), after.resolve(toAfter)];
  const inOne = $start.parent.isTextblock && $start.sameParent($end) && $from.sameParent($to);
  if (!inOne || $from.depth !== $start.depth || !$start.parent.sameMarkup($from.parent)) return null;
  const words = $from.parent.content.cut($from.parentOffset, $to.parentOffset);
  return { from: start, to, slice: new Slice(words, 0, 0) };
}

/** Whole blocks of the document itself. */
function wholeBlocks(before: Fragment, after: Fragment): Difference {
  const most = Math.min(before.childCount, after.childCount);
  let first = 0;
  while (first < most && before.child(first).eq(after.child(first))) first += 1;
  let last = 0;
  const fromEnd = (content: Fragment) => content.child(content.childCount - 1 - last);
  while (last < most - first && fromEnd(before).eq(fromEnd(after))) last += 1;
  const blocks = after.content.slice(first, after.childCount - last);
  return {
    from: sizeOf(before.content.slice(0, first)),
    to: before.size - sizeOf(before.content.slice(before.childCount - last)),
    slice: new Slice(Fragment.from(blocks), 0, 0)
  };
}

function sizeOf(blocks: readonly Node[]): number {
  return blocks.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
}
