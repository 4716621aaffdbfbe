export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** The word on a phone's bottom bar; items without one are found under More. */
  readonly short?: string;
  readonly icon?: 'home' | 'read' | 'vote' | 'decide';
}

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export const MAIN_NAVIGATION: readonly NavigationItem[] = [
  { text: 'Home', href: '/', short: 'Home', icon: 'home' },
  { text: 'Specifications', href: '/specifications', short: 'Read', icon: 'read' },
  { text: 'Priorities', href: '/priorities', short: 'Vote', icon: 'vote' },
  { text: 'Decisions', href: '/decisions', short: 'Decisions', icon: 'decide' },
  { text: 'People', href: '/people' },
  { text: 'Register', href: '/register' }
];

/** `page` on the page itself, `true` on pages inside that section, nothing elsewhere. */
export function currentMark(href: string, path: string): 'page' | 'true' | undefined {
  if (path === href) return 'page';
  return href !== '/' && path.startsWith(`${href}/`) ? 'true' : undefined;
}
