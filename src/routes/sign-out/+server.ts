import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
  const blank = await locals.doors.signOut();
  cookies.delete(blank.name, blank.attributes);
  redirect(303, '/sign-in');
};
