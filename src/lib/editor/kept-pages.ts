import type { PersonId } from '#domain/ids';
import {
  BUILD_PREFIX,
  isEditingPage,
  isInTime,
  KEEP_HEADER,
  KEEP_QUERY,
  PAGES_PREFIX,
  pagesCache,
  readTerms
} from '#protocol/kept-page';
import { isBuildKept } from './kept-build';

/**
 * Editing pages that this browser keeps, so that they open again without a network (src/service-worker). They go as
 * soon as the server says that nobody, or somebody else, is signed in: what was unsent stays in the copy of the draft.
 */
const WORKER = '/service-worker.js';
/** Keeping and removing never happen at the same time, in whatever tabs. */
const LOCK = 'concordat-kept-pages';
/** In localStorage: who the server last said is signed in. A page that was on its way for somebody else is not kept. */
const SIGNED_IN = 'concordat-signed-in';
/** Longest wait for the page that is to be kept, in milliseconds. */
const PATIENCE = 20_000;

/** Keeps the editing page at this path for its person. Where a browser cannot, nothing happens. */
export async function keepPage(path: string, personId: PersonId): Promise<void> {
  if (!canKeep()) return;
  // Asked for by itself: a page that was reached by a link was never sent as a page, only as data.
  const answer = await fetch(`${path}?${KEEP_QUERY}`, {
    headers: { accept: 'text/html' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE)
  });
  const terms = readTerms(answer.headers.get(KEEP_HEADER));
  const page = new Response(await answer.blob(), { headers: answer.headers });
  if (!answer.ok || terms?.personId !== personId) return;
  await oneAtATime(async () => {
    if (localStorage.getItem(SIGNED_IN) === personId)
      await (await caches.open(pagesCache(personId))).put(path, page);
  });
  await workFor(path, terms.build);
}

/** The service worker for this one page; every other page goes past it. A newer build brings a newer one. */
async function workFor(path: string, build: string): Promise<void> {
  const registration = await navigator.serviceWorker.register(WORKER, {
    scope: path,
    updateViaCache: 'none'
  });
  if (registration.active && !(await isBuildKept(build))) await registration.update();
}

/** The right to this page has gone. */
export async function dropPage(path: string, personId: PersonId): Promise<void> {
  if (!canKeep()) return;
  await oneAtATime(async () => {
    if (await caches.has(pagesCache(personId))) await (await caches.open(pagesCache(personId))).delete(path);
  });
}

/**
 * The server has said who is signed in, or that nobody is. What is kept for anybody else is removed, with the service
 * workers; of this person's own what is out of time.
 */
export async function sweepPages(personId: PersonId | undefined, now: number): Promise<void> {
  if (!canKeep()) return;
  if (personId === undefined) localStorage.removeItem(SIGNED_IN);
  else localStorage.setItem(SIGNED_IN, personId);
  await oneAtATime(async () => {
    const kept = await keptCaches();
    const own = personId === undefined ? undefined : pagesCache(personId);
    const pages = kept.filter((name) => name.startsWith(PAGES_PREFIX));
    if (own === undefined || pages.some((name) => name !== own)) await removeAll(kept);
    else if (pages.length > 0) await removeOld(own, now);
  });
}

async function removeAll(kept: readonly string[]): Promise<void> {
  if (kept.length === 0) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  const ours = registrations.filter(({ scope }) => isEditingPage(new URL(scope).pathname));
  await Promise.all([
    ...kept.map((name) => caches.delete(name)),
    ...ours.map((registration) => registration.unregister())
  ]);
}

async function removeOld(own: string, now: number): Promise<void> {
  const cache = await caches.open(own);
  for (const request of await cache.keys()) {
    const terms = readTerms((await cache.match(request))?.headers.get(KEEP_HEADER) ?? null);
    if (!isInTime(terms, now)) await cache.delete(request);
  }
}

/** Not on a page that came without encryption, and not where a browser keeps nothing. */
function canKeep(): boolean {
  return 'serviceWorker' in navigator && 'caches' in globalThis && 'locks' in navigator;
}

async function keptCaches(): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PAGES_PREFIX) || name.startsWith(BUILD_PREFIX));
}

async function oneAtATime(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(LOCK, work);
}
