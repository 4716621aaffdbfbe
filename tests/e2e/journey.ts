import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DESKTOP, expectAccessible, openBrowser, PHONE, signInAs } from '#tests/builders/browser';
import { copyOfDemo } from '#tests/builders/demo-data';
import { startProduct, type Product } from '#tests/builders/product';

/** A running product and the people who use it in one browser, each in a context of their own. */
export class Journey {
  readonly #contexts: BrowserContext[] = [];
  /** What pages were kept from doing by their own rules (UI-24). */
  readonly #blocked: string[] = [];

  private constructor(
    readonly product: Product,
    readonly browser: Browser
  ) {}

  static async start(): Promise<Journey> {
    return new Journey(await startProduct({ dataDir: copyOfDemo() }), await openBrowser());
  }

  async end(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.browser.close();
    await this.product.remove();
    expect(this.#blocked.join('\n')).toBe('');
  }

  /** A demo person with a browser of their own, signed in. */
  async arrive(who: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const context = await this.#newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await signInAs(page, this.product.url, who);
    return page;
  }

  /** A browser that sends this cookie, "name=value", from the beginning: signed in without the page for it. */
  async withCookie(cookie: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const context = await this.#newContext(options);
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url: this.product.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  }

  async #newContext(options: { javaScriptEnabled?: boolean }): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: DESKTOP, ...options });
    this.#contexts.push(context);
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.#blocked.push(message.text());
    });
    return context;
  }

  go(page: Page, where: string): Promise<unknown> {
    return page.goto(this.product.url + where);
  }
}

/** JRN-10, asked of a page as it stands; leaves it at desktop size. */
export async function check(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  expect(sideways, `${page.url()} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
  await page.setViewportSize(DESKTOP);
}

export function pathOf(page: Page): string {
  return new URL(page.url()).pathname;
}

/** Waits until the page shows this text; fails at the page's time limit. */
export function shows(page: Page, text: string | RegExp): Promise<void> {
  return page.getByText(text).first().waitFor();
}

/** The text being edited. */
export function textbox(page: Page) {
  return page.getByRole('textbox', { name: /^Text of/ });
}

/** Types at the end of the paragraph that holds these words. */
export async function typeAfter(page: Page, words: string, typed: string): Promise<void> {
  await textbox(page).getByText(words).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(typed, { delay: 5 });
}

/** Marks the first occurrence of these words on the page, as dragging over them does. */
export async function mark(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = node.textContent!.indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      getSelection()!.removeAllRanges();
      getSelection()!.addRange(range);
      return;
    }
    throw new Error('The words are not on the page.');
  }, words);
}

/** The whole label of the option that holds these words. */
export async function optionWith(page: Page, field: string, words: string): Promise<string> {
  const labels = await page.locator(`select[name="${field}"] option`).allInnerTexts();
  const found = labels.find((label) => label.includes(words));
  if (!found) throw new Error(`No option of ${field} says ${words}: ${labels.join(' | ')}`);
  return found;
}

/** The full SHA-256 shown on a page, as 64 hex digits. */
export async function fingerprintOn(page: Page): Promise<string> {
  const text = await page.locator('main').evaluate((main) => main.textContent ?? '');
  return /[0-9a-f]{64}/.exec(text.replace(/\s+/g, ''))?.[0] ?? '';
}
