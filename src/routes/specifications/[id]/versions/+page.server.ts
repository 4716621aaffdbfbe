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
  }
};
