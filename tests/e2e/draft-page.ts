import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { parseDatabaseName } from '#editor/local-draft-names';
import { pathOf, shows, textbox, typeAfter } from './journey';

/** The demo's specification, and two paragraphs of its text. */
export const TITLE = 'Integrated falls and frailty service';
export const PEOPLE = 'In Wenmoor Vale 63,900 people are 65 or over';
export const POSTCODE = 'Help differs by postcode';

/** Opens the demo's specification at this address of the product, to be read, and answers the page's path. */
export async function read(page: Page, product: string): Promise<string> {
  await page.goto(`${product}/specifications`);
  await page.getByRole('link', { name: TITLE }).click();
  await page.waitForURL(/\/specifications\/[0-9a-f-]+$/);
  return pathOf(page);
}

/** Opens the demo's specification at this address of the product, to be edited, and answers the page's address. */
export async function edit(page: Page, product: string): Promise<string> {
  const address = `${product}${await read(page, product)}/edit`;
  await page.goto(address);
  await textbox(page).waitFor();
  return address;
}

export function saved(page: Page): Promise<void> {
  return shows(page, /^Saved\./);
}

/** The names of what the browser keeps of drafts. */
export async function databases(page: Page): Promise<string[]> {
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  return names.filter((name) => parseDatabaseName(name) !== undefined);
}

/** Waits until what was typed so far is in the browser's store: the browser writes it beside the page, in order. */
export async function written(page: Page): Promise<void> {
  const [name] = await databases(page);
  await page.evaluate(async (database) => {
    const opening = indexedDB.open(database);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const count = opening.result.transaction('updates').objectStore('updates').count();
    await new Promise((resolve) => (count.onsuccess = resolve));
    opening.result.close();
  }, name!);
}

/** Types where the line is down, and waits until the page says that it is. */
export async function typeCutOff(page: Page, words: string): Promise<void> {
  await typeAfter(page, PEOPLE, words);
  await shows(page, 'Offline. What you type is kept on this device and sent when you are back.');
}

/** Closes the window as a flat battery does, without a question, and has the network back in a new one. */
export async function closeAndReopen(page: Page, address = page.url()): Promise<Page> {
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(address);
  return next;
}

/** The draft as everybody else has it, by the address of its editing page. */
export async function draftText(page: Page, editingPage: string): Promise<string> {
  const answer = await page.request.get(editingPage.replace(/\/edit$/, '/export?format=html'));
  expect(answer.status()).toBe(200);
  return answer.text();
}
