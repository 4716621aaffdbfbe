import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Who answers it, and by when. Body: `{ownerId, dueOn}`. */
export const PUT: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.setAnswerDuty({ ...(await apiFields(request)), commentId: params.id }));
