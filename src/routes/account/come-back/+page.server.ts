import { isRefusal } from '#domain/refusal';
import { orError, refused, safeNext } from '../../answers';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = url.searchParams.get('next');
  const leaving = url.searchParams.get('leaving') === 'yes';
  const handed = url.searchParams.get('handed') === 'yes';
  return { ...orError(await locals.reads.comeBack(), url), next: next && safeNext(next), leaving, handed };
};

export const actions: Actions = {
  default: async ({ locals, url }) => {
    const made = await locals.doors.newReturnLink();
    if (isRefusal(made)) return refused(made);
    return { link: `${url.origin}/come-back?key=${made.token}` };
  }
};
