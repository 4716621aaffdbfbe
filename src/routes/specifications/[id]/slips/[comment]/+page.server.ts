import { redirect, type RequestEvent } from '@sveltejs/kit';
import { midSentence } from '#domain/entered';
import { isRefusal } from '#domain/refusal';
import { inGroups } from '#domain/slip-code';
import { formFields, orError, refused } from '../../../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const slip = orError(await locals.reads.slip(params.id, params.comment), url);
  const name = midSentence(slip.receipt?.comments[0]?.by.name ?? '');
  return { ...slip, name, ended: url.searchParams.get('ended') === 'yes' };
};

export const actions: Actions = {
  make: async (event) => {
    const fields = await fieldsOf(event);
    const made = await event.locals.commands.makeSlipLink(fields);
    if (isRefusal(made)) return refused(made, fields);
    const { origin, host } = event.url;
    const code = inGroups(made.code);
    return { slip: { code, address: `${host}/slip`, link: `${origin}/receipts/by-link?key=${code}` } };
  },
  end: async (event) => {
    const ended = await event.locals.commands.endSlipLink(await fieldsOf(event));
    if (isRefusal(ended)) return refused(ended);
    redirect(303, `${event.url.pathname}?ended=yes`);
  }
};

async function fieldsOf({ request, params }: RequestEvent): Promise<Record<string, string>> {
  const fields = await formFields(request);
  return { ...fields, specificationId: params.id ?? '', commentId: params.comment ?? '' };
}
