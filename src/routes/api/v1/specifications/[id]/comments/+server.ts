import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.reads.comments(params.id));

/** Body: `{from, to, quote, body}` in ProseMirror positions, or `{clause: "clause-3", body}`. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const fields = await apiFields(request);
  const added = await locals.commands.addComment({ ...fields, specificationId: params.id });
  return apiAnswer(added, { created: true });
};
