import { apiAnswer, apiFields } from '../../../../../../api-answer';
import type { RequestHandler } from './$types';

/** Changes it; the body is that of a new one. */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
  const place = { specificationId: params.id, clause: params.clause, factId: params.fact };
  return apiAnswer(await locals.commands.keepEvidence({ ...(await apiFields(request)), ...place }));
};

export const DELETE: RequestHandler = async ({ locals, params }) => {
  const place = { specificationId: params.id, clause: params.clause, factId: params.fact };
  return apiAnswer(await locals.commands.removeEvidence(place));
};
