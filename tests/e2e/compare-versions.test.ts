import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, saved } from './draft-page';
import { check, Journey, shows, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('VER-17 what changed in the draft is read on a page of its own, without JavaScript, on a phone and by screen reader', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  const address = (await edit(tom, journey.product.url)).replace(/\/edit$/, '');
  await typeAfter(tom, PEOPLE, ' Carers are asked every year.');
  await saved(tom);

  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.goto(`${address}/versions`);
  await patrick.getByRole('link', { name: /^See what has changed in the draft since version/ }).click();
  await shows(patrick, /^1 clause changed\. \d+ words added/);
  const text = await patrick.locator('article').innerText();
  expect(text).toContain('Carers are asked every year.');
  expect(text).not.toContain('No scoring tool is used');
  expect(await patrick.locator('article ins').first().textContent()).toMatch(/^ ?\[added: .*\] $/);
  const underlined = await patrick
    .locator('article ins')
    .first()
    .evaluate((ins) => getComputedStyle(ins).textDecorationLine);
  expect(underlined).toBe('underline');

  await patrick.getByRole('link', { name: 'Show the whole text' }).click();
  expect(await patrick.locator('article').innerText()).toContain('No scoring tool is used');
  await patrick.getByRole('link', { name: 'Show only the changes' }).click();
  await patrick.getByLabel('To', { exact: true }).selectOption({ index: 1 });
  await patrick.getByRole('button', { name: 'Compare' }).click();
  await shows(patrick, /^Nothing is different/);

  await tom.goto(`${address}/versions/compare?show=all`);
  await check(tom);
  await tom.emulateMedia({ media: 'print' });
  expect(await tom.locator('form.choose').isVisible()).toBe(false);
  expect(await tom.locator('article').isVisible()).toBe(true);
});
