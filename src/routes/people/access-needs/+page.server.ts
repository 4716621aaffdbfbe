import { orError } from '../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) =>
  orError(await locals.reads.accessNeedsList(), url);
