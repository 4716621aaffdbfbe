import { orError } from '../../answers';
import { commentAbout } from '../../comment-about';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.decision(params.id), url),
  discussion: orError(await locals.reads.onDecision(params.id), url),
  /** Set by the sign-off page when it sends people back here. */
  justAnswered: url.searchParams.has('signed')
});

export const actions: Actions = {
  comment: (event) => commentAbout(event, { about: 'decision', decisionId: event.params.id })
};
