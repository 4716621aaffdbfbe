import { orError } from '../../../answers';
import { fileResponse } from '../../file-response';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const ask = { format: url.searchParams.get('format'), version: url.searchParams.get('version') };
  return fileResponse(orError(await locals.reads.specificationExport(params.id, ask), url));
};
