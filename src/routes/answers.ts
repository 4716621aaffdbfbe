import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { isRefusal, statusOf, type Refusal } from '#domain/refusal';
import { typedFields } from './typed-fields';

/** What an action hands back when it was refused: why, and what had been typed. */
export interface Refused {
  readonly refusal: Refusal;
  readonly typed: Readonly<Record<string, string>>;
}

/** A load's answer: the data, or the page that a refusal means. Signed out leads to signing in and back. */
export function orError<Data>(answer: Data | Refusal, url: URL): Exclude<Data, Refusal> {
  if (!isRefusal(answer)) return answer as Exclude<Data, Refusal>;
  if (answer.code === 'signed-out')
    redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  error(statusOf(answer), { message: answer.message, code: answer.code });
}

/** An action's refusal, with what was typed so that the page can fill the fields again. Passwords are not sent back. */
export function refused(refusal: Refusal, fields: Record<string, unknown> = {}): ActionFailure<Refused> {
  return fail(statusOf(refusal), { refusal, typed: typedFields(Object.entries(fields)) });
}

/**
 * A form's text fields; for a name that was sent several times, the last. Files are left out, and so is the NUL
 * character, which no database text can hold. A body that cannot be read counts as nothing sent.
 */
export async function formFields(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(() => new FormData());
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replaceAll('\0', '')]));
}

/**
 * Only a path of our own may be where somebody is sent on to. Read as a browser reads it, which drops tabs and line
 * breaks, takes a backslash for a slash and folds "/./": all of them ways to write another site's address.
 */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || !URL.canParse(next, OURS)) return '/';
  const { origin, pathname, search, hash } = new URL(next, OURS);
  return origin === OURS && !pathname.startsWith('//') ? pathname + search + hash : '/';
}

/** Stands for our own address, whatever it is. */
const OURS = 'http://ours.invalid';
