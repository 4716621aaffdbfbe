import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../../../../answers';
import { commentAbout } from '../../../../../comment-about';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const plain = orError(await locals.reads.plainSummary(params.id, params.clause), url);
  const discussion = orError(await locals.reads.onSummary(params.id, params.clause), url);
  return { plain, discussion, topics: plain.topics, wide: true };
};

export const actions: Actions = {
  comment: (event) =>
    commentAbout(event, {
      about: 'plain-summary',
      specificationId: event.params.id,
      clause: event.params.clause
    }),
  start: async (event) => {
    const fields = await fieldsOf(event);
    return answered(event, fields, await event.locals.commands.startPlainSummary(fields));
  },
  write: async (event) => {
    const fields = await fieldsOf(event);
    return answered(event, fields, await event.locals.commands.writePlainSummary(fields));
  },
  confirm: async (event) => {
    const fields = await fieldsOf(event);
    return answered(event, fields, await event.locals.commands.confirmPlainSummary(fields));
  }
};

type Fields = Record<string, string>;

async function fieldsOf({ request, params }: RequestEvent): Promise<Fields> {
  return { ...(await formFields(request)), specificationId: params.id!, clause: params.clause! };
}

/** With JavaScript the page stays as it is, be it this one or the editor; without, it is shown afresh. */
function answered(event: RequestEvent, fields: Fields, answer: Refusal | object) {
  if (isRefusal(answer)) return refused(answer, fields);
  if (event.request.headers.has('x-sveltekit-action')) return { done: { form: fields.form ?? '' } };
  redirect(303, event.url.pathname);
}
