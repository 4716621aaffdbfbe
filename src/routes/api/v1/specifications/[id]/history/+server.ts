import { apiAnswer } from '../../../api-answer';
import { historyAsked } from '../../../../../specifications/[id]/history/asked';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  apiAnswer(await locals.reads.passageHistory(params.id, historyAsked(url.searchParams)));
