import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, POSTCODE } from './draft-page';
import { check, Journey, mark, shows, textbox } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Helen at the demo's specification, wide enough for the clause map beside the text. */
async function editing(): Promise<Page> {
  const helen = await journey.arrive('helen.marsh');
  await helen.setViewportSize(WIDE);
  await edit(helen, journey.product.url);
  return helen;
}

const WIDE = { width: 1440, height: 900 };

it('CLA-62 the clause map and the panel beside the text follow the caret', async () => {
  const helen = await editing();
  const map = helen.getByRole('navigation', { name: 'Clauses' });
  const current = helen.locator('nav.map [aria-current="location"]');
  await helen.getByRole('tab', { name: 'Owners' }).click();
  await textbox(helen).getByText(PEOPLE).click();
  const first = await current.locator('.name').innerText();
  await helen.getByRole('tabpanel').getByRole('heading', { name: first }).waitFor();

  await textbox(helen).getByText('One service that responds').click();
  await helen.locator('nav.map [aria-current="location"]', { hasNotText: first }).waitFor();
  const second = await current.locator('.name').innerText();
  expect(second).not.toBe(first);
  expect(await current.count()).toBe(1);
  await helen.getByRole('tabpanel').getByRole('heading', { name: second }).waitFor();
  expect(await helen.getByRole('tabpanel').locator('h2').first().innerText()).toBe(second);

  // By keyboard too, and the other way round: choosing a clause in the map takes the caret there.
  await map.getByRole('button', { name: first }).click();
  await helen.getByRole('tabpanel').getByRole('heading', { name: first }).waitFor();
  expect(await current.locator('.name').innerText()).toBe(first);
  const inText = await helen.evaluate(() => {
    const { anchorNode } = getSelection()!;
    return document.querySelector('[role="textbox"]')!.contains(anchorNode);
  });
  expect(inText).toBe(true);
});

it('CLA-50 CLA-57 from words selected in the editor a question is raised, and it stands beside their clause', async () => {
  const helen = await editing();
  await textbox(helen).getByText(POSTCODE).first().click();
  await mark(helen, POSTCODE);
  await helen.getByRole('button', { name: /^Question/ }).click();
  const form = helen.locator('form#raise');
  await form.getByText(`“${POSTCODE}”`).waitFor();
  expect(await helen.evaluate(() => document.activeElement?.closest('form')?.id)).toBe('raise');
  await form.getByLabel('A question').check();
  await form.getByRole('button', { name: 'Raise it' }).click();
  await form.getByText('There is a problem').waitFor();
  await form.getByLabel('Say it in a sentence or two').fill('Which postcodes are these?');
  await form.locator('select[name="ownerId"]').selectOption({ index: 1 });
  await check(helen);
  await helen.setViewportSize(WIDE);
  await form.getByRole('button', { name: 'Raise it' }).click();
  await helen.getByRole('tabpanel').getByRole('link', { name: 'Which postcodes are these?' }).waitFor();
  expect(await form.count()).toBe(0);

  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.goto(helen.url().replace(/\/edit$/, '/points'));
  await shows(patrick, 'Which postcodes are these?');
  await shows(patrick, `“${POSTCODE}”`);
});

it('UI-25 what others say after a refusal leaves the reason, the choice and the words in the form', async () => {
  const helen = await editing();
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await textbox(helen).getByText(POSTCODE).first().click();
  await mark(helen, POSTCODE);
  await helen.getByRole('button', { name: /^Question/ }).click();
  const form = helen.locator('form#raise');
  await form.getByLabel('A question').check();
  await form.getByRole('button', { name: 'Raise it' }).click();
  await form.getByText('There is a problem').waitFor();
  await form.getByLabel('Say it in a sentence or two').fill('Which of them is it?');
  const told = helen.getByRole('tab', { name: /^Comments/ });
  const before = await told.innerText();

  await patrick.goto(helen.url().replace(/\/edit$/, ''));
  await patrick.getByText('Say something about this').first().click();
  const say = patrick.locator('details.say[open] form').first();
  await say.getByRole('textbox').fill('Nobody told us.');
  await say.getByRole('button', { name: 'Send the comment' }).click();
  await expect.poll(() => told.innerText()).not.toBe(before);

  expect(await form.getByText('There is a problem').count()).toBe(1);
  expect(await form.getByLabel('A question').isChecked()).toBe(true);
  expect(await form.getByLabel('Say it in a sentence or two').inputValue()).toBe('Which of them is it?');
});

it('CLA-50 without a selection nothing is raised, and the page says what to do', async () => {
  const helen = await editing();
  await textbox(helen).getByText(PEOPLE).click();
  await helen.getByRole('button', { name: /^Question/ }).click();
  await shows(helen, 'Nothing is selected. Select the words in the text first, then choose Question.');
  expect(await helen.locator('form#raise').count()).toBe(0);
});
