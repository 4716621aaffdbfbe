import { apiAnswer, apiFields } from '../../../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{organisationId, kind: "accountable" | "responsible" | "consulted" | "informed", holds?: false}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = { ...(await apiFields(request)), specificationId: params.id, clause: params.clause };
  return apiAnswer(await locals.commands.setResponsibility(fields));
};
