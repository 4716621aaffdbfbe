import type { CommentThread } from '#domain/comment-thread';
import type { Proposal } from '#schema/render-proposals';
import { firstFrom, type PassageText } from './passage-text';

/** Suggestions that can be accepted, as changes of the text as it is now, to be shown in their place. */
export function proposedChanges(text: PassageText, threads: readonly CommentThread[]): Proposal[] {
  return threads.flatMap((thread) => proposalsOf(text, thread));
}

function proposalsOf(text: PassageText, { range, suggestion, by }: CommentThread): Proposal[] {
  if (!range || suggestion?.state !== 'open') return [];
  const { line, positions } = text;
  const start = firstFrom(text, range.from);
  if (!line.startsWith(suggestion.before, start)) return [];
  let at = start;
  return suggestion.pieces.flatMap(({ kind, text: words }): Proposal[] => {
    const [first, before] = [positions[at]!, positions[at - 1]];
    if (kind === 'added') {
      const place = at === start || before === undefined ? first : before + 1;
      return [{ kind: 'put-in', at: place, words, by: by.name }];
    }
    at += words.length;
    return kind === 'same' ? [] : [{ kind: 'left-out', from: first, to: positions[at - 1]! + 1 }];
  });
}
