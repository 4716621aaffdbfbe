import { isRefusal } from '#domain/refusal';
import { fileResponse } from '../../../../../../specifications/file-response';
import { apiAnswer } from '../../../../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const ask = { kind: params.kind, format: url.searchParams.get('format') };
  const file = await locals.reads.decisionPaperFile(params.id, ask);
  return isRefusal(file) ? apiAnswer(file) : fileResponse(file);
};
