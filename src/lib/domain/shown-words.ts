import type { CommentThread, SaidHere } from './comment-thread';
import type { RemovalReason } from './moderation';

/** What a page shows of something that was said: its words, or that they were taken back. */
export function shownWords({
  body,
  withdrawnAt,
  removed,
  because
}: Pick<SaidHere, 'body' | 'withdrawnAt' | 'removed' | 'because'>): string {
  if (withdrawnAt === null) return body;
  return removed === null
    ? 'Withdrawn by its writer.'
    : `Removed by a facilitator: ${because ?? 'it broke the rules'}.`;
}

/** Why things were removed among these, comments and replies alike. */
export function removedAmong(
  threads: readonly Pick<CommentThread, 'removed' | 'replies'>[]
): RemovalReason[] {
  const all = threads.flatMap(({ removed, replies }) => [removed, ...replies.map((reply) => reply.removed)]);
  return all.filter((reason) => reason !== null);
}
