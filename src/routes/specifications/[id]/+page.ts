import { browser } from '$app/environment';
import type { PageLoad } from './$types';
import { suggestionPart } from './suggestion-part';

/**
 * The easy read layout is loaded only where it is asked for, the forms for comments a moment after the page: the server
 * shows both like everything else.
 */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(await suggestionPart(data.threads)),
  EasyRead: data.reading.easy ? (await import('./EasyRead.svelte')).default : null,
  AskingForm: formsAreClosed() ? undefined : (await import('$lib/ui/AskingForm.svelte')).default
});

/** Nobody has opened a form yet, in which something may be typed by now. On the server no form may be left out. */
function formsAreClosed(): boolean {
  return browser && !document.querySelector('details[open] textarea');
}
