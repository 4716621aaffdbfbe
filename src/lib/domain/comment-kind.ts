/** What somebody wants to say with a comment: it helps whoever answers, and changes no right and no duty. */
export const COMMENT_KINDS = ['comment', 'question', 'experience', 'suggestion'] as const;
export type CommentKind = (typeof COMMENT_KINDS)[number];

export const KIND_NAMES: Record<CommentKind, string> = {
  comment: 'Comment',
  question: 'Question',
  experience: 'Lived experience',
  suggestion: 'Suggestion'
};

export function isCommentKind(value: unknown): value is CommentKind {
  return COMMENT_KINDS.some((kind) => kind === value);
}
