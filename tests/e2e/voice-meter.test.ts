import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE } from '#tests/builders/browser';
import { Journey, shows } from './journey';

let journey: Journey;

beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('MET-19 MET-20 a patient representative reads it without JavaScript and on a phone, and saves the figures', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.setViewportSize(PHONE);
  await journey.go(patrick, '/specifications');
  await patrick
    .getByRole('link', { name: /falls and frailty/i })
    .first()
    .click();
  await patrick.getByRole('link', { name: 'Voice meter' }).click();
  await shows(patrick, 'Were people heard, and what did it change?');
  await shows(patrick, '5 of 8 comments by patients and carers have an answer so far: 63%.');
  await shows(patrick, 'Social care, providers and voluntary sector together');
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);

  // What a table is about is read without scrolling, however wide the table.
  const captions = patrick.locator('main caption:visible');
  const ends = await captions.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
  expect(ends.length).toBeGreaterThan(10);
  expect(Math.max(...ends)).toBeLessThanOrEqual(PHONE.width);

  for (const width of [320, PHONE.width]) {
    await patrick.setViewportSize({ ...PHONE, width });
    const wide = await patrick
      .locator('main :visible')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().right > innerWidth).length);
    expect(wide).toBe(0);
    const scrolling = await patrick
      .locator('main div:has(> table)')
      .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length);
    expect(scrolling).toBe(0);
  }
  const [column, cell] = [{ name: 'Response rate' }, { name: '63%' }];
  const answers = patrick.getByRole('table', { name: 'Comments and their answers' });
  const heard = answers.getByRole('row', { name: /^Patients and carers/ });
  expect(await answers.getByRole('columnheader', column).count()).toBe(1);
  expect(await heard.getByRole('rowheader', { name: 'Patients and carers' }).count()).toBe(1);
  const named = heard.getByRole('cell', cell);
  expect(await named.evaluate((each) => getComputedStyle(each, '::before').content)).toContain(
    'Response rate'
  );

  // On paper and on a wider screen it is a table as any other.
  for (const wide of [
    () => patrick.emulateMedia({ media: 'print' }),
    () => patrick.setViewportSize(DESKTOP)
  ]) {
    await wide();
    expect(await named.evaluate((each) => getComputedStyle(each).display)).toBe('table-cell');
    expect(await named.evaluate((each) => getComputedStyle(each, '::before').content)).toBe('none');
    await patrick.emulateMedia({ media: 'screen' });
  }
  await patrick.setViewportSize(PHONE);

  // What a bar shows stands beside it in words and in the table below.
  const rate = patrick.getByRole('region', { name: '1. Response rate' });
  expect(await rate.getByRole('table', { name: 'Response rate, drawn' }).textContent()).toContain('63%');
  expect(await rate.getByRole('row', { name: 'Patients and carers 8 5 63%' }).count()).toBe(1);

  const download = patrick.waitForEvent('download');
  await patrick.getByRole('link', { name: /^Save the figures/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^voice-meter-.*\.csv$/);
  const text = readFileSync((await file.path())!, 'utf8');
  expect(text).toContain(
    '1,"Response rate","Comments and their answers","Patients and carers","Response rate","percent",63'
  );
});

it('MET-19 MET-22 the decision leads to it, and its paper says the same', async () => {
  const grace = await journey.arrive('grace.lindqvist');
  await journey.go(grace, '/decisions');
  await grace
    .getByRole('link', { name: /Falls and frailty service/ })
    .first()
    .click();
  await grace.getByRole('link', { name: 'Voice meter' }).click();
  await shows(grace, 'looked at from decision JCC-2027-004');
  const said = '8 of 8 comments by patients and carers came before that: 100%.';
  await shows(grace, said);
  await grace.goBack();
  await grace.getByRole('link', { name: 'Board paper' }).click();
  await grace.getByRole('heading', { name: '8 How far people were heard' }).waitFor();
  await shows(grace, said);
});
