import { orError } from '../../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { searchParams } = url;
  const asked = {
    from: searchParams.get('from'),
    to: searchParams.get('to'),
    show: searchParams.get('show')
  };
  return orError(await locals.reads.versionComparison(params.id, asked), url);
};
