import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const about = url.searchParams.get('decision');
  return { about, ...orError(await locals.reads.voice(params.id, about), url) };
};
