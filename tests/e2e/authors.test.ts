import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, read, saved } from './draft-page';
import { percentage } from '#domain/authorship';
import type { AuthorsPage } from '#server/reads/authors-page';
import { check, Journey, pathOf, shows, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('AUT-7 what somebody has just typed is shown as their group’s, in line, letter and words, without JavaScript too', async () => {
  const priya = await journey.arrive('priya.nair');
  const address = (await edit(priya, journey.product.url)).replace(/\/edit$/, '');
  await typeAfter(priya, PEOPLE, ' Carers are asked every year.');
  await saved(priya);

  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.goto(address);
  await patrick.getByRole('link', { name: 'Who wrote this text' }).click();
  await shows(patrick, /^Of the \d+ words in the text/);
  const words = patrick
    .locator('article .by-social-care')
    .filter({ hasText: 'Carers are asked every year.' });
  expect(await words.textContent()).toMatch(/^S\[Social care: .*Carers are asked every year\..*\] $/);
  const lines = await patrick
    .locator('.key .by')
    .evaluateAll((all) => all.map((each) => `${getComputedStyle(each).textDecorationStyle}`));
  expect(lines.length).toBeGreaterThan(2);
  expect(new Set(lines).size).toBe(lines.length);
  const row = patrick.locator('.people li').filter({ hasText: 'Priya Nair' });
  expect(await row.innerText()).toMatch(/Social care[^]*Dr Sam Whitlock and Priya Nair/);

  for (const which of ['', '?version=1']) {
    await priya.goto(`${address}/authors${which}`);
    await check(priya);
  }
});

it('AUT-6 the sentence, the chart and the table tell the same of every share', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const address = await read(patrick, journey.product.url);
  await journey.go(patrick, `${address}/authors`);
  const answer = await patrick.request.get(`${journey.product.url}/api/v1${address}/authors`);
  const { shares, sentence } = (await answer.json()) as Pick<AuthorsPage, 'shares' | 'sentence'>;
  expect(shares.length).toBeGreaterThan(2);
  const total = shares.reduce((sum, { words }) => sum + words, 0);
  expect(sentence).toContain(`Of the ${total.toLocaleString('en-GB')} words`);
  await patrick.getByText(sentence, { exact: true }).waitFor();
  const rows = patrick.locator('table.chart tbody tr');
  expect(await rows.count()).toBe(shares.length);
  for (const [index, { name, words, part }] of shares.entries()) {
    expect(part).toBeCloseTo(words / total, 10);
    const row = rows.nth(index);
    expect(await row.innerText()).toContain(name);
    expect(await row.locator('td').innerText()).toContain(percentage(part));
    expect(sentence).toContain(percentage(part));
    const width = parseFloat((await row.locator('svg rect').last().getAttribute('width')) ?? '');
    expect(width).toBeCloseTo(100 * part, 6);
  }
});

it('AUT-16 from who wrote the text to the versions and decisions that carry it, and back, without JavaScript', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const address = await read(patrick, journey.product.url);
  await journey.go(patrick, `${address}/authors`);
  await patrick.getByRole('link', { name: 'Frozen versions of this text' }).click();
  await patrick
    .getByRole('link', { name: /^Version \d+$/ })
    .first()
    .click();
  await patrick.getByRole('heading', { name: 'Decisions on this version' }).waitFor();
  const decision = patrick.getByRole('link', { name: 'JCC-2027-004' });
  expect(await decision.getAttribute('href')).toMatch(/^\/decisions\/[0-9a-f-]{36}$/);
  await patrick.getByRole('link', { name: /^Who wrote/ }).click();
  await shows(patrick, /^Of the \d+ words in the text/);
  expect(pathOf(patrick)).toBe(`${address}/authors`);
  await patrick.getByRole('heading', { level: 1, name: /Who wrote version \d+$/ }).waitFor();
});
