import { isRefusal } from '#domain/refusal';
import { fileResponse } from '../../../../../specifications/file-response';
import { apiAnswer } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** `format` is html, docx or json; `version` the number of a frozen version, left out for the draft. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const ask = { format: url.searchParams.get('format'), version: url.searchParams.get('version') };
  const file = await locals.reads.specificationExport(params.id, ask);
  return isRefusal(file) ? apiAnswer(file) : fileResponse(file);
};
