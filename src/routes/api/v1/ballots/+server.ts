import { isRefusal } from '#domain/refusal';
import { apiAnswer, apiFields } from '../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const list = await locals.reads.ballots();
  return apiAnswer(isRefusal(list) ? list : { items: list.ballots });
};

/** Opens a ballot: `{title, question, purpose, options: [{name, …}], groups: […], closesAt, specificationId?}`. */
export const POST: RequestHandler = async ({ request, locals }) =>
  apiAnswer(await locals.commands.openBallot(await apiFields(request)), { created: true });
