import { isId, type PersonId } from '#domain/ids';

/**
 * An editing page that a browser keeps, so that it opens again without a network. The server says in a header of the
 * page for whom and for how long it may be kept; the header is kept with the page.
 */
export interface KeepTerms {
  /** The build whose files the page needs. */
  readonly build: string;
  readonly personId: PersonId;
  /** The end of the session at the latest, in milliseconds since 1970: nobody is shown the page after it. */
  readonly until: number;
}

/** Asks for a page to keep: without the text, which the device has anyway. */
export const KEEP_QUERY = 'keep';
export const KEEP_HEADER = 'x-concordat-keep';

export const PAGES_PREFIX = 'concordat-pages-';
export const BUILD_PREFIX = 'concordat-build-';

/** The cache of one person's pages. */
export function pagesCache(personId: PersonId): string {
  return PAGES_PREFIX + personId;
}

/** The cache of one build's files. Nothing personal is in it. */
export function buildCache(build: string): string {
  return BUILD_PREFIX + build;
}

export function encodeTerms({ build, personId, until }: KeepTerms): string {
  return `${personId} ${until} ${build}`;
}

/** Undefined for a page that may not be kept. */
export function readTerms(header: string | null): KeepTerms | undefined {
  const [, personId, until, build] = /^(\S+) (\d{1,15}) (\S+)$/.exec(header ?? '') ?? [];
  if (build === undefined || !isId<'person'>(personId)) return undefined;
  return { build, personId, until: Number(until) };
}

/** Whether it may still be shown at this moment, in milliseconds since 1970. */
export function isInTime(terms: KeepTerms | undefined, now: number): terms is KeepTerms {
  return terms !== undefined && now < terms.until;
}

/** The only pages that are kept. */
export function isEditingPage(path: string): boolean {
  return /^\/specifications\/[0-9a-f-]{36}\/edit$/.test(path);
}
