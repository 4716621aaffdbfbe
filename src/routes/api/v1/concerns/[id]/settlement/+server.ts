import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{outcome: "no-concern" | "passed-on", passedTo?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.settleConcern({ ...(await apiFields(request)), concernId: params.id }));
