import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...orError(await locals.reads.enterVotePage(params.id), url),
  justEntered: url.searchParams.has('entered'),
  /** Papers of one group come together. */
  group: url.searchParams.get('group') ?? ''
});

export const actions: Actions = {
  /** Shows the order before anything is cast. */
  review: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const review = await locals.reads.enteredVoteReview(params.id, fields);
    return isRefusal(review) ? refused(review, fields) : { review: review.ranking, typed: fields };
  },

  /** Back from the review to the form, with everything as it was. */
  change: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const review = await locals.reads.enteredVoteReview(params.id, fields);
    return isRefusal(review) ? refused(review, fields) : { typed: fields };
  },

  enter: async ({ request, locals, params, url }) => {
    const fields = await formFields(request);
    const entered = await locals.commands.enterVote({ ...fields, ballotId: params.id });
    if (isRefusal(entered)) return refused(entered, fields);
    const next = new URLSearchParams({ group: fields.group ?? '', entered: '' });
    redirect(303, `${url.pathname}?${next}`);
  }
};
