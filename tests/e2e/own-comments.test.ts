import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './draft-page';
import { check, Journey, shows } from './journey';

let journey: Journey;
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  const helen = await journey.arrive('helen.marsh');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

/** The form under the clause on aims, opened. */
async function formUnderAims(page: Page) {
  await journey.go(page, reading);
  await page
    .locator('summary', { hasText: /^Say something about this/ })
    .filter({ hasText: 'Aims and objectives' })
    .click();
  return page.locator('#say-clause-scope-aims');
}

describe('one’s own comments', () => {
  it('ANS-1 ANS-2 without JavaScript a question is asked; refused once, it is still a question', async () => {
    const page = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
    const form = await formUnderAims(page);
    await form.getByLabel('Question').check();
    await form.getByLabel('Your comment').fill('Who do I ring? I tried 01632 960 983.');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await shows(page, /looks like it holds/);
    expect(await form.getByLabel('Question').isChecked()).toBe(true);
    await form.getByLabel('Your comment').fill('Who do I ring at night?');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    const card = page.locator('article', { hasText: 'Who do I ring at night?' });
    await card.locator('.when').getByText('Question', { exact: true }).waitFor();
  });

  it('ANS-4 ANS-5 ANS-9 without JavaScript it is changed, refused once with what was typed, and withdrawn', async () => {
    const page = await journey.arrive('sheila.brand', { javaScriptEnabled: false });
    const form = await formUnderAims(page);
    await form.getByLabel('Your comment').fill('It comes too late.');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    const card = page.locator('article', { hasText: 'Sheila Brand' }).filter({ hasText: /too late/ });
    await card.getByText('Change or withdraw it').click();
    await card.getByLabel('What it shall say').fill('It comes too late. Ring 01632 960 983.');
    await card.getByRole('button', { name: 'Save the change' }).click();
    await shows(page, /looks like it holds/);
    const words = card.getByLabel('What it shall say');
    expect(await words.inputValue()).toContain('01632 960 983');
    await words.fill('It comes too late for my husband.');
    await card.getByLabel('Lived experience').check();
    await card.getByRole('button', { name: 'Save the change' }).click();
    await page.waitForURL(/#comment-/);
    await card.locator('.when').getByText('Lived experience', { exact: true }).waitFor();
    await card.getByText(/Changed by its writer/).waitFor();
    await card.locator('summary', { hasText: 'How it read before' }).click();
    await card.getByText('It comes too late.', { exact: true }).waitFor();

    const id = await card.getAttribute('id');
    await card.getByText('Change or withdraw it').click();
    await card.getByRole('button', { name: 'Withdraw it' }).click();
    await page.locator(`#${id}`).getByText('Withdrawn by its writer.').waitFor();
    expect(await page.getByText('too late for my husband').count()).toBe(0);
  });

  it('ANS-3 ANS-5 with JavaScript the card says so at once, and focus goes to it', async () => {
    const page = await journey.arrive('iqbal.hussain');
    const form = await formUnderAims(page);
    await form.getByLabel('Your comment').fill('Who brings the shopping?');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    const card = page.locator('article', { hasText: 'Who brings the shopping?' });
    const id = (await card.getAttribute('id'))!;
    await card.getByText('Change or withdraw it').click();
    await card.getByLabel('What it shall say').fill('Who brings the shopping on Sundays?');
    await card.getByRole('button', { name: 'Save the change' }).click();
    const changed = page.locator(`#${id}`);
    await changed.getByText('Who brings the shopping on Sundays?', { exact: true }).waitFor();
    await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
    await check(page);
    await changed.getByText('Change or withdraw it').click();
    expect(await changed.getByLabel('What it shall say').inputValue()).toContain('on Sundays');
    await changed.getByRole('button', { name: 'Withdraw it' }).click();
    await changed.getByText('Withdrawn by its writer.').waitFor();
  });
});
