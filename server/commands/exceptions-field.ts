import type { UnansweredComment } from '#domain/decision';
import { parseId, type CommentId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

const NAMED = /^exception\.(.*)$/;
const MOST_CHARACTERS = 1000;

/**
 * Why comments have no answer, by their ids: from a form ("exception.ID", those left empty are skipped) or a JSON body
 * (`exceptions: [{commentId, reason}]`).
 */
export function exceptionsField(raw: unknown): readonly UnansweredComment[] | Refusal {
  const reasons = new Map<CommentId, string>();
  for (const [id, fields] of sent(fieldsOf(raw))) {
    const field = `exception.${String(id)}`;
    const commentId = parseId<'comment'>(id);
    if (isRefusal(commentId)) return refuse('invalid-input', { field });
    const reason = publicField(fields, field, { most: MOST_CHARACTERS });
    if (isRefusal(reason)) return reason;
    if (reason !== '') reasons.set(commentId, reason);
  }
  return [...reasons].map(([commentId, reason]) => ({ commentId, reason }));
}

/** Each with its reason under the name that a form gives to it. */
function sent(raw: Record<string, unknown>): [id: unknown, fields: Record<string, unknown>][] {
  const { exceptions } = raw;
  if (Array.isArray(exceptions)) {
    return exceptions.map((each) => {
      const { commentId, reason } = fieldsOf(each);
      return [commentId, { [`exception.${String(commentId)}`]: reason }];
    });
  }
  return Object.keys(raw).flatMap((name) => {
    const id = NAMED.exec(name)?.[1];
    return id === undefined ? [] : [[id, raw]];
  });
}
