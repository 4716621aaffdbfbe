import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read } from './draft-page';
import { check, Journey, mark, pathOf, shows } from './journey';

let journey: Journey;
let reading = '';
/** The page of a decision that is open, of a ballot about a specification, and of a clause's plain words. */
const pages: Record<'decision' | 'options' | 'summary', string> = { decision: '', options: '', summary: '' };

beforeAll(async () => {
  journey = await Journey.start();
  const helen = await journey.arrive('helen.marsh');
  reading = await read(helen, journey.product.url);
  pages.summary = `${reading}/clauses/scope-aims/plain`;
  pages.decision = await firstWith(helen, 'decisions', 'Say something about this decision');
  pages.options = await firstWith(helen, 'priorities', 'Say something about P1');
});
afterAll(() => journey?.end());

/** Of this list, the first whose page offers that. */
async function firstWith(page: Page, list: 'decisions' | 'priorities', offer: string): Promise<string> {
  await journey.go(page, `/${list}`);
  const links = page.locator(`main a[href^="/${list}/"]:not([href$="/new"])`);
  const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')!));
  for (const where of all) {
    await journey.go(page, where);
    if ((await page.getByText(offer).count()) > 0) return where;
  }
  throw new Error(`No page of ${all.join(', ')} offers “${offer}”.`);
}

async function write(page: Page, { what, words }: { what: string; words: string }): Promise<void> {
  await page.getByText(`Say something about ${what}`, { exact: true }).click();
  await page.getByLabel('Your comment').locator('visible=true').fill(words);
  await page.getByRole('button', { name: 'Send the comment' }).locator('visible=true').click();
}

it.each([
  { at: 'decision', what: 'this decision' },
  { at: 'options', what: 'P1' },
  { at: 'summary', what: 'these plain words' }
] as const)(
  'CMT-25 CMT-21 without JavaScript somebody comments on $what; refused, what was typed is still there',
  async ({ at, what }) => {
    const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
    await journey.go(patrick, pages[at]);
    await write(patrick, { what, words: 'Ring me on 07700 900123.' });
    const typed = patrick.getByLabel('Your comment').locator('visible=true');
    expect(await typed.inputValue()).toBe('Ring me on 07700 900123.');
    const words = `Who comes at night, asks somebody under ${what}?`;
    await typed.fill(words);
    await patrick.getByRole('button', { name: 'Send the comment' }).locator('visible=true').click();
    await patrick.locator('#discussion').getByText(words).waitFor();
    expect(pathOf(patrick)).toBe(pages[at]);
    await patrick
      .locator('#discussion')
      .getByRole('link', { name: /Change it, withdraw it or reply/ })
      .click();
    await shows(patrick, words);
  }
);

it('CMT-25 with JavaScript it stands on the page at once, also on another’s, and all passes the accessibility check', async () => {
  const [patrick, helen] = [await journey.arrive('patrick.doyle'), await journey.arrive('helen.marsh')];
  await journey.go(helen, pages.decision);
  await journey.go(patrick, pages.decision);
  await write(patrick, { what: 'this decision', words: 'Is it tried out first?' });
  await patrick.locator('#discussion').getByText('Is it tried out first?').waitFor();
  await helen.locator('#discussion').getByText('Is it tried out first?').waitFor();
  for (const where of Object.values(pages)) {
    await journey.go(patrick, where);
    await patrick.locator('#discussion').waitFor();
    await check(patrick);
  }
});

it('CMT-27 the words of one cell of a table, marked on the reading page', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, `${reading}?view=full`);
  const cell = patrick.getByRole('cell', { name: '46%' });
  await cell.waitFor();
  await mark(patrick, '46%');
  await patrick.getByRole('button', { name: 'Comment on this passage' }).click();
  await patrick.locator('textarea:focus').fill('Less than half of them?');
  await patrick.keyboard.press('Control+Enter');
  const card = patrick.locator('article.comment', { hasText: 'Less than half of them?' });
  await card.waitFor();
  expect(await card.innerText()).toContain('“46%”');
  expect(await cell.locator('mark').innerText()).toMatch(/^46%\s+\(comment by Patrick Doyle\)$/);
  await check(patrick);
});
