import { isRefusal } from '#domain/refusal';
import { withSentForm } from '../../../specifications/sent-file';
import { apiAnswer, apiFields } from '../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  const list = await locals.reads.specifications();
  return apiAnswer(isRefusal(list) ? list : { items: list.specifications });
};

/** A multipart form imports the Word file in its field `file`; anything else starts from the template. */
export const POST: RequestHandler = async ({ request, locals }) => {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    return apiAnswer(await locals.commands.createSpecification(await apiFields(request)), { created: true });
  }
  const sent = await withSentForm(request, locals.files, async (fields) => ({
    imported: await locals.commands.importSpecification(fields)
  }));
  return 'refusal' in sent ? apiAnswer(sent.refusal) : apiAnswer(sent.imported, { created: true });
};
