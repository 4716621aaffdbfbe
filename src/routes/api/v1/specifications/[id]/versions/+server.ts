import { isRefusal } from '#domain/refusal';
import { apiAnswer, apiFields } from '../../../api-answer';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const list = await locals.reads.versions(params.id);
  return apiAnswer(isRefusal(list) ? list : { items: list.versions });
};

export const POST: RequestHandler = async ({ request, locals, params }) => {
  const fields = await apiFields(request);
  return apiAnswer(await locals.commands.freezeVersion({ ...fields, specificationId: params.id }), {
    created: true
  });
};
