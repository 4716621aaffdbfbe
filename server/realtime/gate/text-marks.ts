import type { MarkType, NodeType } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { markTypeOf } from './mark-rules';

/** Whether every stretch of this text has marks that may stand together, in what it stands in. */
export function hasLawfulMarks(text: Y.XmlText, parent: NodeType): boolean {
  if (!text._hasFormatting) return true;
  const current = new Map<string, MarkType | undefined>();
  let changed = false;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      if (content.value === null) current.delete(content.key);
      else current.set(content.key, markTypeOf(content.key));
      changed = true;
    } else if (changed) {
      if (!mayStandTogether([...current.values()], parent)) return false;
      changed = false;
    }
  }
  return true;
}

function mayStandTogether(marks: readonly (MarkType | undefined)[], parent: NodeType): boolean {
  return marks.every(
    (mark, index) =>
      mark !== undefined &&
      parent.allowsMarkType(mark) &&
      marks.every((other, at) => at <= index || (other !== undefined && areCompatible(mark, other)))
  );
}

function areCompatible(one: MarkType, other: MarkType): boolean {
  return !one.excludes(other) && !other.excludes(one);
}
