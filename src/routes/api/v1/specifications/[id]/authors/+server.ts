import { apiAnswer } from '../../../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  apiAnswer(await locals.reads.authors(params.id, url.searchParams.get('version')));
