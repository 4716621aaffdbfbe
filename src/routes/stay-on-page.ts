import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

interface NavigateEvent extends Event {
  readonly userInitiated: boolean;
  readonly destination: { readonly url: string; readonly sameDocument: boolean };
}

/** Where a browser has it (Navigation API). */
const navigation = () => (globalThis as { navigation?: EventTarget }).navigation;

/**
 * Asks for the page's data anew. Running the loads again cancels a navigation under way, and a link or a redirect after a form
 * would be lost, so that comes first. Without a network what is on the page stays, and it is asked once the network is back.
 */
export async function refreshPage(): Promise<void> {
  await navigationsEnded();
  if (navigator.onLine) await stayingOnPage(invalidateAll);
  else askOnceBack();
}

/** A link that is followed while another is still loading takes its place: that one is waited for as well. */
async function navigationsEnded(last?: Promise<void> | null): Promise<void> {
  const current = navigating.complete;
  if (!current || current === last) return;
  await current.catch(() => {});
  return navigationsEnded(current);
}

const ask = () => void refreshPage();
/** Once, however often it was not asked. */
const askOnceBack = () => addEventListener('online', ask, { once: true });

/** Questions under way. */
let asking = 0;

/**
 * Stays on the page when the network goes away in the middle of asking: SvelteKit would load the page itself then, and the
 * browser's error page would take its place, with whatever is typed there. It does so once for each question under way.
 */
async function stayingOnPage(load: () => Promise<void>): Promise<void> {
  asking += 1;
  if (asking === 1) navigation()?.addEventListener('navigate', stay);
  await load().finally(answered);
}

function stay(event: Event): void {
  const { userInitiated, destination } = event as NavigateEvent;
  if (userInitiated || destination.sameDocument || destination.url !== location.href) return;
  event.preventDefault();
  // What was asked never answers after this.
  answered();
  if (!navigator.onLine) askOnceBack();
}

function answered(): void {
  asking -= 1;
  if (asking === 0) navigation()?.removeEventListener('navigate', stay);
}
