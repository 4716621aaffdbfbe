import type { BrowserContext, Page } from 'playwright-core';
import { vi } from 'vitest';
import { versionOf } from '#tests/builders/newer-build';
import { edit, saved } from './draft-page';

export interface Kept {
  /** Addresses by the cache they stand in. */
  readonly caches: Record<string, string[]>;
  /** The pages that have a service worker which is ready. */
  readonly workers: string[];
}

/** What this browser holds besides drafts. */
export function kept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const addresses = async (name: string) =>
      (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
    const registrations = await navigator.serviceWorker.getRegistrations();
    const ready = registrations.filter(({ active }) => active?.state === 'activated');
    const workers = ready.map(({ scope }) => new URL(scope).pathname);
    return {
      caches: Object.fromEntries(await Promise.all(names.map(async (name) => [name, await addresses(name)]))),
      workers
    };
  });
}

/** Waits until what this browser holds is as wanted: keeping and removing go on beside the page. */
export function until(page: Page, isSo: (kept: Kept) => boolean): Promise<void> {
  return vi.waitFor(
    async () => {
      const now = await kept(page);
      if (!isSo(now)) throw new Error(`${Object.keys(now.caches).join()} ${now.workers.join()}`);
    },
    { timeout: 30_000, interval: 100 }
  );
}

/** Until this browser keeps the page that is open, with every file that it needs and a service worker. */
export function untilKept(page: Page, build = versionOf('build')): Promise<void> {
  const { pathname } = new URL(page.url());
  const files = `concordat-build-${build}`;
  return until(page, ({ caches, workers }) => {
    const pages = Object.entries(caches).filter(([name]) => name.startsWith('concordat-pages-'));
    return (
      pages.some(([, paths]) => paths.includes(pathname)) &&
      (caches[files]?.length ?? 0) > 0 &&
      workers.includes(pathname)
    );
  });
}

/** Opens the demo's specification at this address of the product, to be edited, and waits until the page is kept. */
export async function openAndKeep(page: Page, product: string): Promise<string> {
  const address = await edit(page, product);
  await saved(page);
  await untilKept(page);
  return address;
}

/** Loads the address while the browser has no network, and answers what is then to be seen. */
export async function shownOffline(context: BrowserContext, address: string): Promise<string> {
  await context.setOffline(true);
  const page = await context.newPage();
  const failed = await page.goto(address).then(
    () => false,
    () => true
  );
  const text = failed ? '' : await page.content();
  await page.close();
  await context.setOffline(false);
  return text;
}
