import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

/** What stays for the next one: several come from one event. */
const KEPT = ['clause', 'way', 'on'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const page = orError(await locals.reads.enterPage(params.id, url.searchParams.get('saved')), url);
  const kept = Object.fromEntries(KEPT.map((name) => [name, url.searchParams.get(name) ?? '']));
  return { ...page, kept: kept as Record<(typeof KEPT)[number], string> };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const fields: Record<string, string> = { ...(await formFields(request)), specificationId: params.id };
    const entered = await locals.commands.enterContribution(fields);
    if (isRefusal(entered)) return refused(entered, fields);
    const next = new URLSearchParams(KEPT.map((name) => [name, fields[name] ?? '']));
    next.set('saved', entered.id);
    redirect(303, `${url.pathname}?${next}`);
  }
};
