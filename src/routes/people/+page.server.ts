import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { inGroups } from '#domain/slip-code';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.people(), url),
  ended: url.searchParams.get('ended')
});

export const actions: Actions = {
  handOver: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const handed = await locals.commands.handOverLink(fields);
    if (isRefusal(handed)) return refused(handed, fields);
    const code = inGroups(handed.code);
    const link = `${url.origin}/come-back?key=${code}`;
    return { handed: { memberId: fields.memberId, link, code, until: handed.until } };
  },
  endAccess: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const ended = await locals.commands.endGuestAccess(fields);
    if (isRefusal(ended)) return refused(ended, fields);
    redirect(303, `${url.pathname}?ended=${encodeURIComponent(fields.memberId ?? '')}`);
  }
};
