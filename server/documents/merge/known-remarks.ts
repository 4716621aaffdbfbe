import type { CommentId } from '#domain/ids';
import type { CommentThread } from '#domain/comment-thread';
import { exportedComments, NO_NAME } from '../export-comments';
import type { AnchoredRemark } from '../imported-draft';
import { suggestedSentence } from '../suggested-changes';
import type { Remark } from '../word-remarks';

/** Replies of a file to a comment that is here already. */
export interface FurtherReplies {
  readonly commentId: CommentId;
  readonly replies: readonly Remark[];
}

export interface UnknownRemarks {
  readonly remarks: readonly AnchoredRemark[];
  readonly further: readonly FurtherReplies[];
}

/**
 * What of a file's remarks is not here yet: a file that went out with its comments brings them back, and one may be merged
 * twice. A comment is known when the same name says the same words. `threads` are all that are here.
 */
export function unknownRemarks(
  remarks: readonly AnchoredRemark[],
  threads: readonly CommentThread[]
): UnknownRemarks {
  const known = knownRemarks(threads);
  const fresh: AnchoredRemark[] = [];
  const further: FurtherReplies[] = [];
  for (const remark of remarks) {
    const here = known.get(saidBy(remark.claimedAuthor, remark.body));
    if (!here) fresh.push(remark);
    else {
      const replies = remark.replies.filter(
        ({ claimedAuthor, body }) => !here.replies.has(saidBy(claimedAuthor, body))
      );
      if (replies.length > 0) further.push({ commentId: here.id, replies });
    }
  }
  return { remarks: fresh, further };
}

interface KnownThread {
  readonly id: CommentId;
  /** What stands under it, as `saidBy` has it. */
  readonly replies: ReadonlySet<string>;
}

/** By who said what: the thread in which it stands. LibreOffice makes comments of their own of replies and answers. */
function knownRemarks(threads: readonly CommentThread[]): ReadonlyMap<string, KnownThread> {
  const exported = exportedComments(threads);
  const here = threads.map((thread, index): [string[], KnownThread] => {
    const { id, body, earlier } = thread;
    const { author, body: asExported, replies } = exported[index]!;
    const asChange = suggestedSentence(thread);
    const under = replies.map((reply) => saidBy(reply.author, reply.body));
    // As it went out while its words stood in the text, before its writer changed it, and as it goes out now.
    const wordings = [body, asExported, asChange ?? body, ...earlier.map((wording) => wording.body)];
    const said = wordings.map((wording) => saidBy(author, wording));
    return [said, { id, replies: new Set(under) }];
  });
  const replies = here.flatMap(([, thread]) => [...thread.replies].map((said) => [said, thread] as const));
  return new Map([
    ...replies,
    ...here.flatMap(([said, thread]) => said.map((each) => [each, thread] as const))
  ]);
}

function saidBy(author: string | null, body: string): string {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return `${plain(author ?? NO_NAME)}\n${plain(body)}`;
}
