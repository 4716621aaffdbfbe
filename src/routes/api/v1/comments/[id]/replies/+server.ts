import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{body}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.replyToComment({ ...fields, commentId: params.id }), {
    created: true
  });
};
