import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** It may be a safeguarding or complaint matter. Body: `{replyId?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.raiseConcern({ ...(await apiFields(request)), commentId: params.id }));
