import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields } from '../answers';
import type { RequestHandler } from './$types';

/** Field: `anyway`, "yes" from a guest who has no private link to come back by; without it they are asked first. */
export const POST: RequestHandler = async ({ locals, cookies, request }) => {
  const { anyway } = await formFields(request);
  if (anyway !== 'yes' && (await hasNoWayBack(locals))) {
    // A script that asks first sends the form itself when it gets this.
    if (!request.headers.get('accept')?.includes('text/html')) return new Response(null, { status: 409 });
    redirect(303, '/account/come-back?leaving=yes');
  }
  const blank = await locals.doors.signOut();
  cookies.delete(blank.name, blank.attributes);
  redirect(303, '/sign-in');
};

async function hasNoWayBack({ reads }: App.Locals): Promise<boolean> {
  const guest = await reads.comeBack();
  return !isRefusal(guest) && guest.madeAt === null;
}
