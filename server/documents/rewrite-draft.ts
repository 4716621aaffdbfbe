import { updateYFragment } from '@tiptap/y-tiptap';
import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import { BODY, documentSchema } from '#schema/schema';
import { alignBlocks, type BlockStep } from './block-alignment';
import { readDraft } from './read-draft';

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
  const before = body.length === 0 ? [] : blocksOf(documentSchema.nodeFromJSON(json));
  const steps = alignBlocks(before, blocksOf(after));
  return updateMadeBy(ydoc, () => take(steps, ydoc, after));
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

/** With every attribute, so that what is the default and what says nothing are the same. */
function blocksOf(node: Node): DocumentJson[] {
  return node.content.content.map((child) => child.toJSON() as DocumentJson);
}

function updateMadeBy(ydoc: Y.Doc, change: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array) => updates.push(update);
  ydoc.on('update', note);
  ydoc.transact(change);
  ydoc.off('update', note);
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}

function take(steps: readonly BlockStep[], ydoc: Y.Doc, after: Node): void {
  const body = ydoc.getXmlFragment(BODY);
  let at = 0;
  for (const step of steps) {
    if (step.kind === 'removed') {
      body.delete(at, 1);
      continue;
    }
    if (step.kind === 'added') body.insert(at, [new Y.XmlElement(after.child(step.after).type.name)]);
    if (step.kind !== 'same') fill(ydoc, body.get(at) as Y.XmlElement, after.child(step.after));
    at += 1;
  }
}

function fill(ydoc: Y.Doc, element: Y.XmlElement, node: Node): void {
  updateYFragment(ydoc, element, node, { mapping: new Map(), isOMark: new Map() });
}
