import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) =>
  orError(await locals.reads.versions(params.id), url);

export const actions: Actions = {
  freeze: async ({ request, locals, params }) => {
    const fields = await formFields(request);
    const frozen = await locals.commands.freezeVersion({ ...fields, specificationId: params.id });
    return isRefusal(frozen) ? refused(frozen, fields) : { frozen };
  },
  close: async ({ locals, params }) => {
    const done = await locals.commands.closeText({ specificationId: params.id });
    return isRefusal(done) ? refused(done, {}) : { text: done };
  },
  open: async ({ locals, params }) => {
    const done = await locals.commands.openText({ specificationId: params.id });
    return isRefusal(done) ? refused(done, {}) : { text: done };
  }
};
