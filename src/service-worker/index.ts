import { build, version } from '$service-worker';
import { BUILD_PREFIX, buildCache, isEditingPage } from '#protocol/kept-page';
import { keptFile, keptPage, pageOrKept } from './kept-answers';

/**
 * Opens an editing page again while there is no network. It is registered for that page alone, by the page itself once
 * this device keeps the draft (src/lib/editor/kept-pages.ts), so every other page is loaded as if it were not there.
 * It answers nothing but that page and the build's own files; what is sent, /sync, /live and the API go past it.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && isEditingPage(pathname)) {
    event.respondWith(pageOrKept(fromServer(event), () => keptPage(pathname, Date.now())));
  } else if (pathname.startsWith('/_app/immutable/')) {
    event.respondWith(fileOf(request));
  }
});

/** All files or none: a page is only shown when everything that it needs is there. */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(buildCache(version));
  if ((await cache.keys()).length === 0) await cache.addAll(build);
}

/** No page of an older build is open any more. */
async function takeOver(): Promise<void> {
  const older = (await caches.keys()).filter(
    (name) => name.startsWith(BUILD_PREFIX) && name !== buildCache(version)
  );
  await Promise.all(older.map((name) => caches.delete(name)));
  // The browser asks the server while it starts this worker, so that starting it delays no page.
  await worker.registration.navigationPreload?.enable();
}

async function fromServer(event: FetchEvent): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  return preloaded ?? fetch(event.request);
}

/** Its name holds a hash of what is in it, so there is nothing newer to ask the server for. */
async function fileOf(request: Request): Promise<Response> {
  return (await keptFile(request)) ?? fetch(request);
}
