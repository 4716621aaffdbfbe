/**
 * Whether the server has shown a part of this page (`Later.svelte`) that does not work yet: its code comes after the page.
 * A page that one comes to by a link shows nothing before its parts are there.
 */
export function waitsForCode(): boolean {
  return typeof document !== 'undefined' && document.querySelector('[data-later]') !== null;
}
