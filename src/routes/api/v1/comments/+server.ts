import { refuse } from '#domain/refusal';
import { apiAnswer } from '../api-answer';
import type { RequestHandler } from './$types';

const WHICH = 'Name the specification: /api/v1/comments?specification=…';

/** The comments on one specification: `?specification=<id>`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const specification = url.searchParams.get('specification');
  const answer = specification
    ? await locals.reads.comments(specification)
    : refuse('missing-field', { field: 'specification', message: WHICH });
  return apiAnswer(answer);
};
