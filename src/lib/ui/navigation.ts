export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** The word on a phone's bottom bar; items without one are found under More. */
  readonly short?: string;
  readonly icon?: 'home' | 'read' | 'vote' | 'inbox';
}

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export const MAIN_NAVIGATION: readonly NavigationItem[] = [
  { text: 'Home', href: '/', short: 'Home', icon: 'home' },
  { text: 'Specifications', href: '/specifications', short: 'Read', icon: 'read' },
  { text: 'Priorities', href: '/priorities', short: 'Vote', icon: 'vote' },
  { text: 'Decisions', href: '/decisions' },
  { text: 'Inbox', href: '/inbox', short: 'Inbox', icon: 'inbox' },
  { text: 'People', href: '/people' },
  { text: 'Register', href: '/register' }
];

/** The inbox says how much in it is new, to everybody in words. */
export function withNews(items: readonly NavigationItem[], unread: number): readonly NavigationItem[] {
  const text = `Inbox (${unread}\u00a0new)`;
  return items.map((item) => (unread && item.icon === 'inbox' ? { ...item, text, short: text } : item));
}

/** `page` on the page itself, `true` on pages inside that section, nothing elsewhere. */
export function currentMark(href: string, path: string): 'page' | 'true' | undefined {
  if (path === href) return 'page';
  return href !== '/' && path.startsWith(`${href}/`) ? 'true' : undefined;
}
