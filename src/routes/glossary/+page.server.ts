import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.glossary(), url),
  find: url.searchParams.get('find')?.trim() ?? ''
});

export const actions: Actions = {
  add: async (event) => {
    const fields = await formFields(event.request);
    return answered(event, fields, await event.locals.commands.addGlossaryTerm(fields));
  },
  change: async (event) => {
    const fields = await formFields(event.request);
    return answered(event, fields, await event.locals.commands.changeGlossaryTerm(fields));
  },
  remove: async (event) => {
    const fields = await formFields(event.request);
    return answered(event, fields, await event.locals.commands.removeGlossaryTerm(fields));
  }
};

/** With JavaScript the page stays as it is; without, it is shown at the word. */
function answered(
  event: RequestEvent,
  fields: Record<string, string>,
  answer: { readonly id: string } | Refusal
) {
  if (isRefusal(answer)) return refused(answer, fields);
  if (event.request.headers.has('x-sveltekit-action')) return { done: answer.id };
  redirect(303, `${event.url.pathname}#term-${answer.id}`);
}
