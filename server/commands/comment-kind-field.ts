import { isCommentKind, type CommentKind } from '#domain/comment-kind';
import { refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';

/** The field `kind`; whoever leaves it out makes a plain comment. */
export function commentKindField(raw: unknown): CommentKind | Refusal {
  const { kind = '' } = fieldsOf(raw);
  if (kind === '') return 'comment';
  const message = 'Choose comment, question, lived experience or suggestion.';
  return isCommentKind(kind) ? kind : refuse('invalid-input', { field: 'kind', message });
}
