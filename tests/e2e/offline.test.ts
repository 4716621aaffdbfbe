import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAs } from '#tests/builders/browser';
import { closeAndReopen, databases, edit, PEOPLE, POSTCODE, saved, typeCutOff } from './draft-page';
import { Journey, check, shows, textbox, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Types while the network is cut off. */
async function typeOffline(page: Page, words: string): Promise<void> {
  await page.context().setOffline(true);
  await typeCutOff(page, words);
}

function open(page: Page): Promise<string> {
  return edit(page, journey.product.url);
}

async function signInOn(context: BrowserContext, who: string): Promise<Page> {
  const page = await context.newPage();
  await signInAs(page, journey.product.url, who);
  return page;
}

it('SYN-79 what was typed without a network outlives a closed window and is sent on return', async () => {
  const [helen, priya] = [await journey.arrive('helen.marsh'), await journey.arrive('priya.nair')];
  await open(helen);
  await open(priya);
  await saved(helen);
  await typeOffline(helen, ' TYPED-BEFORE-CLOSING.');
  expect(await textbox(priya).getByText('TYPED-BEFORE-CLOSING.').count()).toBe(0);
  const back = await closeAndReopen(helen);
  await textbox(priya).getByText('TYPED-BEFORE-CLOSING.').waitFor();
  await saved(back);
  expect(await textbox(back).getByText('TYPED-BEFORE-CLOSING.').count()).toBe(1);
});

it('SYN-79 a reload once the network is back sends what waited', async () => {
  const [helen, priya] = [await journey.arrive('helen.marsh'), await journey.arrive('priya.nair')];
  await open(helen);
  await open(priya);
  helen.on('dialog', (dialog) => void dialog.accept());
  await typeOffline(helen, ' TYPED-BEFORE-RELOADING.');
  await helen.context().setOffline(false);
  await helen.reload();
  await textbox(helen).waitFor();
  await textbox(priya).getByText('TYPED-BEFORE-RELOADING.').waitFor();
  await saved(helen);
});

it('SYN-80 two windows of one person, both without a network, both come back: all is kept', async () => {
  const first = await journey.arrive('owen.pryce');
  const priya = await journey.arrive('priya.nair');
  await open(first);
  await open(priya);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await textbox(second).waitFor();
  await saved(second);
  await first.context().setOffline(true);
  await typeAfter(first, PEOPLE, ' FROM-THE-FIRST-WINDOW.');
  await typeAfter(second, POSTCODE, ' FROM-THE-SECOND-WINDOW.');
  await shows(first, /^Offline\./);
  await second.close();
  const back = await closeAndReopen(first);
  for (const words of ['FROM-THE-FIRST-WINDOW.', 'FROM-THE-SECOND-WINDOW.']) {
    await textbox(priya).getByText(words).waitFor();
    expect(await textbox(back).getByText(words).count()).toBe(1);
  }
  await saved(back);
});

it('SYN-80 windows that stay open send what each of them has, and nothing twice', async () => {
  const first = await journey.arrive('owen.pryce');
  const priya = await journey.arrive('priya.nair');
  await open(first);
  await open(priya);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await textbox(second).waitFor();
  await first.context().setOffline(true);
  await typeAfter(first, PEOPLE, ' OPEN-ONE.');
  await typeAfter(second, POSTCODE, ' OPEN-TWO.');
  await first.context().setOffline(false);
  for (const words of ['OPEN-ONE.', 'OPEN-TWO.']) {
    await textbox(priya).getByText(words).waitFor();
    expect((await textbox(priya).innerText()).split(words).length - 1).toBe(1);
  }
  await saved(first);
  await saved(second);
});

it('SYN-84 signing out leaves nothing behind when everything is saved', async () => {
  const helen = await journey.arrive('helen.marsh');
  await open(helen);
  await typeAfter(helen, PEOPLE, ' SAVED-BEFORE-LEAVING.');
  await saved(helen);
  expect(await databases(helen)).toHaveLength(1);
  await helen.getByRole('button', { name: 'Sign out' }).click();
  await helen.waitForURL(/\/sign-in$/);
  expect(await databases(helen)).toEqual([]);
});

it('SYN-84 before unsent text is removed by signing out, it says in how many drafts and offers the text', async () => {
  const helen = await journey.arrive('helen.marsh');
  await open(helen);
  await saved(helen);
  await typeOffline(helen, ' NEVER-SENT.');
  const page = await closeAndReopen(helen, helen.url().replace(/\/edit$/, ''));
  await shows(page, 'You wrote in this draft on this device, and not all of it has been sent yet.');
  await check(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await shows(page, '1 draft has text of yours that is only on this device.');
  expect(await page.getByLabel('The paragraphs in which you wrote').inputValue()).toContain('NEVER-SENT.');
  await check(page);
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  expect(await databases(page)).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out and remove my text' }).click();
  await page.waitForURL(/\/sign-in$/);
  expect(await databases(page)).toEqual([]);
});

it('SYN-81 SYN-85 another person on the same browser sees none of it, and saved drafts are removed', async () => {
  const helen = await journey.arrive('helen.marsh');
  await open(helen);
  await saved(helen);
  const context = helen.context();
  const [own] = await databases(helen);
  await helen.close();
  // Her session ran out: nobody signed out.
  await context.clearCookies();
  const owen = await signInOn(context, 'owen.pryce');
  await shows(owen, 'Hello Owen');
  await open(owen);
  await saved(owen);
  const names = await databases(owen);
  expect(names).toHaveLength(1);
  expect(names).not.toContain(own);
});

it('SYN-81 SYN-85 another person’s unsent text stays where it is, unseen, for who wrote it', async () => {
  const helen = await journey.arrive('helen.marsh');
  await open(helen);
  await saved(helen);
  await typeOffline(helen, ' HELEN-ONLY.');
  const context = helen.context();
  const address = helen.url();
  const [own] = await databases(helen);
  await helen.close();
  await context.setOffline(false);
  await context.clearCookies();
  const owen = await signInOn(context, 'owen.pryce');
  await shows(owen, 'Hello Owen');
  await owen.goto(address);
  await textbox(owen).waitFor();
  await saved(owen);
  expect(await textbox(owen).getByText('HELEN-ONLY.').count()).toBe(0);
  expect(await databases(owen)).toContain(own);
});

it('SYN-86 where the browser keeps nothing, everything works and the page says what would be lost', async () => {
  const helen = await journey.arrive('helen.marsh');
  await helen.addInitScript(() => {
    // As in a private window of a browser that allows no store there.
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  });
  await open(helen);
  await typeAfter(helen, PEOPLE, ' WITHOUT-A-STORE.');
  await saved(helen);
  await helen.context().setOffline(true);
  await shows(helen, /kept only on this page and sent when you are back\. Closing the page would lose it\./);
  await check(helen);
  await helen.context().setOffline(false);
  await saved(helen);
});
