import type { Passage } from '#domain/comment-thread';
import { passageBetween } from './selection';

/** What is marked in the text of the page; null when nothing is, or something else. */
export default function markedPassage(): Passage | null {
  const root = document.getElementById('the-text');
  const selection = getSelection();
  if (!root || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer } =
    selection.getRangeAt(0);
  if (!root.contains(commonAncestorContainer)) return null;
  return passageBetween(
    root,
    { node: startContainer, offset: startOffset },
    { node: endContainer, offset: endOffset }
  );
}
