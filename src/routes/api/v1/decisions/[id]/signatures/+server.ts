import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/**
 * Signs for one's organisation or refuses: `{outcome: "signed" | "refused", reason?, password, decisionHash,
 * versionHash}`, both hashes as `GET /api/v1/decisions/{id}` gave them (`hash` and `versionHash`).
 */
export const POST: RequestHandler = async ({ request, locals, params }) => {
  const fields = { ...(await apiFields(request)), decisionId: params.id };
  return apiAnswer(await locals.commands.signDecision(fields), { created: true });
};
