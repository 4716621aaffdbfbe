import { orError } from '../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.decision(params.id), url),
  /** Set by the sign-off page when it sends people back here. */
  justAnswered: url.searchParams.has('signed')
});
