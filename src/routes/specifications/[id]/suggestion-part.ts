import type { CommentThread } from '#domain/comment-thread';

/** What suggestions are shown with: loaded where there are any. */
export async function suggestionPart(threads: readonly Pick<CommentThread, 'suggestion'>[]) {
  const isNeeded = threads.some(({ suggestion }) => suggestion !== null);
  return {
    SuggestionPart: isNeeded ? (await import('$lib/ui/SuggestionPart.svelte')).default : undefined
  };
}
