import { apiAnswer, apiFields } from '../../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.reads.comment(params.id));

/** Changes one's own. Body: `{body, kind?}`. */
export const PUT: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.changeComment({ ...(await apiFields(request)), ...said(params) }));

/** Withdraws one's own. */
export const DELETE: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.commands.withdrawComment(said(params)));

const said = ({ id }: { readonly id: string }) => ({ commentId: id, replyId: '' });
