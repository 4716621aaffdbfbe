import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url: { searchParams }, url }) => {
  const asked = { comment: searchParams.get('comment'), reply: searchParams.get('reply') };
  const done = { hidden: searchParams.get('hidden') === 'yes', told: searchParams.get('told') === 'yes' };
  return { ...orError(await locals.reads.report(params.id, asked), url), done };
};

export const actions: Actions = {
  raise: async ({ request, locals, params }) => {
    const fields = { ...(await formFields(request)), specificationId: params.id };
    const raised = await locals.commands.raiseConcern(fields);
    if (isRefusal(raised)) return refused(raised, fields);
    redirect(303, `/specifications/${params.id}/report?hidden=yes`);
  },
  tell: async ({ request, locals, params }) => {
    const fields = { ...(await formFields(request)), specificationId: params.id };
    const told = await locals.commands.tellMatter(fields);
    if (isRefusal(told)) return refused(told, fields);
    redirect(303, `/specifications/${params.id}/report?told=yes`);
  },
  remove: async ({ request, locals, params }) => {
    const fields = { ...(await formFields(request)), specificationId: params.id };
    const removed = await locals.commands.removeSaid(fields);
    if (isRefusal(removed)) return refused(removed, fields);
    redirect(303, `/specifications/${params.id}#comment-${removed.commentId}`);
  },
  askAgain: async ({ request, locals, params }) => {
    const fields = { ...(await formFields(request)), specificationId: params.id };
    const asked = await locals.commands.askSecondLook(fields);
    if (isRefusal(asked)) return refused(asked, fields);
    redirect(303, `/specifications/${params.id}#own-heading`);
  }
};
