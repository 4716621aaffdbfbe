import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import { commentAbout } from '../../comment-about';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.ballot(params.id), url),
  discussion: orError(await locals.reads.onOptions(params.id), url),
  justVoted: url.searchParams.has('voted')
});

export const actions: Actions = {
  /** Shows the order before anything is cast. */
  review: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const review = await locals.reads.voteReview(params.id, fields);
    return isRefusal(review) ? refused(review, fields) : { review: review.ranking };
  },

  /** Back from the review to the ballot paper, with the order as it was. */
  change: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const review = await locals.reads.voteReview(params.id, fields);
    return isRefusal(review) ? refused(review, fields) : { typed: fields };
  },

  cast: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const cast = await locals.commands.castVote({ ...fields, ballotId: params.id });
    if (isRefusal(cast)) return refused(cast, fields);
    redirect(303, `/priorities/${params.id}?voted`);
  },

  comment: (event) => commentAbout(event, { about: 'option', ballotId: event.params.id }),

  close: async ({ locals, params }) => {
    const closed = await locals.commands.closeBallot({ ballotId: params.id });
    if (isRefusal(closed)) return refused(closed);
    redirect(303, `/priorities/${params.id}`);
  }
};
