import { apiAnswer } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** Ends voting before its time. */
export const POST: RequestHandler = async ({ params, locals }) =>
  apiAnswer(await locals.commands.closeBallot({ ballotId: params.id }));
