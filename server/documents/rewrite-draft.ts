import { updateYFragment } from '@tiptap/y-tiptap';
import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import type { Piece } from '#schema/diff/changes';
import { Effort } from '#schema/diff/effort';
import { inlineDiff } from '#schema/diff/inline-diff';
import { nodesOf } from '#schema/diff/tokens';
import { BODY, documentSchema } from '#schema/schema';
import { alignBlocks } from './block-alignment';
import { readDraft } from './read-draft';
import { updateMadeBy } from './update-made-by';

/** Makes another text of a draft, or says why not. Pure; may be called again with a newer text. */
export type Rewrite = (text: DocumentJson) => DocumentJson | Refusal;

/**
 * Rewrites a draft as an editor would: blocks that stay the same are not touched, so that comments, authors and carets
 * in them stay where they are. Answers the one update that this made (version 1 encoding), or null when nothing changed.
 * A refusal changes nothing.
 */
export function rewriteDraft(ydoc: Y.Doc, rewrite: Rewrite): Uint8Array | null | Refusal {
  const { json, damaged } = readDraft(ydoc);
  if (damaged) return refuse('text-damaged', { message: 'Part of this text is damaged. Take it out first.' });
  const rewritten = rewrite(json);
  if (isRefusal(rewritten)) return rewritten;
  const after = nodeOf(rewritten);
  if (after === null) return refuse('does-not-fit');
  const body = ydoc.getXmlFragment(BODY);
  // A draft that nobody has written in reads as one empty paragraph and holds nothing.
  const before = body.length === 0 ? [] : documentSchema.nodeFromJSON(json).content.content;
  return updateMadeBy(ydoc, () => take(ydoc, body, before, after.content.content));
}

function nodeOf(json: DocumentJson): Node | null {
  try {
    const node = documentSchema.nodeFromJSON(json);
    node.check();
    return node;
  } catch {
    return null;
  }
}

/** Makes the children of a shared element what they are to be. */
function take(ydoc: Y.Doc, parent: Y.XmlFragment, before: readonly Node[], after: readonly Node[]): void {
  let at = 0;
  for (const step of alignBlocks(before.map(asJson), after.map(asJson))) {
    if (step.kind === 'removed') {
      parent.delete(at, 1);
      continue;
    }
    const node = after[step.after]!;
    if (step.kind === 'added') parent.insert(at, [new Y.XmlElement(node.type.name)]);
    const element = parent.get(at) as Y.XmlElement;
    if (step.kind === 'added') fill(ydoc, element, node);
    if (step.kind === 'changed') change(ydoc, element, before[step.before]!, node);
    at += 1;
  }
}

/** With every attribute, so that what is the default and what says nothing are the same. */
function asJson(node: Node): DocumentJson {
  return node.toJSON() as DocumentJson;
}

/** Item by item, row by row, and change by change: `updateYFragment` knows one changed stretch of a text, not several. */
function change(ydoc: Y.Doc, element: Y.XmlElement, before: Node, after: Node): void {
  if (!after.inlineContent) {
    fill(ydoc, element, after.type.create(after.attrs, before.content));
    return take(ydoc, element, before.content.content, after.content.content);
  }
  for (const content of inlineSteps(asJson(before).content ?? [], asJson(after).content ?? []))
    fill(ydoc, element, documentSchema.nodeFromJSON({ ...asJson(after), content }));
}

/** The contents on the way from one to the other, each of which has one more change than the one before. */
function inlineSteps(before: readonly DocumentJson[], after: readonly DocumentJson[]): DocumentJson[][] {
  const pieces = inlineDiff(before, after, new Effort());
  const side = (piece: Piece, kept: 'was' | 'now'): readonly DocumentJson[] => {
    if (piece.kind === 'restyled') return piece[kept];
    if (piece.kind === 'same') return piece.nodes;
    return (piece.kind === 'added') === (kept === 'now') ? piece.nodes : [];
  };
  const content = (done: number) =>
    nodesOf(pieces.flatMap((piece, index) => side(piece, index < done ? 'now' : 'was')));
  const steps = pieces.flatMap((piece, index) => (piece.kind === 'same' ? [] : [content(index + 1)]));
  // Also when only the attributes changed.
  return [...steps, [...after]];
}

function fill(ydoc: Y.Doc, element: Y.XmlElement, node: Node): void {
  updateYFragment(ydoc, element, node, { mapping: new Map(), isOMark: new Map() });
}
