import { isRefusal } from '#domain/refusal';
import { exportAskOf, fileResponse } from '../../../../../specifications/file-response';
import { apiAnswer } from '../../../api-answer';
import type { RequestHandler } from './$types';

/** `format` is docx, odt, pdf, html or json; `version` the number of a frozen version, left out for the draft; `comments=no` leaves comments and suggestions out. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const file = await locals.reads.specificationExport(params.id, exportAskOf(url.searchParams));
  return isRefusal(file) ? apiAnswer(file) : fileResponse(file);
};
