import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Its writer asks for it. Body: `{replyId?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.askSecondLook({ ...(await apiFields(request)), commentId: params.id }));

/** What came of it. Body: `{outcome: "back" | "stays-removed", replyId?}`. */
export const PUT: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.giveSecondLook({ ...(await apiFields(request)), commentId: params.id }));
