import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

const SYSTEM = [
  // Without windows, and a third faster in the tests for it.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];
/** Without the networking switches Chromium looks things up on its own, which a closed network refuses many times over. */
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

/** CHROMIUM_PATH, else the system's browser, else the one that came with npm. */
export async function openBrowser(): Promise<Browser> {
  const found = process.env.CHROMIUM_PATH ?? SYSTEM.find((path) => existsSync(path));
  if (found) return chromium.launch({ executablePath: found, args: SWITCHES });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args, ...SWITCHES]
  });
}

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }[];
}

/** No accessibility violation that axe can find on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated rather than added as a script tag: the page's content security policy allows no foreign script.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  const said = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target }) => target.join(' '))
  }));
  expect(said, page.url()).toEqual([]);
}

/** Signs in as one of the demo's people, "helen.marsh", through the page's form. */
export async function signInAs(page: Page, base: string, who: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('E-mail address', { exact: true }).fill(`${who}@wenmoor.example`);
  await page.getByLabel('Password', { exact: true }).fill('wenmoor-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
