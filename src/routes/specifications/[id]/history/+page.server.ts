import { orError } from '../../../answers';
import { historyAsked } from './asked';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.passageHistory(params.id, historyAsked(url.searchParams)), url);
