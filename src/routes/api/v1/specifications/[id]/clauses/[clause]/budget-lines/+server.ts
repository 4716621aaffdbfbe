import { apiAnswer, apiFields } from '../../../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{label, perYear: "£767,000", payerId, note?}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const place = { specificationId: params.id, clause: params.clause, factId: '' };
  const fields = { ...(await apiFields(request)), ...place };
  return apiAnswer(await locals.commands.keepBudgetLine(fields), { created: true });
};
