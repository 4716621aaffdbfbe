import { afterAll, beforeAll, expect, it } from 'vitest';
import { read } from './draft-page';
import { check, Journey, shows } from './journey';

let journey: Journey;
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  reading = await read(await journey.arrive('helen.marsh'), journey.product.url);
});
afterAll(() => journey?.end());

it('ENT-10 two slips from one afternoon are entered without JavaScript on a phone', async () => {
  const priya = await journey.arrive('priya.nair', { javaScriptEnabled: false });
  await priya.setViewportSize({ width: 320, height: 640 });
  await journey.go(priya, `${reading}/consultation`);
  await priya.getByRole('link', { name: /^Enter what somebody said/ }).click();
  await priya.getByLabel('What is it about?').selectOption({ index: 2 });
  const clause = await priya.getByLabel('What is it about?').inputValue();
  await priya.getByLabel('On paper').check();
  await priya.getByLabel('What they said').fill('The bus is too far to walk to.');
  await priya.getByLabel('Who said it?').selectOption('A carer');
  await priya.getByRole('button', { name: 'Enter it' }).click();
  await shows(priya, 'Enter it only when they agreed');
  expect(await priya.getByLabel('What they said').inputValue()).toBe('The bus is too far to walk to.');
  expect(await priya.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await priya.getByLabel('They agreed to this').check();
  await priya.getByRole('button', { name: 'Enter it' }).click();

  await shows(priya, 'stands among the comments now');
  expect(await priya.getByLabel('What is it about?').inputValue()).toBe(clause);
  expect(await priya.getByLabel('On paper').isChecked()).toBe(true);
  expect(await priya.getByLabel('What they said').inputValue()).toBe('');
  expect(await priya.getByLabel('They agreed to this').isChecked()).toBe(false);
  expect(await priya.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await priya.getByLabel('What is it about?').selectOption('whole');
  await priya.getByLabel('What they said').fill('Please write shorter texts.');
  await priya.getByLabel('Who said it?').selectOption('A patient');
  await priya.getByLabel('The name to be shown').fill('Ivy Bell');
  await priya.getByLabel('They agreed to this').check();
  await priya.getByRole('button', { name: 'Enter it' }).click();
  await priya.getByRole('link', { name: 'Read, correct or withdraw it' }).click();
  const card = priya.locator('article:target');
  await card.locator('.words', { hasText: 'Please write shorter texts.' }).waitFor();
  expect(await card.textContent()).toMatch(/Ivy Bell.*Entered by Priya Nair \(.+\) from paper, said on/s);
  expect(await card.textContent()).toContain('About the whole specification');
});

it('ENT-3 ENT-7 a patient reads it as a carer’s, and it waits for its answer', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, `${reading}?show=unanswered`);
  const card = patrick.locator('article', { hasText: 'The bus is too far to walk to.' });
  await card.getByText('Entered by Priya Nair').waitFor();
  expect(await card.textContent()).toMatch(/A carer.*Waiting for an answer/s);
  expect(await patrick.getByRole('link', { name: /^Enter what somebody said/ }).count()).toBe(0);
});

it('ENT-10 by keyboard alone; focus goes to what was done, and then to the form again', async () => {
  const priya = await journey.arrive('priya.nair');
  await journey.go(priya, `${reading}/enter?clause=whole&way=phone&on=2026-11-20`);
  await check(priya);
  await priya.getByLabel('What they said').focus();
  await priya.keyboard.type('Ring us before you come.');
  const to = async (label: string) => {
    for (let presses = 0; presses < 12; presses += 1) {
      const name = await priya.evaluate('document.activeElement.labels?.[0]?.textContent.trim() ?? ""');
      if (String(name).startsWith(label)) return;
      await priya.keyboard.press('Tab');
    }
    throw new Error(`The Tab key does not lead to “${label}”.`);
  };
  await to('Who said it?');
  await priya.keyboard.type('A family');
  await to('They agreed');
  await priya.keyboard.press('Space');
  await priya.keyboard.press('Enter');
  await shows(priya, 'stands among the comments now');
  await expect
    .poll(() => priya.evaluate('document.activeElement.textContent.includes("stands among the comments")'))
    .toBe(true);
  await check(priya);
  expect(await priya.getByLabel('What they said').inputValue()).toBe('');
  expect(await priya.getByLabel('By telephone').isChecked()).toBe(true);
});

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'ENT-18 other words for a passage are entered for a carer (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const priya = await journey.arrive('priya.nair', { javaScriptEnabled });
    await journey.go(priya, `${reading}/enter`);
    await priya.getByRole('link', { name: 'Enter other words for a passage' }).click();
    await priya.locator('main a[href^="?clause="]').nth(1).click();
    await shows(priya, 'should read differently?');
    if (javaScriptEnabled) await check(priya);
    await priya.locator('main a[href*="quote="]').first().click();
    const wording = `Ring us at any hour (${javaScriptEnabled}) please`;
    await priya.getByLabel('How they want it to read').fill(wording);
    await priya.getByLabel('By telephone').check();
    await priya.getByLabel('Who said it?').selectOption('A carer');
    await priya.getByRole('button', { name: 'Enter it' }).click();
    await shows(priya, 'Enter it only when they agreed');
    expect(await priya.getByLabel('How they want it to read').inputValue()).toBe(wording);
    if (javaScriptEnabled) await check(priya);
    await priya.getByLabel('They agreed to this').check();
    await priya.getByRole('button', { name: 'Enter it' }).click();
    await shows(priya, 'stands among the comments now');
  }
);
