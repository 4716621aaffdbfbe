import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, read, saved } from './draft-page';
import { check, Journey, shows, textbox } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('SPC-27 the number of a heading is changed by keyboard, and others see it at once', async () => {
  const helen = await journey.arrive('helen.marsh');
  const priya = await journey.arrive('priya.nair');
  await edit(helen, journey.product.url);
  await edit(priya, journey.product.url);
  const headingOf = (page: typeof helen) =>
    textbox(page).getByRole('heading', { name: 'Population covered' });
  const number = helen.getByRole('button', { name: 'Number of the heading' });
  await textbox(helen).getByText('As in section 1.').click();
  await helen.locator('button.number[aria-disabled="true"]').waitFor();
  await headingOf(helen).click();
  await helen.locator('button.number:not([aria-disabled])').waitFor();

  await number.focus();
  await helen.keyboard.press('Enter');
  const field = helen.getByLabel('Number of the heading', { exact: true });
  await shows(helen, /^Of “Population covered”, for example 3\.2\./);
  expect(await field.inputValue()).toBe('3.3');
  await check(helen);
  await field.fill('9'.repeat(201));
  await helen.keyboard.press('Enter');
  await shows(helen, 'This is too long for a number.');
  await field.fill('3.3a');
  await helen.keyboard.press('Enter');
  await field.waitFor({ state: 'detached' });
  expect(await textbox(helen).evaluate((box) => box === document.activeElement)).toBe(true);
  await saved(helen);
  await textbox(priya).locator('[data-number="3.3a"]', { hasText: 'Population covered' }).waitFor();
  await priya.getByRole('navigation', { name: 'Clauses' }).getByText('3.3a Population covered').waitFor();

  const patrick = await journey.arrive('patrick.doyle');
  await read(patrick, journey.product.url);
  await patrick.goto(`${patrick.url()}?view=full`);
  await patrick.getByRole('heading', { name: '3.3a Population covered' }).waitFor();
});
