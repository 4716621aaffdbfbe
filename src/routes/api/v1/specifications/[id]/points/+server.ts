import { isRefusal } from '#domain/refusal';
import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** The points, and the members who may be asked to settle one; none for those who may not raise any. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const page = await locals.reads.openPoints(params.id);
  if (isRefusal(page)) return apiAnswer(page);
  const form = await locals.reads.newPoint(params.id, { quote: null, clause: null });
  return apiAnswer({ items: page.points, owners: isRefusal(form) ? [] : form.owners });
};

/** Body: `{kind: "question" | "contradiction", words, ownerId, otherQuote?, outside?}` and a place as for a comment. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = { ...(await apiFields(request)), specificationId: params.id };
  return apiAnswer(await locals.commands.raiseOpenPoint(fields), { created: true });
};
