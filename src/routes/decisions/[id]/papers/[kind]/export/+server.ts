import { orError } from '../../../../../answers';
import { fileResponse } from '../../../../../specifications/file-response';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const ask = { kind: params.kind, format: url.searchParams.get('format') };
  return fileResponse(orError(await locals.reads.decisionPaperFile(params.id, ask), url));
};
