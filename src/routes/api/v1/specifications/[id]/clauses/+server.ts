import { apiAnswer } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Every clause with its state, each with a sentence; and what is kept of those that are gone. */
export const GET: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.reads.clauses(params.id));
