import type { Cookies } from '@sveltejs/kit';

/** A year, in seconds. */
const REMEMBERED = 365 * 24 * 60 * 60;

/** Keeps in this browser, for the pages under `path`, what somebody chose for them. */
export function remember(
  { cookies, url }: { readonly cookies: Cookies; readonly url: URL },
  { name, value, path }: { readonly name: string; readonly value: string; readonly path: string }
): void {
  const secure = url.protocol === 'https:';
  cookies.set(name, value, { path, maxAge: REMEMBERED, sameSite: 'lax', secure });
}
