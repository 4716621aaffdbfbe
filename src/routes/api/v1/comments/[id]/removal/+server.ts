import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Takes its words away. Body: `{reason, replyId?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.removeSaid({ ...(await apiFields(request)), commentId: params.id }));
