import { apiAnswer } from '../../api-answer';
import type { RequestHandler } from './$types';

/** The page's own data: while the ballot is open no result and no vote; once closed the result as everyone sees it. */
export const GET: RequestHandler = async ({ params, locals }) =>
  apiAnswer(await locals.reads.ballot(params.id));
