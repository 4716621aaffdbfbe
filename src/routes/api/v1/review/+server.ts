import { apiAnswer } from '../api-answer';
import type { RequestHandler } from './$types';

/** What is held, and the second looks that are asked for. */
export const GET: RequestHandler = async ({ locals }) => apiAnswer(await locals.reads.review());
