import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Casts a vote: `{ranking: ["P3", "P1", …]}`, first choice first. */
export const POST: RequestHandler = async ({ params, request, locals }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.castVote({ ...fields, ballotId: params.id }), { created: true });
};
