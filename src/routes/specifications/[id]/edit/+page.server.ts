import { redirect } from '@sveltejs/kit';
import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, isDataRequest }) => {
  // When the page asks again it has the text already, over its own socket.
  const page = orError(await locals.reads.specificationEdit(params.id, { withText: !isDataRequest }), url);
  if (!page.may.edit) redirect(303, `/specifications/${page.id}`);
  return page;
};
