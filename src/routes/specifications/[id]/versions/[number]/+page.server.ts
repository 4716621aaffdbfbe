import { orError } from '../../../../answers';
import { howToRead, READING_VIEWS, VIEW_COOKIE, VIEW_NAMES } from '../../reading-view';
import type { PageServerLoad } from './$types';

/**
 * The full text is what is signed: whoever has not asked for other words is shown it, but for patients and carers, who read the plain
 * words first here as everywhere. What is chosen here is not remembered.
 */
export const load: PageServerLoad = async ({ locals, params, url, cookies }) => {
  const page = orError(await locals.reads.version(params.id, params.number), url);
  const remembered = page.plainFirst ? cookies.get(VIEW_COOKIE) : undefined;
  const { view, large } = howToRead(url.searchParams, { plainFirst: page.plainFirst, remembered });
  const shown = page.plain?.summaries.length ? view : 'full';
  const views = READING_VIEWS.map((each) => ({ view: each, name: VIEW_NAMES[each] }));
  return { ...page, views, view: shown, large, wide: shown === 'both' && !large };
};
