import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...orError(await locals.reads.receipts(), url),
  sent: url.searchParams.get('sent') === 'yes',
  ended: url.searchParams.get('ended') === 'yes'
});

export const actions: Actions = {
  make: async ({ request, locals, url }) => {
    const fields = await formFields(request);
    const made = await locals.commands.makeReceiptLink(fields);
    if (isRefusal(made)) return refused(made, fields);
    if (made.token === null) redirect(303, `${url.pathname}?sent=yes`);
    return { link: `${url.origin}/receipts/by-link?key=${made.token}` };
  },
  quote: async ({ request, locals, url }) => {
    const said = await locals.commands.quoteComment(await formFields(request));
    if (isRefusal(said)) return refused(said);
    redirect(303, `${url.pathname}#said-${said.commentId}`);
  },
  end: async ({ request, locals, url }) => {
    const ended = await locals.commands.endReceiptLink(await formFields(request));
    if (isRefusal(ended)) return refused(ended);
    redirect(303, `${url.pathname}?ended=yes`);
  }
};
