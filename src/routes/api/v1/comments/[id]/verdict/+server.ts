import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** On what is held. Body: `{verdict: "through" | "not-through", reason?, replyId?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.reviewSaid({ ...(await apiFields(request)), commentId: params.id }));
