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
 * would be lost, so that comes first. Without a network nothing is asked: what is on the page stays.
 */
export async function refreshPage(): Promise<void> {
  await navigating.complete?.catch(() => {});
  if (navigator.onLine) await stayingOnPage(invalidateAll);
}

/**
 * Stays on the page when the network goes away in the middle of asking: SvelteKit would load the page itself then, and the
 * browser's error page would take its place, with whatever is typed there.
 */
async function stayingOnPage(ask: () => Promise<void>): Promise<void> {
  const stop = () => navigation()?.removeEventListener('navigate', stay);
  const stay = (event: Event) => {
    const { userInitiated, destination } = event as NavigateEvent;
    if (userInitiated || destination.sameDocument || destination.url !== location.href) return;
    event.preventDefault();
    // What was asked never answers after this.
    stop();
  };
  navigation()?.addEventListener('navigate', stay);
  await ask().finally(stop);
}
