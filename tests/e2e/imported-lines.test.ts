import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check, Journey, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Brings in a paper whose headings are only bold and whose bullets are typed; ends on the page about the import. */
async function bringIn(page: Page): Promise<void> {
  await journey.go(page, '/specifications/new?start=word');
  await page.locator('input[type="file"]').setInputFiles('tests/fixtures/corpus/pasted.docx');
  await page.getByRole('button', { name: /import/i }).click();
  await page.waitForURL(/\/imported$/);
}

it('IMP-36 after an import the bold lines become headings and the typed bullets a list', async () => {
  const helen = await journey.arrive('helen.marsh');
  await bringIn(helen);
  await check(helen);
  await helen.getByLabel('Open points').uncheck();
  await helen.getByLabel('Where they belong').selectOption({ label: 'On the second level' });
  await helen.getByRole('button', { name: 'Make these headings' }).click();
  await shows(helen, '5 lines made headings.');
  await check(helen);
  await helen.getByRole('button', { name: 'Make this a list' }).click();
  await shows(helen, '1 list made of typed bullets.');
  await helen.goto(helen.url().replace(/\/imported.*$/, ''));
  const heading = (name: string) => helen.getByRole('heading', { level: 3, name });
  await heading('What people said').waitFor();
  expect(await heading('Open points').count()).toBe(0);
  expect(await helen.locator('main li', { hasText: 'Two hours is a long time at eighty' }).count()).toBe(1);
});

it('IMP-36 IMP-37 without JavaScript too; with nothing chosen it says so and nothing changes', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await bringIn(helen);
  const bullets = helen.getByLabel(/Two hours is a long time at eighty/);
  await bullets.uncheck();
  await helen.getByRole('button', { name: 'Make this a list' }).click();
  await shows(helen, 'Choose at least one line.');
  expect(await bullets.isChecked()).toBe(false);
  await bullets.check();
  await helen.getByRole('button', { name: 'Make this a list' }).click();
  await shows(helen, '1 list made of typed bullets.');
});
