import { clauseFilterOf } from '#domain/clause-filter';
import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.clauseMap(params.id), url),
  show: clauseFilterOf(url.searchParams.get('show'))
});
