import { applyAction, enhance } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import type { SubmitFunction } from '@sveltejs/kit';
import { typedFields } from './typed-fields';

/**
 * `use:enhanceForm` on a form that also works without JavaScript. While it is being sent a second press does
 * nothing; a refusal leaves every typed word where it is; a network failure is said in words.
 */
export function enhanceForm(
  form: HTMLFormElement,
  options: { onDone?: () => void; onFailed?: () => void } = {}
): { destroy(): void } {
  return enhance(form, submit(options));
}

function submit({ onDone, onFailed }: { onDone?: () => void; onFailed?: () => void }): SubmitFunction {
  return ({ formElement, formData, cancel }) => {
    if (formElement.ariaBusy === 'true') return cancel();
    formElement.ariaBusy = 'true';
    return async ({ result }) => {
      formElement.ariaBusy = 'false';
      if (result.type === 'success') {
        formElement.reset();
        await invalidateAll();
      }
      await applyAction(result.type === 'error' ? unreachable(result.status, formData) : result);
      await frameworkHasMovedFocus();
      if (result.type === 'success' || result.type === 'redirect') onDone?.();
      else onFailed?.();
    };
  };
}

/**
 * A moment after it has taken in an answer SvelteKit gives focus and scroll position to the part of the page that the
 * address names. Who sends them elsewhere comes after that.
 */
function frameworkHasMovedFocus(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * A page must never be replaced by an error page while it holds typed text. The answer has what was typed, as a refusal from the
 * server has: by it the form knows that it is meant, and stays filled and open.
 */
function unreachable(status: number | undefined, fields: FormData) {
  const message = status
    ? 'Something went wrong on our side. Nothing was changed; what you typed is still here.'
    : 'The server could not be reached. Nothing was sent; what you typed is still here. Try again.';
  return {
    type: 'failure' as const,
    status: status ?? 503,
    data: { refusal: { refused: true, code: 'not-stored', message }, typed: typedFields(fields) }
  };
}
