import { apiAnswer, apiFields } from '../../../../api-answer';
import type { RequestHandler } from './$types';

/** Changes one's own. Body: `{body}`. */
export const PUT: RequestHandler = async ({ locals, params, request }) =>
  apiAnswer(await locals.commands.changeComment({ ...(await apiFields(request)), ...said(params) }));

/** Withdraws one's own. */
export const DELETE: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.commands.withdrawComment(said(params)));

const said = ({ id, reply }: { readonly id: string; readonly reply: string }) => ({
  commentId: id,
  replyId: reply
});
