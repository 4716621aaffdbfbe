import { apiAnswer } from '../../../../api/v1/api-answer';
import type { RequestHandler } from './$types';

/** Asked by an open editor whose socket was refused, since a browser does not say why. */
export const GET: RequestHandler = async ({ locals, params }) =>
  apiAnswer(await locals.reads.editAccess(params.id));
