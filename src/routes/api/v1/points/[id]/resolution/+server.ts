import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{resolution}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = { ...(await apiFields(request)), pointId: params.id };
  return apiAnswer(await locals.commands.resolveOpenPoint(fields), { created: true });
};
