import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { DESKTOP, openBrowser, signInAs } from '#tests/builders/browser';
import { newerBuild, versionOf } from '#tests/builders/newer-build';
import { copyOfDemo } from '#tests/builders/demo-data';
import { freePort, startProduct, type Product } from '#tests/builders/product';
import { draftText, edit, PEOPLE, saved, TITLE, typeCutOff, written } from './draft-page';
import { kept, openAndKeep, shownOffline, until, untilKept } from './kept-pages';
import { check, shows, textbox, typeAfter } from './journey';

/** Always at one address, so that it can be stopped and come back: a browser keeps things by address. */
let product: Product;
let browser: Browser;
let port: number;
let url: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  port = await freePort();
  url = `http://localhost:${port}`;
  product = await startProduct({ dataDir: copyOfDemo(), port });
  browser = await openBrowser();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function arrive(who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('dialog', (dialog) => void dialog.accept());
  await signInAs(page, url, who);
  return page;
}

it('SYN-90 the page is reloaded without a network: the words are there, typing goes on, and all is stored afterwards', async () => {
  const helen = await arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  await helen.context().setOffline(true);
  await typeCutOff(helen, ' TYPED-BEFORE-RELOADING.');
  await helen.reload();
  await textbox(helen).getByText('TYPED-BEFORE-RELOADING.').waitFor();
  await shows(helen, 'Offline, showing what this device had. What you type is kept on this device');
  await check(helen);
  await typeAfter(helen, PEOPLE, ' TYPED-AFTER-RELOADING.');
  await textbox(helen).getByText('TYPED-AFTER-RELOADING.').waitFor();
  await written(helen);
  await helen.reload();
  await textbox(helen).getByText('TYPED-AFTER-RELOADING.').waitFor();
  await helen.context().setOffline(false);
  await saved(helen);
  const text = await draftText(helen, address);
  expect(text.split('TYPED-BEFORE-RELOADING.')).toHaveLength(2);
  expect(text.split('TYPED-AFTER-RELOADING.')).toHaveLength(2);
});

it('SYN-90 a page that was reached by a link opens again in a new window while the server is away, and catches up with it', async () => {
  const helen = await arrive('helen.marsh');
  await helen.getByRole('link', { name: 'Specifications' }).first().click();
  await helen.waitForURL('**/specifications');
  await helen.getByRole('link', { name: TITLE, exact: true }).click();
  await helen.getByRole('link', { name: 'Edit the text' }).click();
  await textbox(helen).waitFor();
  await saved(helen);
  await untilKept(helen);
  const address = helen.url();
  const priya = await arrive('priya.nair');
  await priya.goto(address.replace(/\/edit$/, ''));
  await priya.getByText('Say something about this').first().click();
  await priya.getByLabel('Your comment').first().fill('Said after the page was kept.');
  await priya.getByRole('button', { name: 'Send the comment' }).first().click();
  await priya.locator('#comments').getByText('Said after the page was kept.').waitFor();

  await product.stop();
  await helen.close();
  const again = await priya.context().newPage();
  await expect(again.goto(address)).rejects.toThrow();
  const back = await contexts[0]!.newPage();
  back.setDefaultTimeout(30_000);
  await back.goto(address);
  await textbox(back).waitFor();
  await typeAfter(back, PEOPLE, ' WHILE-IT-WAS-AWAY.');
  product = await startProduct({ dataDir: product.dataDir, port });
  await saved(back);
  expect(await draftText(back, address)).toContain('WHILE-IT-WAS-AWAY.');
  await back.locator('#comments').getByText('Said after the page was kept.').waitFor();
});

it('SYN-61 what is kept is that one page without its text, and files of the build; other pages know nothing of it', async () => {
  const helen = await arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  const path = new URL(address).pathname;
  await typeAfter(helen, PEOPLE, ' SENT-AND-SAVED.');
  await saved(helen);
  await helen.goto(address.replace(/\/edit$/, ''));
  await helen.goto(`${url}/register`);
  const { caches, workers } = await kept(helen);
  expect(workers).toEqual([path]);
  const [files, pages] = Object.keys(caches).sort();
  expect(caches[pages!]).toEqual([path]);
  expect(caches[files!]!.length).toBeGreaterThan(20);
  expect(caches[files!]!.filter((file) => !file.startsWith('/_app/immutable/'))).toEqual([]);
  expect(await helen.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  const shell = await helen.evaluate(
    async ([name, at]) => (await (await window.caches.open(name!)).match(at!))!.text(),
    [pages, path]
  );
  expect(shell).toContain(TITLE);
  expect(shell).not.toContain(PEOPLE);
  for (const other of ['', '/edit/access', '/versions'])
    expect(await shownOffline(helen.context(), address.replace(/\/edit$/, other))).toBe('');
});

it('SYN-63 a newer build is shown at once, kept in its turn, and the older one goes when no page of it is open', async () => {
  const helen = await arrive('helen.marsh');
  const address = await openAndKeep(helen, url);
  const newer = newerBuild();
  try {
    await product.stop();
    product = await startProduct({ dataDir: product.dataDir, port, main: newer.main });
    await helen.reload();
    await saved(helen);
    expect(await isNewer(helen)).toBe(true);
    await untilKept(helen, newer.version);
    // The older service worker is still the page's own, and shows the newer page.
    await helen.context().setOffline(true);
    await helen.reload();
    await textbox(helen).getByText(PEOPLE).waitFor();
    expect(await isNewer(helen)).toBe(true);
    await helen.context().setOffline(false);
    await helen.goto(`${url}/help`);
    const older = `concordat-build-${versionOf('build')}`;
    await until(helen, ({ caches }) => !(older in caches));
    expect(await shownOffline(helen.context(), address)).toContain(TITLE);
  } finally {
    await product.stop();
    product = await startProduct({ dataDir: product.dataDir, port });
    newer.remove();
  }
});

it('SYN-64 where the browser keeps no drafts, no page is kept and there is no service worker', async () => {
  const helen = await arrive('helen.marsh');
  await helen.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const asked: string[] = [];
  helen.on('request', (request) => asked.push(request.url()));
  await edit(helen, url);
  await typeAfter(helen, PEOPLE, ' WITHOUT-A-STORE.');
  await saved(helen);
  expect(await kept(helen)).toEqual({ caches: {}, workers: [] });
  expect(asked.filter((address) => /\?keep|service-worker/.test(address))).toEqual([]);
});

/** Whether the open page was made by the newer build. */
function isNewer(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('-newer'))
  );
}
