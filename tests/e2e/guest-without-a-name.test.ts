import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP } from '#tests/builders/browser';
import { check, Journey, shows } from './journey';

let journey: Journey;
let helen: Page;
beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
});
afterAll(() => journey?.end());

async function makeLink(group: string): Promise<string> {
  await journey.go(helen, '/people/invitations');
  await helen.getByLabel('What are people invited for?').fill('Mary, tell us about the nights.');
  await helen.getByLabel('Where does the link lead?').selectOption({ index: 1 });
  await helen.getByLabel('For which group do they speak?').selectOption(group);
  await helen.getByLabel('How many people may come by this link?').fill('1');
  await helen.getByLabel('What they write').selectOption('no');
  await helen.getByRole('button', { name: 'Make the link' }).click();
  return (await helen.getByRole('link', { name: /\/join\?link=/ }).getAttribute('href'))!;
}

/** Follows a link and joins without a name or a role; stands on the text afterwards. */
async function joinUnnamed(link: string, words: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await journey.browser.newContext({ viewport: DESKTOP, javaScriptEnabled });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(link, { waitUntil: 'networkidle' });
  await shows(page, 'If you choose to be without a name or a role');
  await shows(page, 'It is for one person, so whoever gave it to you can tell that you came');
  if (javaScriptEnabled) await check(page);
  await page
    .getByLabel('How do you want to be shown?')
    .selectOption(`Without a name or a role: others see only “${words}”`);
  await page.getByRole('button', { name: 'Join' }).click();
  await shows(page, `Others see you as “${words}”.`);
  await page.getByRole('link', { name: 'Go on to what you were invited for' }).click();
  await page.waitForURL(/\/specifications\/[^/]+$/);
  return page;
}

async function commentForm(page: Page) {
  await page.getByText('Say something about this').first().click();
  return page.locator('details.say[open] form').first();
}

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'INV-18, INV-19, ANO-17 a guest without a name comments as nobody at once, and People tells no more (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const words = 'Somebody from patients and carers';
    const page = await joinUnnamed(await makeLink('patient-carer'), words, javaScriptEnabled);
    const form = await commentForm(page);
    expect(await form.getByLabel('How do others see you?').inputValue()).toBe('nobody');
    const body = `Nobody rings back at night (${javaScriptEnabled}).`;
    await form.getByRole('textbox').fill(body);
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await page.getByRole('article').filter({ hasText: body }).getByText('Anonymous').first().waitFor();

    await journey.go(helen, new URL(page.url()).pathname);
    const card = helen.getByRole('article').filter({ hasText: body });
    await card.getByText('Anonymous').first().waitFor();
    expect(await card.innerText()).not.toContain(words);
    await journey.go(helen, '/people');
    await shows(helen, words);
    expect(await helen.locator('main').innerText()).not.toContain('Mary, tell us');
    if (javaScriptEnabled) await check(helen);
    await page.context().close();
  }
);

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'ANO-18 among too few the form says so, chooses nothing, and sends only what was chosen (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const words = 'Somebody from a voluntary organisation';
    const page = await joinUnnamed(await makeLink('voluntary'), words, javaScriptEnabled);
    const form = await commentForm(page);
    const how = form.getByLabel('How do others see you?');
    expect(await how.inputValue()).toBe('');
    await form.getByText(`It can be sent only as “${words}”`).waitFor();
    if (javaScriptEnabled) await check(page);
    const body = `The minibus is full (${javaScriptEnabled}).`;
    await form.getByRole('textbox').fill(body);
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await shows(page, 'Choose how others see you, or do not send it.');
    expect(await form.getByRole('textbox').inputValue()).toBe(body);
    expect(await page.locator('article[id^="comment-"]').filter({ hasText: body }).count()).toBe(0);
    await how.selectOption('name');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await page.getByRole('article').filter({ hasText: body }).getByText(words).first().waitFor();
    await page.context().close();
  }
);
