import type { Handle, HandleServerError } from '@sveltejs/kit';
import type { Runtime } from '../server/runtime';

/** Where `server/main.ts` (or the development plugin) leaves the composed runtime for us. */
const RUNTIME = Symbol.for('concordat.runtime');

/** cookie → actor in locals; hands over the runtime. Nothing else. */
export const handle: Handle = async ({ event, resolve }) => {
  const { entrance } = runtime();
  const crossSite = entrance.refuseCrossSite(event.request, event.url);
  if (crossSite) return crossSite;
  const token = event.cookies.get(entrance.cookieName);
  const admitted = await entrance.admit(token, event.getClientAddress());
  Object.assign(event.locals, admitted);
  const kept = await entrance.keepTypedText(event.request, event.url, event.locals.actor);
  const response = kept ?? (await resolve(event));
  entrance.addHeaders(response.headers);
  return entrance.pack(event.request, response);
};

/** A bug: the person gets a plain sentence and a number to quote, the log gets the rest. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status === 404) return { message: 'There is no page at this address.', code: 'not-found' };
  if (status < 500) return { message, code: 'invalid-input' };
  const reference = runtime().entrance.logFault(error, {
    path: event.url.pathname,
    method: event.request.method
  });
  return {
    message: `Something went wrong on our side. Nothing was changed. Reference: ${reference}.`,
    code: reference
  };
};

function runtime(): Runtime {
  return (globalThis as Record<symbol, unknown>)[RUNTIME] as Runtime;
}
