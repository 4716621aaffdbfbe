import { isRefusal } from '#domain/refusal';
import { apiAnswer, apiFields } from '../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const list = await locals.reads.decisions();
  return apiAnswer(isRefusal(list) ? list : { items: list.decisions, may: list.may });
};

/**
 * Puts a decision to the boards: `{reference, title, question, wording, reasons, versionId, ballotId?,
 * organisationsNeeded?, options: [{key?, title, annualCost?, chosen, reason}]}`. Answers `{id, reference, hash}`.
 */
export const POST: RequestHandler = async ({ request, locals }) =>
  apiAnswer(await locals.commands.proposeDecision(await apiFields(request)), { created: true });
