import { orError } from '../../../../answers';
import { fileResponse } from '../../../file-response';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  fileResponse(orError(await locals.reads.voiceCsv(params.id, url.searchParams.get('decision')), url));
