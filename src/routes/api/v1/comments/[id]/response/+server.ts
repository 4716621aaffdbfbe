import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** The one answer. Body: `{outcome: "changed" | "partly" | "not-changed", body}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.answerComment({ ...fields, commentId: params.id }), {
    created: true
  });
};
