import { redirect } from '@sveltejs/kit';
import { version } from '$app/environment';
import { isRefusal } from '#domain/refusal';
import { encodeTerms, KEEP_HEADER, KEEP_QUERY } from '#protocol/kept-page';
import { orError } from '../../../answers';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, isDataRequest, setHeaders }) => {
  const toKeep = url.searchParams.has(KEEP_QUERY);
  // When the page asks again it has the text already, over its own socket; a browser that keeps the page has its own copy.
  const withText = !isDataRequest && !toKeep;
  const page = orError(await locals.reads.specificationEdit(params.id, { withText }), url);
  if (!page.may.edit) redirect(303, `/specifications/${page.id}`);
  const keeping = toKeep ? await locals.reads.keeping() : undefined;
  if (keeping && !isRefusal(keeping)) {
    setHeaders({ [KEEP_HEADER]: encodeTerms({ ...keeping, build: version }) });
  }
  return page;
};
