import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.clause(params.id, params.clause), url);

export const actions: Actions = {
  responsibility: (event) => kept(event, 'setResponsibility', 'owners'),
  openOwner: (event) => kept(event, 'leaveOwnerOpen', 'owners'),
  evidence: (event) => kept(event, 'keepEvidence', 'evidence'),
  removeEvidence: (event) => kept(event, 'removeEvidence', 'evidence'),
  measure: (event) => kept(event, 'keepMeasure', 'measures'),
  removeMeasure: (event) => kept(event, 'removeMeasure', 'measures'),
  budgetLine: (event) => kept(event, 'keepBudgetLine', 'budget'),
  linkBudgetLine: (event) => kept(event, 'linkBudgetLine', 'budget'),
  removeBudgetLine: (event) => kept(event, 'removeBudgetLine', 'budget')
};

type Keeping =
  | 'setResponsibility'
  | 'leaveOwnerOpen'
  | 'linkBudgetLine'
  | `${'keep' | 'remove'}${'Evidence' | 'Measure' | 'BudgetLine'}`;

/** With JavaScript the page stays where it is, be it this one or the editor; without, it is shown at that part of it. */
async function kept(event: RequestEvent<{ id: string; clause: string }>, keeping: Keeping, part: string) {
  const { params, request, locals, url } = event;
  const fields = { ...(await formFields(request)), specificationId: params.id, clause: params.clause };
  const answer = await locals.commands[keeping](fields);
  if (isRefusal(answer)) return refused(answer, fields);
  const { form = '' } = fields as { form?: string };
  if (request.headers.has('x-sveltekit-action')) return { done: { form } };
  // What is kept of a clause that is gone may just have been the last of it: then there is no page of its own any more.
  const left = await locals.reads.clause(params.id, params.clause);
  redirect(303, isRefusal(left) ? `/specifications/${params.id}/map` : `${url.pathname}#${part}`);
}
