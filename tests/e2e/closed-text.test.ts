import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, saved } from './draft-page';
import { Journey, shows, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

async function sourceOf(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(`${address}/export?format=html`);
  expect(answer.status()).toBe(200);
  return answer.text();
}

it('SPC-60, SPC-63 a text that is closed while somebody writes: they are taken to the reading page, and nothing stored is lost', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  const helen = await journey.arrive('helen.marsh');
  const address = (await edit(tom, journey.product.url)).replace(/\/edit$/, '');
  await typeAfter(tom, PEOPLE, ' Written in time.');
  await saved(tom);

  await helen.goto(`${address}/versions`);
  await helen.getByRole('button', { name: 'Close the text for editing' }).click();
  await shows(helen, 'The text is closed: nobody can change it.');

  await tom.waitForURL(address);
  await shows(tom, /Helen Marsh closed this text on/);
  expect(await tom.getByRole('link', { name: 'Edit the text' }).count()).toBe(0);
  await tom.goto(`${address}/edit`);
  expect(tom.url()).toBe(address);
  expect(await sourceOf(tom, address)).toContain('Written in time.');

  await helen.getByRole('button', { name: 'Open the text for editing' }).click();
  await shows(helen, 'The text is open again for its editors.');
  await tom.getByRole('link', { name: 'Edit the text' }).click();
  await typeAfter(tom, PEOPLE, ' And later.');
  await saved(tom);
  expect(await sourceOf(tom, address)).toContain('And later.');
});
