import { isRefusal } from '#domain/refusal';
import { apiAnswer } from '../../api-answer';
import type { RequestHandler } from './$types';

/** The whole register as one JSON file that can be checked offline; `howToCheck` in it says how. */
export const GET: RequestHandler = async ({ locals }) => {
  const file = await locals.reads.registerExport();
  if (isRefusal(file)) return apiAnswer(file);
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="register-${file.size}-entries.json"`,
      'cache-control': 'private, no-store'
    }
  });
};
