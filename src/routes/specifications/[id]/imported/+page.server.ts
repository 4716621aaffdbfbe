import { redirect } from '@sveltejs/kit';
import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { id, title, imported, may } = orError(await locals.reads.specificationPage(params.id), url);
  if (!imported) redirect(303, `/specifications/${id}`);
  return { id, title, imported, may };
};
