import { apiAnswer } from '../../api-answer';
import type { RequestHandler } from './$types';

/** One entry with the bytes that were hashed. `sequence` counts from 0. */
export const GET: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.reads.registerEntry(params.sequence));
