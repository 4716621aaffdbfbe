import type { Passage } from '#domain/comment-thread';
import type { Biography } from '#domain/text-history';
import { queryOf } from '../history/asked';

const MOMENTS = new Set(['at', 'first', 'last', 'frozenAt']);

/** Where these words come from, as saved; or in a sentence why that cannot be told now. */
export async function fetchBiography(specificationId: string, passage: Passage): Promise<Biography | string> {
  try {
    const answer = await fetch(`/api/v1/specifications/${specificationId}/history${queryOf(passage)}`);
    const body = await answer.text();
    if (answer.ok) return JSON.parse(body, withMoments) as Biography;
    const { error } = JSON.parse(body) as { error: { code: string; message: string } };
    return error.code === 'passage-changed' ? NOT_SAVED : error.message;
  } catch {
    return 'The server cannot be reached. Try again when you are connected.';
  }
}

const NOT_SAVED = 'These words are not saved yet, or somebody has just changed them. Look again in a moment.';

function withMoments(key: string, value: unknown): unknown {
  return MOMENTS.has(key) && typeof value === 'string' ? new Date(value) : value;
}
