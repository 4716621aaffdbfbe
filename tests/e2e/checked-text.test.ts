import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, saved } from './draft-page';
import { check, Journey, shows, typeAfter } from './journey';

let journey: Journey;
let versions: string;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

const button = (page: Page) => page.getByRole('button', { name: 'Check this text' });

it('HID-5 who freezes, reads or signs a text is shown what nobody can see in it', async () => {
  const helen = await journey.arrive('helen.marsh');
  versions = (await edit(helen, journey.product.url)).replace(/edit$/, 'versions');
  await helen.goto(versions);
  await shows(helen, 'The draft holds no hidden or look-alike characters.');
  await helen.goto(versions.replace(/versions$/, 'edit'));
  await typeAfter(helen, PEOPLE, ' Help comes within 2\u200b0 hours.');
  await saved(helen);
  await helen.goto(versions);
  await shows(helen, 'Not everything here is what it seems');
  await check(helen);
  await helen.getByRole('button', { name: /^Freeze version/ }).click();
  await helen.getByRole('link', { name: 'Version 3', exact: true }).waitFor();
  await helen.goto(`${versions}/3`);
  await shows(helen, /Help comes within 2⟦U\+200B⟧0 hours/);
  await check(helen);

  const ngozi = await journey.arrive('ngozi.oyelaran');
  await journey.go(ngozi, '/decisions');
  await ngozi
    .getByRole('link', { name: /JCC-2027-004/ })
    .first()
    .click();
  await ngozi.waitForURL(/\/decisions\/[0-9a-f-]+$/);
  await ngozi.goto(`${ngozi.url()}/sign`);
  await shows(ngozi, 'The frozen text holds no hidden or look-alike characters.');
});

it('SCH-22 the browser checks a version, and says so when the page holds another text', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await patrick.goto(`${versions}/2?view=full`);
  await button(patrick).click();
  await shows(patrick, 'The text is as it was recorded');
  await check(patrick);

  // A host that shows one reader another number.
  await patrick.route('**/versions/2?view=full', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('63,900', '36,900') });
  });
  await patrick.reload();
  await shows(patrick, /36,900 people/);
  await button(patrick).click();
  await shows(patrick, 'The text is not as it was recorded');
  await check(patrick);

  const reader = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await reader.goto(`${versions}/1`);
  expect(await button(reader).count()).toBe(0);
  expect(await reader.locator('main').innerText()).toMatch(
    /Without it, save this\s+version as JSON and check it/
  );
});
