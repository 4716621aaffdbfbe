import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{from, to, quote, wording, body?}`: a passage as for a comment, how it is to read, and why. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  const suggested = await locals.commands.suggestWording({ ...fields, specificationId: params.id });
  return apiAnswer(suggested, { created: true });
};
