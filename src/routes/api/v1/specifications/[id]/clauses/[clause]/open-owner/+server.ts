import { apiAnswer, apiFields } from '../../../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{open: "yes"}`, or "no" to take the owner of the clause above again. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = { ...(await apiFields(request)), specificationId: params.id, clause: params.clause };
  return apiAnswer(await locals.commands.leaveOwnerOpen(fields));
};
