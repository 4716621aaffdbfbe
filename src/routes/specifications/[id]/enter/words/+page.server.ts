import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../answers';
import { historyAsked } from '../../history/asked';
import type { Actions, PageServerLoad } from './$types';

/** What stays for the next one. */
const KEPT = ['way', 'on'] as const;

/** The passage stands in the address, as for a suggestion of one's own. */
export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.enterWords(params.id, historyAsked(url.searchParams)), url);

export const actions: Actions = {
  enter: async ({ request, locals, params }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const entered = await locals.commands.enterWording(fields);
    if (isRefusal(entered)) return refused(entered, fields);
    const next = new URLSearchParams(KEPT.map((name) => [name, fields[name] ?? '']));
    next.set('saved', entered.id);
    redirect(303, `/specifications/${params.id}/enter?${next}`);
  }
};
