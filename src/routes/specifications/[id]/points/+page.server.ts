import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.openPoints(params.id), url);

export const actions: Actions = {
  resolve: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const resolved = await locals.commands.resolveOpenPoint(fields);
    if (isRefusal(resolved)) return refused(resolved, fields);
    if (request.headers.has('x-sveltekit-action')) return { done: { form: fields.form ?? '' } };
    redirect(303, `${url.pathname}#point-${resolved.id}`);
  }
};
