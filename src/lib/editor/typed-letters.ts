import type { Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';

/** Whether nothing but words within paragraphs changed: no block came or went, no formatting, no caret alone. */
export function isTyping({ steps, docs }: Transaction): boolean {
  return steps.length > 0 && steps.every((step, index) => isWithinWords(step, docs[index]!));
}

function isWithinWords(step: unknown, doc: Transaction['doc']): boolean {
  if (!(step instanceof ReplaceStep)) return false;
  const { from, to, slice } = step;
  const onlyText = slice.openStart === 0 && slice.content.content.every(({ isText }) => isText);
  const $from = doc.resolve(from);
  return onlyText && $from.parent.isTextblock && $from.sameParent(doc.resolve(to));
}
