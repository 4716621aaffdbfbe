import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  return orError(await locals.reads.importedPage(params.id), url);
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
