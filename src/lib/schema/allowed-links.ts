import type { DocumentJson } from './document-json';

const LONGEST_HREF = 2000;

// Control characters, exotic spaces, zero-width and direction marks: browsers drop or hide some of them, so
// "java\tscript:" and look-alike addresses would get past a plain prefix test.
const HIDDEN =
  // Control characters: naming the control characters is the point.
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]|\u034f/;

/**
 * The one allow-list for link targets, used by the schema, import, rendering and export: `http`, `https`,
 * `mailto` and places inside the document (`#…`). Returns the trimmed target, or null when it is not allowed.
 * Applying it twice gives the same answer.
 */
export function safeHref(href: unknown): string | null {
  if (typeof href !== 'string') return null;
  const target = href.trim();
  if (target.length > LONGEST_HREF || HIDDEN.test(target) || /[<>"\\]/.test(target)) return null;
  if (target.startsWith('#')) return /^#[^\s#]+$/.test(target) ? target : null;
  const spaced = target.replaceAll(' ', '%20');
  return isWebAddress(spaced) || isMailAddress(spaced) ? spaced : null;
}

/** Where a text leads to outside the document; null when nowhere. A place inside it has no name that a file could follow. */
export function outwardHref(node: DocumentJson): string | null {
  const href = safeHref(node.marks?.find(({ type }) => type === 'link')?.attrs?.href);
  return href?.startsWith('#') ? null : href;
}

function isWebAddress(target: string): boolean {
  if (!/^https?:\/\/[^/?#]/i.test(target) || !URL.canParse(target)) return false;
  const url = new URL(target);
  // "https://nhs.uk@elsewhere.example" reads like one site and opens another.
  return url.username === '' && url.password === '' && url.hostname !== '';
}

function isMailAddress(target: string): boolean {
  return /^mailto:[^\s/?@]+@[^\s/?@]+(\?\S*)?$/i.test(target);
}
