import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => orError(await locals.reads.invitations(), url);

export const actions: Actions = {
  make: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const made = await locals.commands.makeInvitation(fields);
    if (isRefusal(made)) return refused(made, fields);
    return { link: `${url.origin}/join?link=${made.token}`, made: made.id };
  },
  revoke: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const withdrawn = await locals.commands.revokeInvitation(fields);
    if (isRefusal(withdrawn)) return refused(withdrawn, fields);
    redirect(303, `${url.pathname}#invitation-${withdrawn.id}`);
  }
};
