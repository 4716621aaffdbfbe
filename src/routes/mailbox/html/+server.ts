import { orError } from '../../answers';
import type { RequestHandler } from './$types';

/** One of them as its reader's e-mail program shows it. `?mail=` */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { html } = orError(await locals.reads.mailboxHtml(url.searchParams.get('mail')), url);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }
  });
};
