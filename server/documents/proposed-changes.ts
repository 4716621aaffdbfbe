import type { Doc } from 'yjs';
import type { CommentThread } from '#domain/comment-thread';
import type { Proposal } from '#schema/render-proposals';
import { firstFrom, passageText } from './passage-text';

/** Suggestions that can be accepted, as changes of the text to be shown in their place. The document is only read. */
export function proposedChanges(ydoc: Doc, threads: readonly CommentThread[]): Proposal[] {
  const { line, positions } = passageText(ydoc);
  return threads.flatMap(({ range, suggestion, by }) => {
    if (!range || suggestion?.state !== 'open') return [];
    const start = firstFrom(passageText(ydoc), range.from);
    if (!line.startsWith(suggestion.before, start)) return [];
    let at = start;
    return suggestion.pieces.flatMap(({ kind, text }): Proposal[] => {
      const [first, before] = [positions[at]!, positions[at - 1]];
      if (kind === 'added') {
        const place = at === start || before === undefined ? first : before + 1;
        return [{ kind: 'put-in', at: place, words: text, by: by.name }];
      }
      at += text.length;
      return kind === 'same' ? [] : [{ kind: 'left-out', from: first, to: positions[at - 1]! + 1 }];
    });
  });
}
