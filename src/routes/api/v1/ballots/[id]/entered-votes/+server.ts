import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Enters a vote for somebody without an account: `{group: "patient-carer", ranking: ["P3", "P1", …], agreed: "yes"}`. */
export const POST: RequestHandler = async ({ params, request, locals }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.enterVote({ ...fields, ballotId: params.id }), { created: true });
};
