import { READ_OUT_COOKIE } from './quiet';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies }) => ({
  frame: await locals.reads.frame(),
  /** Nothing that changes is read out. */
  quiet: cookies.get(READ_OUT_COOKIE) === 'off'
});
