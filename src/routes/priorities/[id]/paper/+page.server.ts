import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.enterVotePage(params.id), url);
