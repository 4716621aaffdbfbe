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
  const grace = await journey.arrive('grace.lindqvist', { javaScriptEnabled: false });
  await grace.setViewportSize({ width: 320, height: 640 });
  await journey.go(grace, `${reading}/consultation`);
  await grace.getByRole('link', { name: /^Enter what somebody said/ }).click();
  await grace.getByLabel('What is it about?').selectOption({ index: 2 });
  const clause = await grace.getByLabel('What is it about?').inputValue();
  await grace.getByLabel('On paper').check();
  await grace.getByLabel('What they said').fill('The bus is too far to walk to.');
  await grace.getByLabel('Who said it?').selectOption('A carer');
  await grace.getByRole('button', { name: 'Enter it' }).click();
  await shows(grace, 'Enter it only when they agreed');
  expect(await grace.getByLabel('What they said').inputValue()).toBe('The bus is too far to walk to.');
  expect(await grace.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await grace.getByLabel('They agreed to this').check();
  await grace.getByRole('button', { name: 'Enter it' }).click();

  await shows(grace, 'stands among the comments now');
  expect(await grace.getByLabel('What is it about?').inputValue()).toBe(clause);
  expect(await grace.getByLabel('On paper').isChecked()).toBe(true);
  expect(await grace.getByLabel('What they said').inputValue()).toBe('');
  expect(await grace.getByLabel('They agreed to this').isChecked()).toBe(false);
  expect(await grace.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await grace.getByLabel('What is it about?').selectOption('whole');
  await grace.getByLabel('What they said').fill('Please write shorter texts.');
  await grace.getByLabel('Who said it?').selectOption('A patient');
  await grace.getByLabel('The name to be shown').fill('Ivy Bell');
  await grace.getByLabel('They agreed to this').check();
  await grace.getByRole('button', { name: 'Enter it' }).click();
  await grace.getByRole('link', { name: 'Read, correct or withdraw it' }).click();
  const card = grace.locator('article:target');
  await card.getByText('Please write shorter texts.').waitFor();
  expect(await card.textContent()).toMatch(
    /Ivy Bell.*Entered by Grace Lindqvist \(.+\) from paper, said on/s
  );
  expect(await card.textContent()).toContain('About the whole specification');
});

it('ENT-3 ENT-7 a patient reads it as a carer’s, and it waits for its answer', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, `${reading}?show=unanswered`);
  const card = patrick.locator('article', { hasText: 'The bus is too far to walk to.' });
  await card.getByText('Entered by Grace Lindqvist').waitFor();
  expect(await card.textContent()).toMatch(/A carer.*Waiting for an answer/s);
  expect(await patrick.getByRole('link', { name: /^Enter what somebody said/ }).count()).toBe(0);
});

it('ENT-10 by keyboard alone; focus goes to what was done, and then to the form again', async () => {
  const grace = await journey.arrive('grace.lindqvist');
  await journey.go(grace, `${reading}/enter?clause=whole&way=phone&on=2026-11-20`);
  await check(grace);
  await grace.getByLabel('What they said').focus();
  await grace.keyboard.type('Ring us before you come.');
  const to = async (label: string) => {
    for (let presses = 0; presses < 12; presses += 1) {
      const name = await grace.evaluate('document.activeElement.labels?.[0]?.textContent.trim() ?? ""');
      if (String(name).startsWith(label)) return;
      await grace.keyboard.press('Tab');
    }
    throw new Error(`The Tab key does not lead to “${label}”.`);
  };
  await to('Who said it?');
  await grace.keyboard.type('A family');
  await to('They agreed');
  await grace.keyboard.press('Space');
  await grace.keyboard.press('Enter');
  await shows(grace, 'stands among the comments now');
  await expect
    .poll(() => grace.evaluate('document.activeElement.textContent.includes("stands among the comments")'))
    .toBe(true);
  await check(grace);
  expect(await grace.getByLabel('What they said').inputValue()).toBe('');
  expect(await grace.getByLabel('By telephone').isChecked()).toBe(true);
});
