import { orError } from '../../../answers';
import { exportAskOf, fileResponse } from '../../file-response';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const file = await locals.reads.specificationExport(params.id, exportAskOf(url.searchParams));
  return fileResponse(orError(file, url));
};
