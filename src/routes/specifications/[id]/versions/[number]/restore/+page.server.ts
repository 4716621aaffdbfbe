import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const ask = { number: params.number, clause: url.searchParams.get('clause') };
  return orError(await locals.reads.versionRestore(params.id, ask), url);
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const restored = await locals.commands.restoreVersion({
      ...fields,
      specificationId: params.id,
      number: params.number
    });
    return isRefusal(restored) ? refused(restored, fields) : { restored };
  }
};
