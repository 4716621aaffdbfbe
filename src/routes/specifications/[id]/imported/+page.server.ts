import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const page = orError(await locals.reads.importedPage(params.id), url);
  const loose = page.loose.headings.length + page.loose.lists.length;
  if (!page.imported && loose === 0) redirect(303, `/specifications/${page.id}`);
  return page;
};

export const actions: Actions = {
  structure: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const structured = await locals.commands.structureLines({ ...fields, specificationId: params.id });
    return isRefusal(structured) ? refused(structured, fields) : { structured };
  },
  hold: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const held = await locals.commands.holdToTemplate({ ...fields, specificationId: params.id });
    return isRefusal(held) ? refused(held, fields) : { held };
  }
};
