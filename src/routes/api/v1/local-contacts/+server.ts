import { apiAnswer, apiFields } from '../api-answer';
import type { RequestHandler } from './$types';

/** Whom to tell of a safeguarding or complaint matter. */
export const GET: RequestHandler = async ({ locals }) => apiAnswer(await locals.reads.contacts());

/** All at once. Body: `{"adults.name", "adults.phone", "adults.more", …}` for adults, children and complaints. */
export const PUT: RequestHandler = async ({ locals, request }) =>
  apiAnswer(await locals.commands.keepLocalContacts(await apiFields(request)));
