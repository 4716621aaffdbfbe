import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { check, Journey, shows } from './journey';

let journey: Journey;
/** The reading page of the demo's specification. */
let reading = '';
const SAID = 'Who comes on a bank holiday?';

beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Says something on the demo's specification, and has it answered. */
async function answeredComment(patrick: Page, helen: Page): Promise<void> {
  await journey.go(patrick, '/specifications');
  await patrick
    .getByRole('link', { name: /^Integrated falls/ })
    .first()
    .click();
  reading = new URL(patrick.url()).pathname;
  await patrick.getByText('Say something about this').first().click();
  const form = patrick.locator('details.say[open] form').first();
  await form.getByRole('textbox').fill(SAID);
  await form.getByRole('button', { name: 'Send the comment' }).click();
  await shows(patrick, SAID);
  await helen.goto(patrick.url());
  const card = helen.locator('[id^="comment-"]').filter({ hasText: SAID }).last();
  await card.getByText('Answer this comment').click();
  await card.getByRole('radio', { name: /did not change/ }).check();
  await card.getByRole('textbox').last().fill('The same people as on a Monday.');
  await card.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, 'The same people as on a Monday.');
}

it('RCP-1 RCP-2 RCP-5 RCP-11 RCP-13 without JavaScript and on a phone: the receipt, its link, and ending it', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await answeredComment(patrick, helen);
  await patrick.setViewportSize(PHONE);
  await journey.go(patrick, '/receipts');
  const own = patrick.getByRole('article').filter({ hasText: SAID });
  expect(await own.textContent()).toContain('The same people as on a Monday.');
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await patrick.getByRole('button', { name: 'Make my private link' }).click();
  const link = await patrick.getByRole('link', { name: /\/receipts\/by-link\?key=/ }).getAttribute('href');

  const elsewhere = await journey.browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const page = await elsewhere.newPage();
  await page.goto(link!);
  await shows(page, 'The same people as on a Monday.');
  expect(await page.locator('main').textContent()).not.toContain('Helen');
  expect(await page.getByRole('button').count()).toBe(0);

  await journey.go(patrick, '/receipts');
  await patrick.getByRole('button', { name: 'End this link now' }).click();
  await shows(patrick, 'Your private link does not work any more.');
  await page.reload();
  await shows(page, 'This code or link does not work');
  await elsewhere.close();
});

it('RCP-5 printed it is the receipt alone', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, '/receipts');
  await check(patrick);
  await patrick.emulateMedia({ media: 'print' });
  expect(await patrick.getByRole('heading', { name: 'Take it along' }).isVisible()).toBe(false);
  expect(await patrick.getByText(SAID).first().isVisible()).toBe(true);
});

it('RCP-15 the link goes by e-mail, into the demo’s mailbox', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, '/receipts');
  await patrick.getByRole('radio', { name: /^Send it to my e-mail/ }).check();
  await patrick.getByRole('button', { name: /private link$/ }).click();
  await shows(patrick, 'A private link goes to your e-mail address.');
  await patrick.getByRole('link', { name: 'the demo’s mailbox' }).click();
  await shows(patrick, 'Your receipt (Concordat)');
});

it('RCP-6 RCP-20 RCP-22 RCP-25 RCP-27 RCP-28 it is published in short; everybody reads it until it must not be quoted, and is withdrawn', async () => {
  const helen = await journey.arrive('helen.marsh');
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(helen, `${reading}/you-said`);
  await check(helen);
  const comment = helen.getByRole('article').filter({ hasText: SAID });
  await comment.getByText('Publish this').click();
  await comment.getByRole('radio', { name: /^In a shorter form/ }).check();
  await comment.getByRole('textbox').fill('Ring 01632 960 983.');
  await comment.getByRole('button', { name: /^Publish with its answer/ }).click();
  await shows(helen, /looks like it holds/);
  expect(await comment.getByRole('textbox').inputValue()).toBe('Ring 01632 960 983.');
  await comment.getByRole('textbox').fill('Who comes on holidays?');
  await comment.getByRole('button', { name: /^Publish with its answer/ }).click();
  await helen.getByRole('link', { name: 'See the public page' }).click();
  await shows(helen, 'Who comes on holidays?');

  await journey.go(helen, reading);
  await helen.getByRole('link', { name: 'You said, we did' }).click();
  await shows(helen, 'Who comes on holidays?');
  await check(helen);

  const everybody = await journey.browser.newContext({ javaScriptEnabled: false });
  const page = await everybody.newPage();
  await page.goto(helen.url());
  await shows(page, 'Who comes on holidays?');
  expect(await page.locator('main').textContent()).not.toMatch(/Patrick|Helen|Grace/);
  await journey.go(patrick, '/receipts');
  await shows(patrick, 'This stands on the public page');
  const own = patrick.getByRole('article').filter({ hasText: SAID });
  await own.getByRole('button', { name: /^Do not quote my words/ }).click();
  await own.getByText('Your words are not quoted in public.').waitFor();
  await page.reload();
  await shows(page, 'Whoever said this does not want to be quoted.');
  expect(await page.getByText('Who comes on holidays?').count()).toBe(0);
  await shows(page, 'The same people as on a Monday.');
  await patrick
    .getByRole('article')
    .filter({ hasText: SAID })
    .getByRole('link', { name: /^See it with the text/ })
    .click();
  const card = patrick.locator('[id^="comment-"]').filter({ hasText: SAID }).last();
  await card.locator('summary', { hasText: 'Withdraw it' }).click();
  await card.getByRole('button', { name: 'Withdraw it' }).click();
  await patrick.getByText('Withdrawn by its writer.').first().waitFor();
  await page.reload();
  expect(await page.getByText('The same people as on a Monday.').count()).toBe(0);
  await everybody.close();
});
