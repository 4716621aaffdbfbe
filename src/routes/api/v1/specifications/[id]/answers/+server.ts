import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** The same answer to several comments. Body: `{commentIds, outcome, body, …}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.answerComments({ ...fields, specificationId: params.id }), {
    created: true
  });
};
