import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** 200 when the database answers, 503 when it does not. */
export const GET: RequestHandler = async ({ locals }) =>
  (await locals.reads.health()) ? text('ok') : text('the database does not answer', { status: 503 });
