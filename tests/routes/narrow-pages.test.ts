import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#tests/builders/browser';
import { guestOf, invitedBy } from '#tests/builders/guests';
import type { TestPerson } from '#tests/builders/world';
import { requestFor } from './matrix-requests';
import { MATRIX } from './matrix-table';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

const NARROWEST = { width: 320, height: 640 };

let served: ServedWorld;
let cast: Cast;
let browser: Browser;
let page: Page;
let guest: TestPerson;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
  const { token } = await invitedBy(cast.people.lead);
  guest = await guestOf(served.world, token, { called: 'A carer' });
  browser = await openBrowser();
  // What scripts add is measured where each of them is tried; without them a page is there at once.
  const context = await browser.newContext({ viewport: NARROWEST, javaScriptEnabled: false });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const PAGES = MATRIX.filter(
  ({ route, met }) =>
    /^GET \/(?!api\/|healthz|gallery|mailbox)/.test(route) &&
    (met.contributor === 'ok' || met.nobody === 'ok')
).map(({ route, met }) => ({ route, signedIn: met.contributor === 'ok' }));
/** Only guests have it. */
const OF_GUESTS = [{ route: 'GET /account/come-back', signedIn: true }];

async function open(route: string, who: TestPerson | undefined): Promise<boolean> {
  await page.context().clearCookies();
  const [name, value] = who ? who.cookie.split('=') : [];
  if (name && value) await page.context().addCookies([{ name, value, url: served.url }]);
  const { path } = requestFor(route, cast.own);
  const { headers } = await served.ask(who, { path });
  // A file is saved and not shown.
  if (!headers.get('content-type')?.includes('text/html') || headers.has('content-disposition')) return false;
  await page.goto(served.url + path);
  return true;
}

/** What of a page does not fit, everything opened that can be folded out. */
function misfits(): string[] {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const wide = document.documentElement.scrollWidth - innerWidth;
  const found: string[] = [];
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  if (wide > 0) {
    const out = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth && !scrolls(element.parentElement)
    );
    const names = out.slice(-3).map(({ tagName, className }) => `${tagName}.${String(className)}`);
    found.push(`scrolls sideways by ${wide}px: ${names.join(', ')}`);
  }
  for (const control of document.querySelectorAll<HTMLElement>(
    'a[href], button, input:not([type=hidden]), select, textarea, summary'
  )) {
    const { display, visibility, clipPath, position } = getComputedStyle(control);
    const { width, height, left, right } = control.getBoundingClientRect();
    // Not drawn, or drawn once the focus is there, as the link to the main part is.
    if (
      width === 0 ||
      visibility === 'hidden' ||
      clipPath !== 'none' ||
      (position === 'absolute' && width < 2)
    )
      continue;
    const name = `${control.tagName} “${(control.textContent || control.getAttribute('name') || '').trim().slice(0, 40)}”`;
    const isInLine = control.tagName === 'A' && display === 'inline';
    if (!isInLine && (width < 24 || height < 24)) found.push(`${name} is ${width} × ${height}`);
    if ((left < 0 || right > innerWidth) && !scrolls(control.parentElement))
      found.push(`${name} lies from ${left} to ${right}`);
    if (control.tabIndex < 0) found.push(`${name} is not reached by Tab`);
  }
  return found;
}

describe('the narrowest window', () => {
  it.each([...PAGES, ...OF_GUESTS])('UI-23 $route fits into 320 pixels', async ({ route, signedIn }) => {
    const visitors = OF_GUESTS.some((each) => each.route === route)
      ? [guest]
      : [signedIn ? cast.people.contributor : undefined];
    for (const who of visitors) {
      if (!(await open(route, who))) continue;
      expect(await page.evaluate(misfits)).toEqual([]);
    }
  });

  it('UI-23 a page that is too wide, and a control that is too small, would be found', async () => {
    await open('GET /rules', cast.people.contributor);
    await page.evaluate(() => {
      document.querySelector('main')!.innerHTML +=
        '<p style="width:400px">Wide</p><button style="all:unset;display:block;width:9px;height:9px"></button>';
    });
    const found = (await page.evaluate(misfits)).join();
    expect(found).toMatch(/scrolls sideways by \d+px/);
    expect(found).toContain('is 9 × 9');
  });
});
