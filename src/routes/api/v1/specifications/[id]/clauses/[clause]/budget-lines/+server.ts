import { apiAnswer, apiFields } from '../../../../../api-answer';
import type { RequestHandler } from './$types';

/** Body: `{label, perYear: "£767,000", payerId, note?}` for a new line, or `{lineId}` for one of the specification's. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const place = { specificationId: params.id, clause: params.clause, factId: '' };
  const fields = { ...(await apiFields(request)), ...place };
  if ('lineId' in fields) return apiAnswer(await locals.commands.linkBudgetLine(fields));
  return apiAnswer(await locals.commands.keepBudgetLine(fields), { created: true });
};
