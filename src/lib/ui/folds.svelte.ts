import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/**
 * Keeps a `<details>` and a state alike. What was opened before its page worked stays open: somebody may be reading or writing in
 * it. So it is made with no `open` that is false; Svelte would close it.
 */
export function folds(open: () => boolean, set: (open: boolean) => void): Attachment<HTMLDetailsElement> {
  return (details) => {
    untrack(() => {
      if (details.open !== open()) set(details.open);
    });
    $effect(() => {
      details.open = open();
    });
    const toggled = (): void => set(details.open);
    details.addEventListener('toggle', toggled);
    return () => details.removeEventListener('toggle', toggled);
  };
}
