import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { read } from './draft-page';
import { check, Journey, shows } from './journey';

let journey: Journey;
/** The reading page of the demo's specification. */
let reading = '';
const SAID = 'The bus is too far to walk to.';

beforeAll(async () => {
  journey = await Journey.start();
  reading = await read(await journey.arrive('helen.marsh'), journey.product.url);
});
afterAll(() => journey?.end());

it('ENT-13 ENT-14 ENT-15 without JavaScript: entered, a slip, its link signed out, the answer, the end of the link, and RCP-12 a code that does not work', async () => {
  const priya = await journey.arrive('priya.nair', { javaScriptEnabled: false });
  await journey.go(priya, `${reading}/enter?clause=whole&way=paper&on=2026-11-20`);
  await priya.getByLabel('What they said').fill(SAID);
  await priya.getByLabel('Who said it?').selectOption('A carer');
  await priya.getByLabel('They agreed to this').check();
  await priya.getByRole('button', { name: 'Enter it' }).click();
  await priya.getByRole('link', { name: /^Make a slip for them/ }).click();
  await shows(priya, 'An answer is due by');
  const slip = priya.url();
  await priya.getByRole('button', { name: 'Make the private link' }).click();
  const link = await priya.getByRole('link', { name: /\/receipts\/by-link\?key=/ }).getAttribute('href');
  const code = (await priya.locator('.code').textContent())!.trim();
  expect(link).toContain(code);
  await priya.setViewportSize(PHONE);
  expect(await priya.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await priya.emulateMedia({ media: 'print' });
  expect(await priya.getByRole('button').filter({ visible: true }).count()).toBe(0);
  for (const words of [SAID, 'About the whole specification.', code])
    expect(await priya.getByText(words).first().isVisible()).toBe(true);
  await priya.emulateMedia({ media: 'screen' });

  const elsewhere = await journey.browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const carer = await elsewhere.newPage();
  await carer.goto(`${journey.product.url}/slip`);
  await carer.getByLabel('The code').fill(code.toUpperCase().replaceAll('-', ' '));
  await carer.getByRole('button', { name: 'Show what I said and the answer' }).click();
  await shows(carer, SAID);
  await carer.goto(link!);
  await shows(carer, 'No answer yet.');
  const main = carer.locator('main');
  expect(await main.textContent()).toContain('A carer');
  expect(await main.textContent()).not.toMatch(/Priya|Helen|“”/);
  expect(await carer.getByRole('button').count()).toBe(0);

  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, reading);
  const card = helen.locator('[id^="comment-"]').filter({ hasText: SAID }).last();
  expect(await card.getByRole('link', { name: 'Slip for whoever said it' }).count()).toBe(0);
  await card.getByText('Answer this comment').click();
  await card.getByRole('radio', { name: /did not change/ }).check();
  await card.getByRole('textbox').last().fill('A bus comes to the door from May.');
  await card.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, 'A bus comes to the door from May.');
  await carer.reload();
  await shows(carer, 'A bus comes to the door from May.');
  expect(await main.textContent()).not.toMatch(/Priya|Helen/);
  expect(await carer.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);

  await priya.goto(slip);
  await shows(priya, 'A bus comes to the door from May.');
  expect(await priya.getByText(code).count()).toBe(0);
  await priya.getByRole('button', { name: 'End this link now' }).click();
  await shows(priya, 'The private link of this slip does not work any more.');
  await carer.reload();
  await shows(carer, 'This code or link does not work');
  await carer.goto(`${journey.product.url}/slip`);
  await carer.getByLabel('The code').fill('k7m2 wrong');
  await carer.getByRole('button', { name: 'Show what I said and the answer' }).click();
  await shows(carer, 'This code or link does not work');
  await shows(carer, 'Code: link-not-valid');
  expect(await carer.getByLabel('The code').inputValue()).toBe('k7m2 wrong');
  expect(await carer.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await elsewhere.close();
});

it('ENT-13 ENT-17 from its card, with JavaScript: the slip, a new link in the place of the one before, and a lead ends that', async () => {
  const priya = await journey.arrive('priya.nair');
  await journey.go(priya, reading);
  const card = priya.locator('[id^="comment-"]').filter({ hasText: SAID }).last();
  await card.getByRole('link', { name: 'Slip for whoever said it' }).click();
  await shows(priya, 'What you said, and what becomes of it');
  await check(priya);
  await priya.getByRole('button', { name: 'Make the private link' }).click();
  await shows(priya, 'Read your answer here');
  await check(priya);
  const first = (await priya.locator('.code').textContent())!.trim();
  await priya.getByRole('button', { name: 'Make a new private link' }).click();
  await expect.poll(() => priya.locator('.code').textContent()).not.toBe(first);
  await journey.go(priya, '/slip');
  await check(priya);
  await priya.getByLabel('The code').fill(first);
  await priya.getByRole('button', { name: 'Show what I said and the answer' }).click();
  await shows(priya, 'This code or link does not work');
  expect(await priya.getByLabel('The code').inputValue()).toBe(first);
  await check(priya);

  const helen = await journey.arrive('helen.marsh');
  await journey.go(helen, `${reading}/enter`);
  await check(helen);
  await helen.getByRole('link', { name: /^Slip by Priya Nair, link made on/ }).click();
  await shows(helen, 'Only whoever entered this sees the slip itself');
  await check(helen);
  expect(await helen.locator('main').textContent()).not.toContain(SAID);
  await helen.getByRole('button', { name: 'End this link now' }).click();
  await shows(helen, 'The private link of this slip does not work any more.');
  await shows(helen, 'There is no link that works.');
});
