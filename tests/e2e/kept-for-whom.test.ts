import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAs } from '#tests/builders/browser';
import { databases, edit, saved, TITLE } from './draft-page';
import { Journey, shows } from './journey';
import { kept, openAndKeep, shownOffline, until, untilKept } from './kept-pages';

let journey: Journey;
let url: string;
beforeAll(async () => {
  journey = await Journey.start();
  ({ url } = journey.product);
});
afterAll(() => journey?.end());

async function signInOn(context: BrowserContext, who: string): Promise<Page> {
  const page = await context.newPage();
  await signInAs(page, url, who);
  return page;
}

it('SYN-62 signing out removes the page, its files and its service worker, and an offline reload shows nothing', async () => {
  const helen = await journey.arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  expect(await shownOffline(helen.context(), address)).toContain(TITLE);
  await helen.getByRole('button', { name: 'Sign out' }).click();
  await helen.waitForURL(/\/sign-in$/);
  expect(await kept(helen)).toEqual({ caches: {}, workers: [] });
  expect(await databases(helen)).toEqual([]);
  expect(await shownOffline(helen.context(), address)).toBe('');
});

it('SYN-62 when the session has ended, the next page that says so removes what is kept', async () => {
  const helen = await journey.arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  const context = helen.context();
  await helen.close();
  // It ran out: nobody signed out.
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForURL(/\/sign-in/);
  await until(page, ({ caches, workers }) => Object.keys(caches).length + workers.length === 0);
  expect(await shownOffline(context, address)).toBe('');
});

it('SYN-62 somebody else who signs in on the same browser meets nothing of it, with a network and without', async () => {
  const helen = await journey.arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  const context = helen.context();
  const [own] = Object.keys((await kept(helen)).caches).filter((name) => name.includes('pages'));
  await helen.close();
  await context.clearCookies();
  const owen = await signInOn(context, 'owen.pryce');
  await shows(owen, 'Hello Owen');
  await until(owen, ({ caches }) => !(own! in caches));
  expect(await shownOffline(context, address)).toBe('');
  await owen.goto(address);
  await saved(owen);
  await untilKept(owen);
  const { caches } = await kept(owen);
  expect(Object.keys(caches)).not.toContain(own);
  expect(await shownOffline(context, address)).toContain('Owen Pryce');
});

it('SYN-62 a page on its way for one person is not kept once another is signed in', async () => {
  const helen = await journey.arrive('helen.marsh');
  const context = helen.context();
  let letGo!: () => void;
  const asked = new Promise<void>((resolve) => {
    const held = new Promise<void>((go) => (letGo = go));
    void context.route(/\/edit\?keep$/, async (route) => {
      const answer = await route.fetch();
      resolve();
      await held;
      await route.fulfill({ response: answer });
    });
  });
  await edit(helen, url);
  await saved(helen);
  await asked;
  await context.clearCookies();
  const owen = await signInOn(context, 'owen.pryce');
  await shows(owen, 'Hello Owen');
  const answered = helen.waitForResponse(/\/edit\?keep$/);
  letGo();
  await (await answered).finished();
  // Its service worker is the last of what it would have left.
  await until(owen, ({ workers }) => workers.length > 0);
  const names = Object.keys((await kept(owen)).caches);
  expect(names.filter((name) => name.startsWith('concordat-pages-'))).toEqual([]);
});

it('SYN-62 nobody is shown a page after the last moment of the session that kept it', async () => {
  const helen = await journey.arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  const left = await helen.evaluate(async (path) => {
    const name = (await caches.keys()).find((each) => each.startsWith('concordat-pages-'))!;
    const pages = await caches.open(name);
    const page = (await pages.match(path))!;
    const headers = new Headers(page.headers);
    const [person, moment, build] = headers.get('x-concordat-keep')!.split(' ');
    headers.set('x-concordat-keep', `${person} ${Date.now() - 1} ${build}`);
    await pages.put(path, new Response(await page.blob(), { headers }));
    return Number(moment) - Date.now();
  }, new URL(address).pathname);
  const TWELVE_HOURS = 12 * 3_600_000;
  expect(left).toBeLessThanOrEqual(TWELVE_HOURS);
  expect(left).toBeGreaterThan(TWELVE_HOURS - 600_000);
  expect(await shownOffline(helen.context(), address)).toBe('');
  // The next page that comes from the server clears it away.
  await helen.goto(`${url}/help`);
  await until(helen, ({ caches }) =>
    Object.entries(caches).every(([name, paths]) => name.includes('-build-') || paths.length === 0)
  );
});
