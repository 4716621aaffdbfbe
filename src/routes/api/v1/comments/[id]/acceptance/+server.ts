import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Takes suggested wording into the draft. Body: `{wording?, body?}`: other words than those suggested, and the answer. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.acceptSuggestion({ ...fields, commentId: params.id }), {
    created: true
  });
};
