import { apiAnswer } from '../api-answer';
import type { RequestHandler } from './$types';

/** The restricted queue. */
export const GET: RequestHandler = async ({ locals }) => apiAnswer(await locals.reads.concerns());
