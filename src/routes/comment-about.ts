import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, refused } from './answers';

/** Says something about what the page shows. With JavaScript the page stays as it is; without, it is shown at the comment. */
export async function commentAbout(event: RequestEvent, about: Readonly<Record<string, string>>) {
  const fields: Record<string, string> = { ...(await formFields(event.request)), ...about };
  const added = await event.locals.commands.addComment(fields);
  if (isRefusal(added)) return refused(added, fields);
  if (event.request.headers.has('x-sveltekit-action'))
    return { done: { form: fields.form ?? '', comment: added.id } };
  redirect(303, `${event.url.pathname}#comment-${added.id}`);
}
