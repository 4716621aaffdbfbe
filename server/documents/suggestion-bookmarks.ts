import { sha256Hex } from '../sha256';

/**
 * How a suggestion that went out as a tracked change is known again when its file comes back: by a hidden bookmark around its words,
 * as clauses are. Nobody here has decided about it, so its words are not taken in, unlike those of a change that somebody made in
 * Word: the name says by whom it is, so that what others change among its words is theirs.
 */
const PREFIX = '_suggested_';
const NAME = /^_suggested_\d+_([0-9a-f]{16})$/;

export function suggestionBookmark(number: number, author: string): string {
  return `${PREFIX}${number}_${authorMark(author)}`;
}

/** Whose changes inside a bookmark of this name are a suggestion of ours, as `authorMark` says it; null for other bookmarks. */
export function suggestedBy(name: string | undefined): string | null {
  return NAME.exec(name ?? '')?.[1] ?? null;
}

export function authorMark(author: string): string {
  return sha256Hex(author.normalize('NFC')).slice(0, 16);
}
